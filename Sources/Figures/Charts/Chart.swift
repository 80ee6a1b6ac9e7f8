import Forms
import Lab
import Wording

/// A picture of a report.
public struct Chart: Encodable, Sendable {
  /// The name of its file, without its ending.
  public internal(set) var file: String
  /// What it shows, in a line.
  public let title: String
  /// The picture.
  public let picture: VegaLite

  /// A picture whose file is named after a text.
  init(
    file: String, title: String, subtitle: String? = nil, rows: [VegaLite.Row], layers: [VegaLite.Layer],
    choosing parameter: VegaLite.Parameter? = nil
  ) {
    // Vega warns of layers without marks.
    let parts = Set(rows.compactMap { $0["part"] })
    var layers = layers.filter { parts.contains(.text($0.part)) }
    var choice: [VegaLite.Parameter]?
    if var parameter, !layers.isEmpty {
      // A choice belongs to one layer, which programs that read specifications must be told: of several
      // layers' each would have a signal of the same name. This is what Vega-Lite calls the first by itself.
      layers[0].name = "layer_0"
      parameter.views = ["layer_0"]
      choice = [parameter]
    }
    self.file = fileName(file)
    self.title = title
    picture = VegaLite(
      title: VegaLite.Title(title.shown(400), subtitle: subtitle), description: title.shown(400), width: 560,
      height: 340, params: choice, data: VegaLite.Rows(values: rows.map(Self.told)), layer: layers,
      config: Self.look)
  }

  /// A row as JSON can tell it: what is no number, or infinite, has no place in a picture.
  private static func told(_ row: VegaLite.Row) -> VegaLite.Row {
    row.mapValues { value in
      if case .number(let number) = value, !number.isFinite { .null } else { value }
    }
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
  /// The lines as their points see them, in the legend's order.
  let lines: [ChartLine]

  /// The choice of a line by a click on the legend.
  var parameter: VegaLite.Parameter {
    VegaLite.Parameter(name: "chosen", select: VegaLite.Selection(fields: ["line"]), bind: "legend")
  }

  /// The colour of a line.
  var color: VegaLite.Channel {
    var channel = VegaLite.Channel.name("line", title)
    channel.scale = Palette.scale(lines)
    channel.legend = VegaLite.Legend(orient: "right", symbolType: "circle", symbolOpacity: 1)
    return channel
  }

  /// A strength for lines that are chosen, next to nothing for the others.
  func opacity(_ strength: Double) -> VegaLite.Channel {
    VegaLite.Channel(
      value: .number(strength / 8), condition: VegaLite.Condition(param: "chosen", value: .number(strength)))
  }
}

/// The places from left to right: those of the lines' points stand side by side, so that none hides another.
struct ChartPlaces {
  private let lines: [String: Double]
  private let values: [Double]

  /// The places of points of some lines at some numbers.
  ///
  /// - Parameter spread: How far apart they stand, 1 for as far as they may.
  init(_ points: [(line: String, x: Double)], spread: Double = 1) {
    let names = distinct(points.map(\.line))
    values = Set(points.map(\.x).filter(\.isFinite)).sorted()
    let gap = zip(values.dropFirst(), values).map { $0 - $1 }.min() ?? 1
    let step =
      spread * min(gap / Double(names.count + 1), ((values.last ?? 0) - (values.first ?? 0)) / 90)
    let middle = Double(names.count - 1) / 2
    lines = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, (Double($0) - middle) * step) })
  }

  /// Where a point of a line stands.
  func place(_ line: String, _ x: Double) -> JSONValue { .number(x + (lines[line] ?? 0)) }

  /// The channel of a field, its ticks at the numbers themselves where these are few.
  func channel(_ field: String, _ title: String) -> VegaLite.Channel {
    var channel = VegaLite.Channel.number(field, title)
    let margin = ((values.last ?? 0) - (values.first ?? 0)) / 18
    if let first = values.first, let last = values.last, first < last {
      channel.scale = VegaLite.Scale(
        domain: [.number(first - margin), .number(last + margin)], zero: false, nice: false)
    }
    let areFew = values.count <= 12 && values.allSatisfy { $0 == $0.rounded() }
    if areFew { channel.axis = VegaLite.Axis(format: "d", values: values.map { .number($0) }) }
    return channel
  }
}
