import Forms
import Wording

extension Experiment {
  /// An experiment out of a tree of its form.
  ///
  /// - Throws: `FieldError` for what the form alone does not show.
  init(_ tree: JSONValue, _ source: String) throws(FieldError) {
    let kind = tree["kind"].flatMap { TrialKind(rawValue: $0.summary) } ?? .start
    let trial = try Self.under("trial") { () throws(FieldError) in
      try kind.complete(tree["trial"] ?? .object([:]))
    }
    try Self.checkNumber(ofAxes: tree["axes"]?.values?.count ?? 0)
    var axes: [Axis] = []
    for (index, value) in (tree["axes"]?.values ?? []).enumerated() {
      axes.append(
        try Self.under("axes") { () throws(FieldError) in
          try Self.under("[\(index)]") { () throws(FieldError) in
            try Self.omitting(value["omitted"], Self.axis(value, kind))
          }
        })
    }
    let names = axes.map(\.name)
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      throw FieldError(
        ["axes", "[\(index)]", "name"], expected: "a name of its own", found: "\(name.quoted) twice")
    }
    var levels: [Level: JSONValue] = [:]
    if case .object(let given)? = tree["levels"] {
      for (name, change) in given {
        guard let level = Level(rawValue: name) else { continue }
        levels[level] = change
      }
    }
    self.init(
      source: source, name: tree["name"]?.summary ?? "", title: tree["title"]?.summary,
      claim: tree["claim"]?.summary, kind: kind, trial: trial, axes: axes,
      seeds: Seeds(tree["seeds"] ?? .integer(1)),
      layers: tree["layers"].flatMap(Self.layers),
      chart: try Self.chart(
        tree["chart"], names + kind.trial.measuredOver.filter { $0 != "layer" || tree["layers"] != nil }),
      levels: levels)
    try read(claims: tree["claims"])
    if let judgement = tree["judgement"] { self.judgement = Judgement(judgement) }
  }

  /// Sees that there are so few axes that every setting can be walked to, one axis inside the other.
  ///
  /// - Throws: `FieldError`.
  static func checkNumber(ofAxes count: Int) throws(FieldError) {
    if count > 64 { throw FieldError(["axes"], expected: "at most 64", found: "\(count)") }
  }

  /// The numbers of layers that a list says.
  static func layers(_ value: JSONValue) -> [Int]? {
    value.values.map { $0.compactMap(\.whole) }
  }

  private static func axis(_ value: JSONValue, _ kind: TrialKind) throws(FieldError) -> Axis {
    let name = value["name"]?.summary
    let labels = value["labels"]?.values?.map(\.summary)
    if case .object(let columns)? = value["zip"] {
      for other in ["field", "values", "range", "logRange"] where value[other] != nil {
        throw FieldError([other], expected: "nothing beside zip", found: value[other])
      }
      let fields = columns.keys.sorted()
      let lists = fields.map { columns[$0]?.values ?? [] }
      let count = lists.first?.count ?? 0
      for (field, list) in zip(fields, lists) where list.count != count {
        throw FieldError(
          ["zip", field], expected: "\(count) values, as \(fields[0].shown()) has", found: "\(list.count)")
      }
      let tuples = (0..<count).map { point in lists.map { $0[point] } }
      return try Axis(name, fields.map { FieldName($0) }, tuples: tuples, labels: labels)
    }
    guard let field = value["field"] else {
      throw FieldError(["field"], expected: "a field, or zip in its place", found: "nothing")
    }
    let fields = (field.values ?? [field]).map { FieldName($0.summary) }
    let given = ["values", "range", "logRange"].filter { value[$0] != nil }
    guard given.count == 1 else {
      throw FieldError(
        [], expected: "one of values, range, logRange and zip",
        found: given.isEmpty ? "none" : given.joined(separator: " and "))
    }
    let values = try Self.values(value, of: fields, kind)
    return try Axis(name, fields, values: values, labels: labels)
  }

  /// An axis with what a file says of points that are not run.
  private static func omitting(_ value: JSONValue?, _ axis: Axis) throws(FieldError) -> Axis {
    let labels = (value?.values ?? []).map(\.summary)
    var seen = Set(axis.points.map(\.label))
    for label in labels where !seen.insert(label).inserted {
      throw FieldError(["omitted"], expected: "labels of no other point", found: label.quoted)
    }
    return axis.omitting(
      labels.map { label in
        Axis.Point(label: label, values: axis.fields.map { _ in JSONValue(word: label) })
      })
  }

  /// The values that an object with one of `values`, `range` and `logRange` writes out for fields.
  static func values(
    _ value: JSONValue, of fields: [FieldName], _ kind: TrialKind
  ) throws(FieldError) -> [JSONValue] {
    func number(_ range: JSONValue, _ name: String) -> Double { range[name]?.number ?? 0 }
    let values: AxisValues =
      if let range = value["range"] {
        .range(from: number(range, "from"), through: number(range, "through"), by: number(range, "by"))
      } else if let range = value["logRange"] {
        .logRange(
          from: number(range, "from"), through: number(range, "through"), count: range["count"]?.whole ?? 0)
      } else {
        .list(value["values"]?.values ?? [])
      }
    return try values.written(rounding: kind.rounds(fields))
  }

  private static func chart(_ value: JSONValue?, _ axes: [String]) throws(FieldError) -> Chart? {
    guard let value else { return nil }
    for field in ["x", "y", "lines"] {
      guard let name = value[field] else { continue }
      if !axes.contains(name.summary) {
        throw FieldError(
          ["chart", field], expected: "an axis, one of \(shownNames(axes))", found: name)
      }
    }
    return try? value.decoded()
  }

  /// Names, as a message lists them.
  static func shownNames(_ names: [String]) -> String {
    names.map { $0.shown() }.joined(separator: ", ").shown(400)
  }

  static func under<Result>(
    _ place: String, _ body: () throws(FieldError) -> Result
  ) throws(FieldError) -> Result {
    do { return try body() } catch { throw error.inside(place) }
  }
}

extension TrialKind {
  /// Whether fields take whole numbers alone, found by offering them another.
  func rounds(_ fields: [FieldName]) -> Bool {
    guard let standard = try? complete(.object([:])) else { return false }
    return fields.contains { field in
      func takes(_ value: JSONValue) -> Bool {
        (try? form.merging(field.change(to: value, in: standard, of: self), into: standard)) != nil
      }
      return takes(.integer(1)) && !takes(.number(1.5))
    }
  }
}

extension JSONValue {
  /// A whole number; nil for all else.
  fileprivate var whole: Int? {
    if case .integer(let whole) = self { whole } else { nil }
  }
}
