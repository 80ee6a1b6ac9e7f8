import Forms
import Wording

/// What a sweep varies: a name, and the values that one field or several take together.
public struct Axis: Hashable, Sendable {
  /// The heading of its column.
  public let name: String
  /// The fields.
  public let fields: [FieldName]
  /// The points, in order.
  public private(set) var points: [Point]
  /// Points that a file has and this version of it has not: claims may name them.
  public private(set) var omitted: [Point] = []

  /// A point of an axis.
  public struct Point: Hashable, Sendable {
    /// What it is called in tables.
    public let label: String
    /// The values, one a field.
    public let values: [JSONValue]

    /// A point of its own name.
    public init(label: String, values: [JSONValue]) {
      self.label = label
      self.values = values
    }

    /// The number that the point stands for: of several fields' values that which it is called by, or which all share; nil
    /// where that is no number.
    public var number: Double? {
      let named = values.first { $0.summary == label }
      return (named ?? (Set(values).count == 1 ? values[0] : nil))?.number
    }
  }

  /// An axis on which all fields take the same value.
  ///
  /// - Parameters:
  ///   - name: The heading; the fields' names where it is nil.
  ///   - labels: What the points are called; their values where it is nil.
  /// - Throws: `FieldError` where there are no values, one is there twice, or labels do not fit.
  public init(_ name: String? = nil, _ fields: [FieldName], values: [JSONValue], labels: [String]? = nil)
    throws(FieldError)
  {
    try self.init(name, fields, tuples: values.map { value in fields.map { _ in value } }, labels: labels)
  }

  /// An axis on which each field takes values of its own.
  ///
  /// - Parameter tuples: For each point one value a field.
  /// - Throws: `FieldError` where there are no values, one is there twice, or labels do not fit.
  public init(_ name: String? = nil, _ fields: [FieldName], tuples: [[JSONValue]], labels: [String]? = nil)
    throws(FieldError)
  {
    if fields.isEmpty { throw FieldError([], expected: "at least one field", found: "none") }
    if tuples.isEmpty { throw FieldError([], expected: "at least one value", found: "none") }
    if let labels, labels.count != tuples.count {
      throw FieldError(["labels"], expected: "\(tuples.count), one a value", found: "\(labels.count)")
    }
    let labels = labels ?? tuples.map { Self.label($0) }
    var seen: Set<String> = []
    for label in labels where !seen.insert(label).inserted {
      throw FieldError([], expected: "different values", found: "\(label.quoted) twice")
    }
    self.name = name ?? fields.map(\.name).joined(separator: "+")
    self.fields = fields
    points = zip(labels, tuples).map { Point(label: $0, values: $1) }
  }

  /// The same axis with other values, which all its fields take; a label that was there means its point.
  ///
  /// - Throws: `FieldError` as for a new axis.
  func taking(_ values: [JSONValue]) throws(FieldError) -> Axis {
    let points = whole.points
    let byValues = Dictionary(points.enumerated().map { ($1.values, $0) }) { first, _ in first }
    let byLabel = Dictionary(points.enumerated().map { ($1.label, $0) }) { first, _ in first }
    let taken = values.map { value in
      let tuple = fields.map { _ in value }
      let place = [byValues[tuple], byLabel[value.summary]].compactMap(\.self).min()
      return place.map { points[$0] } ?? Point(label: Self.label([value]), values: tuple)
    }
    return try Axis(name, fields, tuples: taken.map(\.values), labels: taken.map(\.label))
      .omitting(points)
  }

  /// The same axis with one value of a field at all points, which others tell apart; as it is where it varies no such field beside
  /// others.
  func fixing(_ field: FieldName, to value: JSONValue) -> Axis {
    guard fields.count > 1, let place = fields.firstIndex(of: field) else { return self }
    func fixed(_ point: Point) -> Point {
      var values = point.values
      values[place] = value
      return Point(label: point.label, values: values)
    }
    var axis = self
    (axis.points, axis.omitted) = (points.map(fixed), omitted.map(fixed))
    return axis
  }

  /// The same axis, of which other points are known too.
  func omitting(_ others: [Point]) -> Axis {
    var axis = self
    let known = Set(whole.points.map(\.label))
    axis.omitted += others.filter { !known.contains($0.label) }
    return axis
  }

  /// The axis with all points that are known.
  var whole: Axis {
    var axis = self
    axis.points += omitted
    axis.omitted = []
    return axis
  }

  private static func label(_ values: [JSONValue]) -> String {
    var texts: [String] = []
    for text in values.map(\.summary) where !texts.contains(text) { texts.append(text) }
    return texts.joined(separator: ", ")
  }
}
