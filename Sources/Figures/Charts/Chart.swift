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
  public private(set) var picture: VegaLite
  /// Why nobody could read it, and what to do; nil where it is drawn.
  let refusal: String?

  /// The width of one panel's frame.
  static let width = 560
  /// The height of one panel's frame.
  static let height = 340

  /// A picture whose file is named after a text.
  ///
  /// - Parameters:
  ///   - subtitle: What the marks are, and the finding in numbers.
  ///   - panels: The values of the rows' field `panel`, in order; none where all stand in one.
  ///   - panelsShareY: Whether all panels have one scale upwards.
  ///   - height: The height of a panel's frame where it stands alone.
  ///   - refusal: Why nobody could read it.
  init(
    file: String, title: String, subtitle: String? = nil, rows: [VegaLite.Row], layers: [VegaLite.Layer],
    choosing parameter: VegaLite.Parameter? = nil, panels: [String] = [], panelsShareY: Bool = true,
    height: Int = Chart.height, refusal: String? = nil
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
    self.refusal = refusal
    let size = Self.size(panels: panels.count, height: height)
    picture = VegaLite(
      title: VegaLite.Title(title.shown(400), subtitle: subtitle),
      description: [title.shown(400), subtitle].compactMap(\.self).joined(separator: ". "),
      width: size.width, height: size.height, params: choice,
      data: VegaLite.Rows(values: rows.map(Self.told)),
      facet: panels.isEmpty ? nil : VegaLite.Facet(sort: panels, columns: size.columns),
      resolve: panels.isEmpty || panelsShareY ? nil : VegaLite.Resolve(scale: ["y": "independent"]),
      layer: layers,
      config: Self.look)
  }

  /// A picture that is not drawn, and why not.
  init(refused file: String, title: String, _ refusal: String) {
    self.init(file: file, title: title, rows: [], layers: [], refusal: "\(title): no picture: \(refusal)")
  }

  /// The same picture, whose description says what became of the claims that it is evidence for.
  func telling(_ claims: [Claim]) -> Chart {
    guard !claims.isEmpty else { return self }
    var chart = self
    chart.picture.description +=
      ". Claims of the figure: \(claims.count(of: .held)) held, \(claims.count(of: .failed)) failed, "
      + "\(claims.count(of: .notEnoughData)) undecided"
    return chart
  }

  /// The frame of one of so many panels, and how many stand in a row.
  static func size(panels: Int, height: Int = Chart.height) -> (width: Int, height: Int, columns: Int) {
    switch panels {
    case ...1: (width, height, 1)
    case 2, 4: (300, height * 4 / 5, 2)
    default: (220, height * 3 / 5, 3)
    }
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
      "subtitleLineHeight": .integer(15), "offset": .integer(12),
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
