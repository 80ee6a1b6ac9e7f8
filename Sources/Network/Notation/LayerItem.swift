import Forms
import Wording

/// An item of a network written as data: a layer's word, what stands behind it, and fields beside it.
public struct LayerItem {
  /// The layer's word.
  public let word: String
  /// Where it stands, for messages.
  let place: String
  /// The layer's name, under which its weights are drawn and kept.
  public let name: String
  /// The extents of what comes in, for one example.
  public let extents: [Int]
  /// What stands behind the word; nil for nothing.
  let value: JSONValue?
  private let fields: [String: JSONValue]
  private let parameters: [String: JSONValue]
  private let numbers: [String: Double]
  private var asked: [String] = []

  init(
    word: String, place: String, name: String, extents: [Int], value: JSONValue?, fields: [String: JSONValue],
    parameters: [String: JSONValue], numbers: [String: Double]
  ) {
    self.word = word
    self.place = place
    self.name = name
    self.extents = extents
    self.value = value
    self.fields = fields
    self.parameters = parameters
    self.numbers = numbers
  }

  /// The whole number behind the word, such as a number of features.
  ///
  /// - Throws: `ArchitectureError` where there is none.
  public func size(least: Int = 1) throws(ArchitectureError) -> Int {
    try whole(value, word, least: least)
  }

  /// The number behind the word, or a standard one where there is none.
  ///
  /// - Throws: `ArchitectureError` where it is none in the range.
  public func number(
    in range: ClosedRange<Double>, standard: Double? = nil
  ) throws(ArchitectureError) -> Double {
    if value == nil, let standard { return standard }
    return try number(value, word, in: range)
  }

  /// Sees that nothing stands behind the word.
  ///
  /// - Throws: `ArchitectureError` where something does.
  public func bare() throws(ArchitectureError) {
    if let value { throw error(word, "nothing behind it", value) }
  }

  /// A whole number beside the word, or a standard one where there is none.
  ///
  /// - Throws: `ArchitectureError` where it is none.
  public mutating func count(_ field: String, standard: Int, least: Int = 1) throws(ArchitectureError) -> Int
  {
    guard let value = take(field) else { return standard }
    return try whole(value, field, least: least)
  }

  /// A number beside the word, or a standard one where there is none.
  ///
  /// - Throws: `ArchitectureError` where it is none in the range.
  public mutating func number(
    _ field: String, standard: Double, in range: ClosedRange<Double>
  ) throws(ArchitectureError) -> Double {
    guard let value = take(field) else { return standard }
    return try number(value, field, in: range)
  }

  /// Yes or no beside the word.
  ///
  /// - Throws: `ArchitectureError` where it is neither.
  public mutating func flag(_ field: String, standard: Bool) throws(ArchitectureError) -> Bool {
    guard let value = take(field) else { return standard }
    guard case .flag(let flag) = value else { throw error(field, "true or false", value) }
    return flag
  }

  /// One of some names beside the word.
  ///
  /// - Throws: `ArchitectureError` where it is none of them.
  public mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ field: String, standard: Choice
  ) throws(ArchitectureError) -> Choice {
    guard let value = take(field) else { return standard }
    guard case .text(let name) = value, let choice = Choice(rawValue: name) else {
      throw error(field, Choice.allCases.map(\.rawValue).alternatives, value)
    }
    return choice
  }

  /// The law of the weights, by the name of an initialisation or written out; nil for the network's own.
  ///
  /// - Throws: `ArchitectureError` where it is none.
  public mutating func law() throws(ArchitectureError) -> Initializer? {
    guard let value = take("weights") else { return nil }
    if case .text(let name) = value, let named = Initialization(named: name) { return named.weights }
    guard let law = try? value.decoded(as: Initializer.self) else {
      throw error("weights", "the name of an initialisation, or an object of law, gain and fan", value)
    }
    return law
  }

  /// Layers beside the word, one or a list; nil for none.
  mutating func list(_ field: String) -> [JSONValue]? {
    take(field).map { $0.values ?? [$0] }
  }

  /// The features that come in, of a vector.
  ///
  /// - Throws: `ArchitectureError` for images.
  public func vector() throws(ArchitectureError) -> Int {
    guard extents.count == 1 else {
      throw ArchitectureError(
        field: place, expected: "a vector, as behind flatten or global-average-pool", found: text(extents))
    }
    return extents[0]
  }

  /// The channels that come in, of an image.
  ///
  /// - Throws: `ArchitectureError` for vectors.
  public func channels() throws(ArchitectureError) -> Int {
    guard extents.count == 3 else {
      throw ArchitectureError(
        field: place, expected: "an image of channels, height and width", found: text(extents))
    }
    return extents[0]
  }

  /// An error about a field.
  public func error(_ field: String, _ expected: String, _ found: JSONValue?) -> ArchitectureError {
    ArchitectureError(
      field: "\(place), \(field)", expected: expected, found: found.map { $0.summary.quoted } ?? "nothing")
  }

  /// Sees that there is no field that nobody has asked for.
  func finish() throws(ArchitectureError) {
    guard let other = fields.keys.sorted().first(where: { !asked.contains($0) }) else { return }
    let known = (asked + ["name"]).sorted().joined(separator: ", ")
    throw ArchitectureError(field: place, expected: "a field of \(known)", found: other.quoted)
  }

  private mutating func take(_ field: String) -> JSONValue? {
    asked.append(field)
    // What is no number may stand under a parameter's name too.
    if case .text(let name)? = fields[field], let value = parameters[name] { return value }
    return fields[field]
  }

  private func whole(_ value: JSONValue?, _ what: String, least: Int) throws(ArchitectureError) -> Int {
    let number = LayerNotation.number(value, numbers)
    guard let number, let whole = Int(exactly: number), whole >= least, whole <= 1_000_000 else {
      throw error(what, "a whole number from \(least) to 1000000", value)
    }
    return whole
  }

  private func number(
    _ value: JSONValue?, _ what: String, in range: ClosedRange<Double>
  ) throws(ArchitectureError) -> Double {
    guard let number = LayerNotation.number(value, numbers), range.contains(number) else {
      throw error(what, "a number from \(range.lowerBound) to \(range.upperBound)", value)
    }
    return number
  }
}

/// Extents as messages show them.
func text(_ extents: [Int]) -> String { "[\(extents.map(String.init).joined(separator: ", "))]" }
