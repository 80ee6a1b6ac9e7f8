import Lab

/// The cells of a heat map: colours for numbers, grey for what has none, and the numbers themselves.
struct HeatMapLayers {
  private let map: HeatMap
  private let ramp: ColorRamp
  private let columns: CellEdges
  private let rows: CellEdges

  init(_ map: HeatMap, ramp: ColorRamp, columns: CellEdges, rows: CellEdges) {
    (self.map, self.ramp, self.columns, self.rows) = (map, ramp, columns, rows)
  }

  /// The colour of cells that have no number.
  static let empty = "#cccccc"

  static let (dark, light) = (Color("#111111"), Color("#ffffff"))

  /// Whether dark text is read better on a colour than light.
  static func takesDarkText(_ color: Color) -> Bool { color.contrast(to: dark) >= color.contrast(to: light) }

  var layers: [VegaLite.Layer] {
    var color = VegaLite.Channel.number("epoch", "median epoch")
    if map.statistic != .median { color.title = map.statistic.title }
    color.scale = ramp.scale
    color.legend = VegaLite.Legend(
      orient: "right", format: "~g", values: ramp.ticks.map { .number($0) }, offset: 80)
    let cells = [
      // Colours stand for numbers alone, so that what has none needs a colour of its own.
      VegaLite.Layer(
        "cell", where: "datum.epoch === null", VegaLite.Mark(type: .rect, color: Self.empty), cell()),
      VegaLite.Layer("cell", where: "datum.epoch !== null", VegaLite.Mark(type: .rect), cell(color)),
    ]
    let contours = Contours.layers(columns.channel("x", map.xTitle), rows.channel("y", map.yTitle))
    return cells + contours
      + texts("datum.isWhole", "text", VegaLite.Mark(type: .text, fontSize: 11))
      + texts("!datum.isWhole", "text", VegaLite.Mark(type: .text, fontSize: 11, dy: -5))
      + texts("!datum.isWhole", "share", VegaLite.Mark(type: .text, fontSize: 9, dy: 7))
  }

  /// Texts, each on a rim that keeps it apart from the line behind it.
  private func texts(_ condition: String, _ field: String, _ mark: VegaLite.Mark) -> [VegaLite.Layer] {
    var rim = mark
    (rim.strokeWidth, rim.strokeJoin) = (2.5, "round")
    var behind = text(field, dark: Self.light, light: Self.dark)
    behind.stroke = behind.color
    return [
      VegaLite.Layer("cell", where: condition, rim, behind),
      VegaLite.Layer("cell", where: condition, mark, text(field, dark: Self.dark, light: Self.light)),
    ]
  }

  private func cell(_ color: VegaLite.Channel? = nil) -> VegaLite.Encoding {
    VegaLite.Encoding(
      x: columns.channel(columns.start("x"), map.xTitle), x2: columns.end("x"),
      y: rows.channel(rows.start("y"), map.yTitle), y2: rows.end("y"), color: color,
      tooltip: [
        .name("x label", map.xTitle), .name("y label", map.yTitle),
        .number("epoch", map.statistic.title, format: ".3~g"), .number("started"), .number("not started"),
        .number("diverged"), .number("inverse widths", "Σ 1/n", format: ".3~g"),
      ])
  }

  /// - Parameters:
  ///   - dark: The ink on light cells.
  ///   - light: The ink on dark ones.
  private func text(_ field: String, dark: Color, light: Color) -> VegaLite.Encoding {
    let ink = VegaLite.Condition(test: "datum.isLight", value: .text(dark.text))
    return VegaLite.Encoding(
      x: columns.channel("x", map.xTitle), y: rows.channel("y", map.yTitle),
      color: VegaLite.Channel(value: .text(light.text), condition: ink), text: .name(field))
  }
}
