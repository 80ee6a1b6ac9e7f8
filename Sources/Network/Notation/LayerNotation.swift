import Forms
import Wording

/// The reading of layers that are written as data.
///
/// An item is a word such as `"relu"`, `"flatten"` or `"dropout:0.5"`; an object of a word with its size and fields beside
/// it, such as `{ conv: 16, kernel: 3 }`; `{ residual: […], shortcut: […], scale: S }`; `{ repeat: N, of: […] }`; a list of
/// items in a row; or the name of a parameter that is one of these. `none` is no layer. Numbers may be expressions of
/// parameters, of `same` (the features that come in), `classes`, and `index` (which turn of the repetition it is, from 1).
package struct LayerNotation {
  /// The kinds of layers that have a word, activations apart.
  package static let kinds: [any NamedLayerKind.Type] = [
    Layer.Linear.self, Layer.ConvolutionLayer.self, Layer.Flattening.self, Layer.GlobalAveragePooling.self,
    Layer.Pooling.self, Layer.BatchNormalization.self, Layer.ExampleNormalization.self,
    Layer.MultiplicativeNoise.self, Layer.LearntScalar.self, Layer.ConcatenatedRectifier.self,
  ]

  /// The most items that a list may have, each counted as often as it is read, and how deep they may lie in one another.
  private static let (most, deepest) = (100_000, 50)

  private var parameters: [String: JSONValue]
  private var numbers: [String: Double]
  /// The names of layers, and how many have been made of each stem.
  private var names: Set<String> = []
  private var counts: [String: Int] = [:]
  private var (count, depth) = (0, 0)

  /// A notation with parameters; `classes` is what the word means, nil where it means nothing.
  package init(parameters: [String: JSONValue], classes: Int?) {
    self.parameters = parameters
    numbers = [:]
    if let classes { numbers["classes"] = Double(classes) }
    // A parameter may be made of others, whose order nobody says.
    for _ in parameters {
      for (name, value) in parameters { numbers[name] = Self.number(value, numbers) ?? numbers[name] }
    }
  }

  /// The number that a value is, or that an expression has; nil where it is none.
  static func number(_ value: JSONValue?, _ names: [String: Double]) -> Double? {
    switch value {
    case .integer(let whole)?: Double(whole)
    case .number(let number)?: number
    case .text(let text)?: Expression.value(of: text, names)
    case .null?, .flag?, .list?, .object?, nil: nil
    }
  }

  /// The layers of a list, given the extents of what comes in, which become those of what goes out.
  package mutating func layers(
    _ items: [JSONValue], at place: String, in module: String = "", extents: inout [Int]
  ) throws(ArchitectureError) -> [Layer] {
    depth += 1
    guard depth <= Self.deepest else {
      throw ArchitectureError(
        field: place, expected: "lists that do not hold themselves", found: "one that does")
    }
    var layers: [Layer] = []
    for (number, item) in items.enumerated() {
      let place = "\(place)[\(number)]"
      try count(place)
      layers += try self.layers(item, at: place, in: module, extents: &extents)
    }
    depth -= 1
    return layers
  }

  private mutating func layers(
    _ item: JSONValue, at place: String, in module: String, extents: inout [Int]
  ) throws(ArchitectureError) -> [Layer] {
    switch item {
    case .list(let items): return try layers(items, at: place, in: module, extents: &extents)
    case .object(let fields): return try layers(fields, at: place, in: module, extents: &extents)
    case .text("none"): return []
    case .text(let text):
      if let value = parameters[text] {
        return try layers([value], at: place, in: module, extents: &extents)
      }
      if let activation = Activation(rawValue: text) {
        return [try fitting(.activation(activation), at: place, &extents)]
      }
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return try layers(
        [parts[0]: parts.count == 2 ? JSONValue(word: parts[1]) : .null], at: place, in: module,
        extents: &extents)
    case .null, .flag, .integer, .number:
      throw ArchitectureError(field: place, expected: "a layer", found: item.summary.quoted)
    }
  }

  private mutating func layers(
    _ fields: [String: JSONValue], at place: String, in module: String, extents: inout [Int]
  ) throws(ArchitectureError) -> [Layer] {
    if fields["repeat"] != nil { return try repeated(fields, at: place, in: module, extents: &extents) }
    if fields["residual"] != nil { return [try residual(fields, at: place, in: module, extents: &extents)] }
    let found = Self.kinds.lazy.flatMap { kind in kind.words.map { (kind, $0) } }.first {
      fields[$0.1] != nil
    }
    guard let (kind, word) = found else {
      throw ArchitectureError(
        field: place, expected: "one of \(Self.words.joined(separator: ", "))",
        found: fields.keys.sorted().joined(separator: ", ").quoted)
    }
    var item = try item(word, fields, at: place, in: module, extents)
    let layer = Layer(try kind.init(&item))
    try item.finish()
    return [try fitting(layer, at: "\(place) \(item.name)", &extents)]
  }

  /// Everything that an item may begin with, for messages and help.
  static var words: [String] {
    kinds.flatMap { $0.words } + ["residual", "repeat", "none"] + Activation.words
  }

  private mutating func repeated(
    _ fields: [String: JSONValue], at place: String, in module: String, extents: inout [Int]
  ) throws(ArchitectureError) -> [Layer] {
    var item = try item("repeat", fields, at: place, in: module, extents)
    let turns = try item.size(least: 0)
    guard let items = item.list("of") else { throw item.error("of", "a list of layers", fields["of"]) }
    try item.finish()
    let outer = numbers["index"]
    var layers: [Layer] = []
    for turn in 0..<turns {
      try count(place)
      numbers["index"] = Double(turn + 1)
      layers += try self.layers(items, at: "\(place).of", in: module, extents: &extents)
    }
    numbers["index"] = outer
    return layers
  }

  private mutating func residual(
    _ fields: [String: JSONValue], at place: String, in module: String, extents: inout [Int]
  ) throws(ArchitectureError) -> Layer {
    var item = try item("residual", fields, at: place, in: module, extents)
    let scale = try item.number("scale", standard: 1, in: -1e9...1e9)
    guard let inner = item.value.map({ $0.values ?? [$0] }) else {
      throw item.error("residual", "a list of layers", item.value)
    }
    let shortcut = item.list("shortcut")
    try item.finish()
    var (branchExtents, shortcutExtents) = (extents, extents)
    let branch = try layers(inner, at: "\(place).residual", in: "\(item.name).", extents: &branchExtents)
    let side = try layers(
      shortcut ?? [], at: "\(place).shortcut", in: "\(item.name).shortcut.", extents: &shortcutExtents)
    guard branchExtents == shortcutExtents else {
      throw ArchitectureError(
        field: "\(place) \(item.name)", expected: "a branch and a shortcut of the same shape",
        found: "\(text(branchExtents)) and \(text(shortcutExtents))")
    }
    extents = branchExtents
    return .residual(Layer.Residual(name: item.name, scale: scale, branch: branch, shortcut: side))
  }

  /// An item as its kind reads it, with a name of its own.
  private mutating func item(
    _ word: String, _ fields: [String: JSONValue], at place: String, in module: String, _ extents: [Int]
  ) throws(ArchitectureError) -> LayerItem {
    var fields = fields
    let value = fields.removeValue(forKey: word)
    let given = fields.removeValue(forKey: "name")
    if let given,
      given.summary.isEmpty
        || given.summary.contains(where: { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" })
    {
      throw ArchitectureError(
        field: "\(place), name", expected: "letters, digits, - and _", found: given.summary.quoted)
    }
    let stem = module + (given?.summary ?? (word == "residual" ? "module" : word))
    var name = stem
    while name == stem && given == nil || names.contains(name) {
      counts[stem, default: given == nil ? 0 : 1] += 1
      name = "\(stem)\(counts[stem] ?? 1)"
    }
    names.insert(name)
    numbers["same"] = extents.first.map(Double.init)
    return LayerItem(
      word: word, place: place, name: name, extents: extents,
      value: value == .null ? nil : value, fields: fields, parameters: parameters,
      numbers: numbers)
  }

  /// The layer, whose output's extents are found.
  private func fitting(
    _ layer: Layer, at place: String, _ extents: inout [Int]
  ) throws(ArchitectureError) -> Layer {
    do {
      extents = try layer.kind.extents(after: extents)
    } catch {
      throw ArchitectureError(
        field: "\(place) behind \(text(extents))", expected: error.expected, found: error.found)
    }
    return layer
  }

  private mutating func count(_ place: String) throws(ArchitectureError) {
    count += 1
    if count > Self.most { throw tooMany(place) }
  }
}

extension LayerNotation {
  /// The number of activations and residual modules in a list, those inside modules left out.
  mutating func hiddenCount(_ items: [JSONValue], at place: String) throws(ArchitectureError) -> Int {
    depth += 1
    guard depth <= Self.deepest else {
      throw ArchitectureError(
        field: place, expected: "lists that do not hold themselves", found: "one that does")
    }
    var hidden = 0
    for (number, item) in items.enumerated() {
      let place = "\(place)[\(number)]"
      try count(place)
      switch item {
      case .text(let text):
        if let value = parameters[text] {
          hidden += try hiddenCount([value], at: place)
        } else if Activation(rawValue: text) != nil {
          hidden += 1
        }
      case .list(let items): hidden += try hiddenCount(items, at: place)
      case .object(let fields):
        if fields["residual"] != nil { hidden += 1 }
        if let of = fields["of"] {
          hidden += try turns(fields["repeat"], at: place) * hiddenCount(of.values ?? [of], at: "\(place).of")
        }
      case .null, .flag, .integer, .number: continue
      }
      if hidden > Self.most { throw tooMany(place) }
    }
    depth -= 1
    return hidden
  }

  private func turns(_ value: JSONValue?, at place: String) throws(ArchitectureError) -> Int {
    guard let number = Self.number(value, numbers), let turns = Int(exactly: number), 0...1_000_000 ~= turns
    else {
      throw ArchitectureError(
        field: "\(place), repeat", expected: "a whole number from 0 to 1000000",
        found: value?.summary.quoted ?? "nothing")
    }
    return turns
  }

  private func tooMany(_ place: String) -> ArchitectureError {
    ArchitectureError(field: place, expected: "at most \(Self.most) items in all", found: "more")
  }
}
