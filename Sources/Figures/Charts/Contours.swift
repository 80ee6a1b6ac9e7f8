import Forms
import Foundation

/// Lines of equal Σ 1/n over a heat map: for each column, where between two cells the sum passes a level.
struct Contours {
  /// A cell's middle, and the Σ 1/n of its networks.
  struct Cell {
    let x: Double
    let y: Double
    let sum: Double
  }

  /// The points of the lines, and a label at the end of each.
  let rows: [VegaLite.Row]

  /// The lines over cells, of which there are so many; none where the sum of one is not known.
  ///
  /// - Parameters:
  ///   - right: Where the cells end to the right.
  ///   - top: Where they end above.
  init(_ cells: [Cell], count: Int, right: Double, top: Double) {
    guard cells.count == count, let least = cells.map(\.sum).min(), let most = cells.map(\.sum).max() else {
      rows = []
      return
    }
    let lastColumn = cells.map(\.x).max()
    let levels = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].filter { least < $0 && $0 < most }
    rows = levels.flatMap { level -> [VegaLite.Row] in
      let points = Set(cells.map(\.x)).sorted().flatMap { x in
        Self.crossings(of: level, cells.filter { $0.x == x }.sorted { $0.y < $1.y }).map { (x: x, y: $0) }
      }
      // A line needs two columns.
      guard Set(points.map(\.x)).count > 1, let last = points.last else { return [] }
      let name = JSONValue.text("Σ 1/n = \(level.formatted())")
      let line: [VegaLite.Row] = points.map { point in
        ["part": .text("contour"), "x": .number(point.x), "y": .number(point.y), "level": name]
      }
      // Beside the cells or above them, where no number stands.
      let isAtSide = last.x == lastColumn
      let label: VegaLite.Row = [
        "part": .text(isAtSide ? "level" : "level above"), "x": .number(isAtSide ? right : last.x),
        "y": .number(isAtSide ? last.y : top), "level": name,
      ]
      return line + [label]
    }
  }

  /// Where up a column the sum passes a level.
  private static func crossings(of level: Double, _ column: [Cell]) -> [Double] {
    zip(column, column.dropFirst()).compactMap { below, above in
      guard (below.sum - level) * (above.sum - level) <= 0, below.sum != above.sum else { return nil }
      // Σ 1/n falls as 1/width: between two widths its inverse is even.
      let share = (1 / level - 1 / below.sum) / (1 / above.sum - 1 / below.sum)
      return below.y + share * (above.y - below.y)
    }
  }

  /// The marks, each dark on a light rim, so that they are seen on every colour.
  ///
  /// - Parameter order: In which order a line joins its points; nil for from left to right.
  static func layers(
    _ x: VegaLite.Channel, _ y: VegaLite.Channel, order: VegaLite.Channel? = nil
  ) -> [VegaLite.Layer] {
    func line(_ color: String, _ width: Double) -> VegaLite.Layer {
      VegaLite.Layer(
        "contour", VegaLite.Mark(type: .line, strokeWidth: width, clip: true),
        VegaLite.Encoding(
          x: x, y: y, color: VegaLite.Channel(value: .text(color)), detail: .name("level"),
          order: order, tooltip: [.name("level", "level")]))
    }
    func label(_ part: String, _ mark: VegaLite.Mark) -> VegaLite.Layer {
      VegaLite.Layer(part, mark, VegaLite.Encoding(x: x, y: y, text: .name("level")))
    }
    return [
      line(rim, 4), line(ink, 1.6),
      label("level", VegaLite.Mark(type: .text, color: ink, fontSize: 11, dx: 4, align: "left")),
      label("level above", VegaLite.Mark(type: .text, color: ink, fontSize: 11, dy: -7)),
    ]
  }

  /// The colours of the lines and of their rims.
  static let (ink, rim) = ("#111111", "#ffffff")
}
