import Datasets
import Forms
import Wording

extension Experiment {
  /// The experiment at a level; the file itself is the paper's.
  ///
  /// - Throws: `ExperimentError` where the level's changes do not fit the file.
  public func at(_ level: Level) throws(ExperimentError) -> Experiment {
    guard let change = levels[level] else { return self }
    var experiment = self
    if let seeds = change["seeds"] { experiment.seeds = Seeds(seeds) }
    if let layers = change["layers"] { experiment.layers = Self.layers(layers) }
    if let trial = change["trial"] {
      try experiment.change(trial, said: ["levels", level.rawValue, "trial"])
    }
    guard case .object(let axes)? = change["axes"] else { return experiment }
    for (name, values) in axes.sorted(by: { $0.key < $1.key }) {
      try Self.located(source, ["levels", level.rawValue, "axes", name]) { () throws(FieldError) in
        let axis = try experiment.axis(name)
        let written = try Self.values(values, of: experiment.axes[axis].fields, kind)
        experiment.axes[axis] = try experiment.axes[axis].taking(written)
      }
    }
    experiment.renewClaims()
    return experiment
  }

  /// Changes fields of the base trial.
  ///
  /// - Parameter path: Where it is said, for errors.
  /// - Throws: `ExperimentError` where the fields are none of the trial's.
  public mutating func change(_ trial: JSONValue, said path: [String]) throws(ExperimentError) {
    let old = self.trial
    self.trial = try Self.located(source, path) { [kind] () throws(FieldError) in
      try kind.form.merging(trial, into: old)
    }
  }

  /// Gives a field of the base trial a value.
  ///
  /// - Throws: `ExperimentError` where there is no such field, or it cannot have the value.
  public mutating func set(_ field: FieldName, to value: JSONValue) throws(ExperimentError) {
    try set([(field, value)])
  }

  /// Gives fields of the base trial values, together: some are nothing without others.
  ///
  /// - Throws: `ExperimentError` where there is no such field, or it cannot have the value.
  public mutating func set(_ fields: [(field: FieldName, value: JSONValue)]) throws(ExperimentError) {
    let all = fields.reduce(JSONValue.object([:])) { all, next in
      all.overlaid(with: next.field.change(to: next.value, in: trial.overlaid(with: all), of: kind))
    }
    try change(all, said: [])
  }

  /// Whether this is a version of another experiment: of the same name, sort and family of networks, varied
  /// along the same axes, so that what is said of the one can be asked of the other.
  package func isVersion(of other: Experiment) -> Bool {
    func axes(_ experiment: Experiment) -> [[String]] {
      experiment.axes.map { [$0.name] + $0.fields.map(\.name).sorted() }
    }
    let family = { (experiment: Experiment) in experiment.trial["architecture"]?["kind"] }
    return name == other.name && kind == other.kind && family(self) == family(other)
      && axes(self) == axes(other)
  }

  /// How many runs the experiment has; `Int.max` where they are more.
  public var runs: Int {
    axes.reduce(seeds.count) { runs, axis in
      let (product, isBeyond) = runs.multipliedReportingOverflow(by: axis.points.count)
      return isBeyond ? .max : product
    }
  }

  /// Whether trials of the experiment's sort have a field.
  public func has(_ field: FieldName) -> Bool {
    (try? kind.form.merging(field.change(to: .integer(1), in: trial, of: kind), into: trial)) != nil
  }

  /// Gives an axis other values, or adds one that is not there yet, innermost.
  ///
  /// - Parameter name: An axis's name, or fields of the trial with `+` between, which take the same values.
  /// - Throws: `ExperimentError` where the values do not fit.
  public mutating func vary(_ name: String, over values: AxisValues) throws(ExperimentError) {
    let index = axes.firstIndex { $0.name == name }
    let fields = index.map { axes[$0].fields } ?? name.split(separator: "+").map { FieldName(String($0)) }
    let axis = try Self.located(source, ["axis \(name)"]) { [self] () throws(FieldError) in
      if index == nil { try Self.checkNumber(ofAxes: axes.count + 1) }
      let written = try values.written(rounding: kind.rounds(fields))
      guard let index else { return try Axis(name, fields, values: written) }
      return try axes[index].taking(written)
    }
    if let index { axes[index] = axis } else { axes.append(axis) }
    renewClaims()
  }

  /// Gives a field a value at every setting, where axes vary it beside others too.
  ///
  /// - Throws: `ExperimentError` where there is no such field, or it cannot have the value.
  public mutating func fix(_ field: FieldName, to value: JSONValue) throws(ExperimentError) {
    try set(field, to: value)
    axes = axes.map { $0.fixing(field, to: value) }
  }

  /// Gives each setting other seeds.
  public mutating func seed(with seeds: Seeds) {
    self.seeds = seeds
  }

  /// Tells of these hidden layers, counted from 1.
  public mutating func tell(of layers: [Int]) {
    self.layers = layers
  }

  /// The data set of the base trial, if any.
  public var dataset: DatasetName? {
    let field = FieldName("dataset").field(in: trial, of: kind)
    return field.flatMap { trial.at($0.path) }.flatMap { try? DatasetName($0.summary) }
  }

  /// Takes another data set for the base trial.
  ///
  /// - Throws: `ExperimentError` where the trial has none.
  public mutating func use(_ dataset: DatasetName) throws(ExperimentError) {
    try set(FieldName("dataset"), to: .text(dataset.rawValue))
  }

  private func axis(_ name: String) throws(FieldError) -> Int {
    guard let index = axes.firstIndex(where: { $0.name == name }) else {
      throw FieldError(
        [], expected: "an axis, one of \(Self.shownNames(axes.map(\.name)))", found: name.quoted)
    }
    return index
  }
}

extension Experiment {
  /// How many settings there are: a number of any size, for nothing is laid out yet.
  public var settings: Double { axes.reduce(1) { $0 * Double($1.points.count) } }

  /// Sees that every setting makes a trial.
  ///
  /// - Throws: `ExperimentError`.
  public func check() throws {
    func check<T: Trial>(_: T.Type) throws { _ = try Grid<T>(self) }
    try check(kind.trial)
  }

  /// Sees that a network of a depth has the layers that are told of.
  ///
  /// - Throws: `ExperimentError`.
  public func checkLayers(depth: Int) throws(ExperimentError) {
    guard let most = layers?.max(), most > depth else { return }
    let error = FieldError([], expected: "1 to \(depth), as many as the network has", found: "\(most)")
    throw ExperimentError(source, error, under: ["layers"])
  }
}
