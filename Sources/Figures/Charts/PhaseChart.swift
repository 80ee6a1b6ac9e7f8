import Forms
import Foundation
import Lab
import Theory

/// The picture of a phase diagram: how deep differences of inputs reach over σ_w² and σ_b², with the line on which gradients are
/// kept; or what is left of them over σ_w² and depth, with the line of 6 ξ_c.
package struct PhaseChart {
  private let diagram: PhaseDiagram
  private let cells: [Cell]

  /// A layer, the place of its cell upwards, and the number that its colour stands for.
  private struct Cell {
    let layer: MeanField
    let y: Double
    let value: Double?
  }

  /// How many cells there are along a side.
  package static let points = 40
  /// Longer depth scales, and shares that are smaller, have the same colour as these.
  private static let (longest, smallest) = (1000.0, 1e-6)

  /// The picture of a diagram of so many points, whose σ_b² is one where depths are told apart.
  package init(_ diagram: PhaseDiagram) {
    self.diagram = diagram
    cells = diagram.layers.flatMap { layer -> [Cell] in
      guard let depth = diagram.depth else {
        return [
          Cell(layer: layer, y: layer.biases, value: layer.correlationDepth.map { min($0, Self.longest) })
        ]
      }
      return Self.depths(to: depth).map { depth in
        Cell(layer: layer, y: Double(depth), value: layer.left(at: depth).map { max($0, Self.smallest) })
      }
    }
  }

  private static func depths(to last: Int) -> [Int] {
    Set((1...points).map { max(1, last * $0 / points) }).sorted()
  }

  /// The picture; nil where nothing is known of any layer.
  package func chart(_ file: String) -> Chart? {
    guard cells.contains(where: { $0.value != nil }) else { return nil }
    let columns = CellEdges(cells.map { Self.point($0.layer.weights) }, along: Chart.width)
    let rows = CellEdges(cells.map { Self.point($0.y) })
    let line = Self.line(diagram, right: columns.end, top: rows.end)
    return Chart(
      file: file, title: diagram.title, subtitle: caption(hasLine: !line.isEmpty),
      rows: cells.map { row($0, columns, rows) } + line, layers: layers(columns, rows))
  }

  private func caption(hasLine: Bool) -> String {
    let isDeep = diagram.depth != nil
    let line = isDeep ? "6 ξ_c" : diagram.noise > 1 ? "gradients are kept" : "the critical line"
    return
      (isDeep
      ? "e^(−depth / ξ_c), what is left of how far two inputs' correlation is from the one they come to, at σ_b² = \(short(diagram.layers[0].biases))"
      : "ξ_c, the layers in which two inputs' correlation comes nearer to the one they come to by a factor e; \(Int(Self.longest)) and more alike")
      + (hasLine ? "; line: \(line)" : "")
      + (cells.contains { $0.value == nil } ? "; grey: none, lengths come to no number" : "")
  }

  private static func point(_ number: Double) -> Axis.Point {
    Axis.Point(label: JSONValue.number(number).summary, values: [.number(number)])
  }

  private func row(_ cell: Cell, _ columns: CellEdges, _ rows: CellEdges) -> VegaLite.Row {
    let row: VegaLite.Row = [
      "part": .text("cell"), "value": cell.value.map { .number($0) } ?? .null,
      "phase": .text(cell.layer.phase?.rawValue ?? "–"),
      "square": .text(PhaseDiagram.text(cell.layer.square)),
      "chi": .number(cell.layer.chi),
    ]
    return row.merging(columns.row(Self.point(cell.layer.weights), "x")) { $1 }
      .merging(rows.row(Self.point(cell.y), "y")) { $1 }
  }

  /// The points of the line, in their order, and its name.
  private static func line(_ diagram: PhaseDiagram, right: Double, top: Double) -> [VegaLite.Row] {
    let points: [(x: Double, y: Double)] =
      diagram.depth == nil
      ? diagram.critical.map { ($0.weights, $0.biases) }.filter { $0.0 <= right }
      : diagram.layers.compactMap { layer in
        layer.correlationDepth.map { (layer.weights, min(6 * $0, 10 * top)) }
      }
    guard points.count > 1, let last = points.last(where: { $0.y <= top }) else { return [] }
    let name = JSONValue.text(
      diagram.depth != nil ? "6 ξ_c" : diagram.noise > 1 ? "gradients kept" : "critical")
    let isAtSide = diagram.depth != nil
    return points.enumerated().map { place, point in
      [
        "part": .text("contour"), "x": .number(point.x), "y": .number(point.y), "order": .integer(place),
        "level": name,
      ]
    } + [
      [
        "part": .text(isAtSide ? "level" : "level above"), "x": .number(isAtSide ? right : last.x),
        "y": .number(isAtSide ? last.y : top), "level": name,
      ]
    ]
  }

  private func layers(_ columns: CellEdges, _ rows: CellEdges) -> [VegaLite.Layer] {
    func even(_ channel: VegaLite.Channel) -> VegaLite.Channel {
      var channel = channel
      // There are too many cells for a tick at each.
      channel.axis = VegaLite.Axis(format: ".6~g", grid: false)
      return channel
    }
    let titles = (x: "σ_w²", y: diagram.depth == nil ? "σ_b²" : "depth")
    let ramp = ColorRamp(cells.compactMap(\.value))
    var color = VegaLite.Channel.number("value", diagram.depth == nil ? "ξ_c" : "left")
    color.scale = ramp.scale
    color.legend = VegaLite.Legend(
      orient: "right", format: "~g", values: ramp.ticks.map { .number($0) }, offset: 80)
    func cell(_ color: VegaLite.Channel? = nil) -> VegaLite.Encoding {
      VegaLite.Encoding(
        x: even(columns.channel(columns.start("x"), titles.x)), x2: columns.end("x"),
        y: even(rows.channel(rows.start("y"), titles.y)), y2: rows.end("y"), color: color,
        tooltip: [
          .number("x", titles.x, format: ".4~g"), .number("y", titles.y, format: ".4~g"), .name("phase"),
          .name("square", "q*"), .number("chi", "χ_1", format: ".4~g"),
          .number("value", diagram.depth == nil ? "ξ_c" : "left", format: ".3~g"),
        ])
    }
    return [
      VegaLite.Layer(
        "cell", where: "datum.value === null", VegaLite.Mark(type: .rect, color: HeatMapLayers.empty), cell()),
      VegaLite.Layer("cell", where: "datum.value !== null", VegaLite.Mark(type: .rect), cell(color)),
    ]
      + Contours.layers(
        even(columns.channel("x", titles.x)), even(rows.channel("y", titles.y)), order: .number("order"))
  }
}
