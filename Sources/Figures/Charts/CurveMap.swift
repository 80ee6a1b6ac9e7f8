import Lab

/// A heat map of a number over two axes of numbers, with a curve of theory over it and points that were read off it.
package struct CurveMap {
  private let (xTitle, yTitle, valueTitle): (String, String, String)
  private let cells: [Cell]

  /// A cell: where it stands, and the number that its colour stands for.
  package struct Cell {
    let x: Axis.Point
    let y: Axis.Point
    let value: Double

    /// A cell of a number above 0.
    package init(x: Axis.Point, y: Axis.Point, value: Double) { (self.x, self.y, self.value) = (x, y, value) }
  }

  /// A place in the plane of both axes.
  package typealias Place = (x: Double, y: Double)

  /// A map of cells.
  ///
  /// - Parameter valueTitle: What the colours stand for.
  package init(xTitle: String, yTitle: String, valueTitle: String, cells: [Cell]) {
    (self.xTitle, self.yTitle, self.valueTitle, self.cells) = (xTitle, yTitle, valueTitle, cells)
  }

  /// The picture.
  ///
  /// - Parameters:
  ///   - curve: The curve's name and its places from left to right.
  ///   - points: The places of the points.
  package func chart(
    _ file: String, _ title: String, subtitle: String, curve: (name: String, places: [Place]),
    points: [Place]
  ) -> Chart {
    let columns = CellEdges(cells.map(\.x), along: Chart.width)
    let rows = CellEdges(cells.map(\.y))
    let marks: [VegaLite.Row] = points.map {
      ["part": .text("point"), "x": .number($0.x), "y": .number($0.y)]
    }
    return Chart(
      file: file, title: title, subtitle: subtitle,
      rows: cells.map { row($0, columns, rows) } + line(curve, right: columns.end, top: rows.end) + marks,
      layers: layers(columns, rows))
  }

  private func row(_ cell: Cell, _ columns: CellEdges, _ rows: CellEdges) -> VegaLite.Row {
    let row: VegaLite.Row = [
      "part": .text("tile"), "value": .number(cell.value), "x label": .text(cell.x.label),
      "y label": .text(cell.y.label),
    ]
    return row.merging(columns.row(cell.x, "x")) { $1 }.merging(rows.row(cell.y, "y")) { $1 }
  }

  /// The places of the curve in their order, and its name where it leaves the map.
  private func line(
    _ curve: (name: String, places: [Place]), right: Double, top: Double
  ) -> [VegaLite.Row] {
    guard curve.places.count > 1, let last = curve.places.last(where: { $0.y <= top }) else { return [] }
    let isAtSide = last.x == curve.places.last?.x
    let places: [VegaLite.Row] = curve.places.enumerated().map { number, place in
      [
        "part": .text("contour"), "x": .number(place.x), "y": .number(min(place.y, 10 * top)),
        "order": .integer(number), "level": .text(curve.name),
      ]
    }
    return places + [
      [
        "part": .text(isAtSide ? "level" : "level above"), "x": .number(isAtSide ? right : last.x),
        "y": .number(isAtSide ? last.y : top), "level": .text(curve.name),
      ]
    ]
  }

  private func layers(_ columns: CellEdges, _ rows: CellEdges) -> [VegaLite.Layer] {
    let ramp = ColorRamp(cells.map(\.value))
    var color = VegaLite.Channel.number("value", valueTitle)
    color.scale = ramp.scale
    color.legend = VegaLite.Legend(
      orient: "right", format: "~g", values: ramp.ticks.map { .number($0) }, offset: 80)
    let (x, y) = (columns.channel("x", xTitle), rows.channel("y", yTitle))
    let cell = VegaLite.Encoding(
      x: columns.channel(columns.start("x"), xTitle), x2: columns.end("x"),
      y: rows.channel(rows.start("y"), yTitle), y2: rows.end("y"), color: color,
      tooltip: [
        .name("x label", xTitle), .name("y label", yTitle), .number("value", valueTitle, format: ".3~g"),
      ])
    func point(_ mark: VegaLite.Mark, _ color: String) -> VegaLite.Layer {
      VegaLite.Layer(
        "point", mark, VegaLite.Encoding(x: x, y: y, color: VegaLite.Channel(value: .text(color))))
    }
    return [VegaLite.Layer("tile", VegaLite.Mark(type: .rect), cell)]
      + Contours.layers(x, y, order: .number("order"))
      + [
        point(VegaLite.Mark(type: .point, filled: true, size: 60), Contours.rim),
        point(VegaLite.Mark(type: .point, filled: true, size: 25), Contours.ink),
      ]
  }
}
