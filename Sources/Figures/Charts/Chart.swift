import Lab

/// A picture of a report.
public struct Chart: Encodable, Sendable {
  /// The name of its file, without its ending.
  public let file: String
  /// What it shows, in a line.
  public let title: String
  /// The picture.
  public let picture: VegaLite

  init(
    file: String, title: String, subtitle: String? = nil, rows: [VegaLite.Row], layers: [VegaLite.Layer]
  ) {
    self.file = file
    self.title = title
    picture = VegaLite(
      title: VegaLite.Title(text: title, subtitle: subtitle), description: title, width: 560, height: 340,
      data: VegaLite.Rows(values: rows), layer: layers, config: Self.look)
  }

  /// How all pictures look; the page sets colours of text and grid for dark screens.
  private static let look: JSONValue = .object([
    "font": .text("system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"),
    "title": .object([
      "anchor": .text("start"), "fontSize": .integer(15), "subtitleFontSize": .integer(12),
      "offset": .integer(10),
    ]),
    "axis": .object([
      "labelFontSize": .integer(12), "titleFontSize": .integer(13), "titleFontWeight": .text("normal"),
      "gridOpacity": .number(0.5),
    ]),
    "legend": .object([
      "labelFontSize": .integer(12), "titleFontSize": .integer(12), "labelLimit": .integer(240),
    ]),
    "view": .object(["stroke": .null]),
  ])
}

/// The lines of a chart: how they are told apart, chosen in the legend and dimmed where others are.
struct ChartLines {
  /// The heading of the legend.
  let title: String
  /// The lines, in the legend's order.
  let names: [String]

  /// The choice of a line by a click on the legend.
  var parameter: VegaLite.Parameter {
    VegaLite.Parameter(name: "chosen", select: VegaLite.Selection(fields: ["line"]), bind: "legend")
  }

  /// The colour of a line.
  var color: VegaLite.Channel {
    var channel = VegaLite.Channel.name("line", title)
    channel.scale = Palette.scale(names)
    channel.legend = VegaLite.Legend(orient: "right", symbolType: "stroke")
    return channel
  }

  /// A strength for lines that are chosen, next to nothing for the others.
  func opacity(_ strength: Double) -> VegaLite.Channel {
    VegaLite.Channel(
      value: .number(strength / 8), condition: VegaLite.Condition(param: "chosen", value: .number(strength)))
  }
}
