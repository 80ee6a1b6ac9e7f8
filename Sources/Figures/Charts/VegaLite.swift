import Forms
import Foundation
import Lab
import Wording

/// A picture as a Vega-Lite v5 specification: data, and layers of marks that stand for them, in one panel or in several.
///
/// Names are those of Vega-Lite (vega.github.io/vega-lite/docs), of which these types hold what Kindling's pictures need.
public struct VegaLite: Encodable, Sendable {
  /// Which version of Vega-Lite this is written for.
  public private(set) var schema = "https://vega.github.io/schema/vega-lite/v5.json"
  /// What is shown, in a line or two.
  public var title: Title
  /// What is shown, in a sentence or two, for those who cannot see it.
  public var description: String
  /// The width of a panel's frame, in pixels.
  public var width: Int
  /// The height of a panel's frame, in pixels.
  public var height: Int
  /// What a reader may choose.
  var params: [Parameter]?
  /// The data.
  public var data: Rows
  /// The panels; nil for one alone.
  var facet: Facet?
  /// What panels do not share; nil where they share all.
  var resolve: Resolve?
  /// The layers of each panel, the first hindmost.
  public var layer: [Layer]
  /// How all pictures look.
  public var config: JSONValue

  /// A row of data.
  public typealias Row = [String: JSONValue]

  /// The data of a picture.
  public struct Rows: Encodable, Sendable {
    /// The rows.
    public var values: [Row]
  }

  /// A title with lines under it.
  public struct Title: Encodable, Sendable {
    /// The title's lines.
    public var text: [String]
    /// The lines under it.
    public var subtitle: [String]?

    /// A title and a caption, broken into lines that are hardly wider than a picture.
    init(_ text: String, subtitle: String?) {
      self.text = Self.lines(text, width: 76)
      self.subtitle = subtitle.map { Self.lines($0, width: 100) }
    }

    /// The lines under the title as one.
    public var caption: String? { subtitle?.joined(separator: " ") }

    private static func lines(_ text: String, width: Int) -> [String] {
      text.split(separator: " ").reduce(into: [String]()) { lines, word in
        if let line = lines.last, line.count + word.count < width {
          lines[lines.count - 1] = "\(line) \(word)"
        } else {
          lines.append(String(word))
        }
      }
    }
  }

  /// The channels whose scales each panel has for itself.
  struct Resolve: Encodable, Sendable {
    var scale: [String: String]
  }

  /// Panels side by side, one for each value of a field.
  struct Facet: Encodable, Sendable {
    var field = "panel"
    var type = "nominal"
    /// The values, in order.
    var sort: [String]
    var header = Header()
    /// How many stand in a row.
    var columns: Int

    /// The heading of a panel.
    struct Header: Encodable, Sendable {
      var labelFontSize = 12
      var labelLimit = 300

      private enum CodingKeys: String, CodingKey { case title, labelFontSize, labelLimit }

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        // The panels' names say what they are of.
        try container.encodeNil(forKey: .title)
        try container.encode(labelFontSize, forKey: .labelFontSize)
        try container.encode(labelLimit, forKey: .labelLimit)
      }
    }

    private enum CodingKeys: String, CodingKey { case field, type, sort, header }
  }

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case title, description, width, height, params, data, facet, columns, resolve, spec, layer, config
  }

  /// Writes a specification; where there are panels, the layers stand in one of its own for each.
  public func encode(to encoder: any Encoder) throws {
    var whole = encoder.container(keyedBy: CodingKeys.self)
    try whole.encode(schema, forKey: .schema)
    try whole.encode(title, forKey: .title)
    try whole.encode(description, forKey: .description)
    try whole.encodeIfPresent(params, forKey: .params)
    try whole.encode(data, forKey: .data)
    try whole.encode(config, forKey: .config)
    guard let facet else { return try encodePanel(into: &whole) }
    try whole.encode(facet, forKey: .facet)
    try whole.encode(facet.columns, forKey: .columns)
    try whole.encodeIfPresent(resolve, forKey: .resolve)
    var panel = whole.nestedContainer(keyedBy: CodingKeys.self, forKey: .spec)
    try encodePanel(into: &panel)
  }

  private func encodePanel(into container: inout KeyedEncodingContainer<CodingKeys>) throws {
    try container.encode(width, forKey: .width)
    try container.encode(height, forKey: .height)
    try container.encode(layer, forKey: .layer)
  }

  /// The specification as JSON.
  ///
  /// - Throws: What encoding throws.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
