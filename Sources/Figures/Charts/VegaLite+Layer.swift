import Forms
import Wording

extension VegaLite {
  /// Marks of one sort.
  public struct Layer: Encodable, Sendable {
    /// The rows that the marks stand for: those whose field `part` has this value.
    let part: String
    var name: String?
    var transform: [Filter]
    var mark: Mark
    var encoding: Encoding

    private enum CodingKeys: String, CodingKey {
      case name
      case transform
      case mark
      case encoding
    }
  }

  /// Keeps the rows that an expression holds for.
  struct Filter: Encodable, Sendable {
    var filter: String
  }

  /// Something that a reader may choose.
  struct Parameter: Encodable, Sendable {
    var name: String
    var select: Selection
    var bind: String?
    /// The layers that it is chosen in.
    var views: [String]?
  }

  /// What is chosen by a click.
  struct Selection: Encodable, Sendable {
    var type = "point"
    var fields: [String]
  }

  /// The sort and look of marks.
  struct Mark: Encodable, Sendable {
    var type: Kind
    var filled: Bool?
    var size: Double?
    var opacity: Double?
    var shape: String?
    var strokeWidth: Double?
    var strokeDash: [Int]?
    var strokeJoin: String?
    var color: String?
    var fontSize: Double?
    var dx: Double?
    var dy: Double?
    var align: String?
    var angle: Double?
    var clip: Bool?

    enum Kind: String, Encodable, Sendable {
      case line, point, rule, rect, area, text, bar
    }
  }

  /// What in the data decides place and look of a mark.
  struct Encoding: Encodable, Sendable {
    var x: Channel?
    var x2: Channel?
    var xOffset: Channel?
    var y: Channel?
    var y2: Channel?
    var color: Channel?
    var stroke: Channel?
    var opacity: Channel?
    var shape: Channel?
    var text: Channel?
    var detail: Channel?
    var order: Channel?
    var tooltip: [Channel]?
  }

  /// One decision: by a field, or a value for all marks.
  struct Channel: Encodable, Sendable {
    var field: String?
    var type: Measure?
    var title: String?
    var sort: [JSONValue]?
    var scale: Scale?
    var axis: Axis?
    var legend: Legend?
    var format: String?
    var value: JSONValue?
    var condition: Condition?

    enum Measure: String, Encodable, Sendable {
      case quantitative, nominal, ordinal
    }
  }

  /// A value for marks that are chosen.
  struct Condition: Encodable, Sendable {
    var param: String?
    var test: String?
    var value: JSONValue
  }

  /// How data become places or colours.
  struct Scale: Encodable, Sendable {
    var type: String?
    var domain: [JSONValue]?
    var range: [String]?
    var interpolate: String?
    var constant: Double?
    var zero: Bool?
    var nice: Bool?
  }

  /// How an axis looks.
  struct Axis: Encodable, Sendable {
    var format: String?
    var values: [JSONValue]?
    var grid: Bool?
    var labelAngle: Double?
    var labelLimit: Int?
  }

  /// How a legend looks.
  struct Legend: Encodable, Sendable {
    var orient: String?
    var columns: Int?
    var symbolOpacity: Double?
    var labelLimit: Int?
    var format: String?
    var values: [JSONValue]?
    var offset: Double?
  }
}

extension VegaLite.Axis {
  /// An axis of names over a width in pixels: they stand level where there is room for them, and aslant elsewhere.
  ///
  /// - Parameter width: Nil for an axis upwards, beside which there is room.
  init(names: [String], along width: Int?) {
    let longest = names.map(\.count).max() ?? 0
    let isLevel = width.map { 6.8 * Double(longest) + 8 <= Double($0) / Double(max(names.count, 1)) } ?? true
    (labelAngle, labelLimit) = (isLevel ? 0 : -35, 180)
  }
}

extension VegaLite.Channel {
  static func number(_ field: String, _ title: String? = nil, format: String? = nil) -> Self {
    Self(field: field, type: .quantitative, title: title.map(heading), format: format)
  }

  static func name(_ field: String, _ title: String? = nil) -> Self {
    Self(field: field, type: .nominal, title: title.map(heading))
  }

  /// A title as Vega-Lite can take it: it puts titles into expressions, in which it escapes no backslash and
  /// no line break.
  private static func heading(_ title: String) -> String { title.shown(120).replacing("\\", with: "⧵") }
}

extension VegaLite.Layer {
  /// Marks of the rows whose field `part` has a value, and for which a condition holds, if there is one.
  init(
    _ part: String, where condition: String? = nil, _ mark: VegaLite.Mark, _ encoding: VegaLite.Encoding
  ) {
    let filter = (["datum.part === '\(part)'"] + (condition.map { [$0] } ?? [])).joined(separator: " && ")
    self.init(
      part: part, transform: [VegaLite.Filter(filter: filter)], mark: mark, encoding: encoding)
  }
}
