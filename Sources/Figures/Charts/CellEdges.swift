import Forms
import Foundation
import Lab

/// Where the cells of a heat map's axis begin and end: half-way to their neighbours, by ratio where numbers would lie in a heap; or a
/// place of its own for each name, where not all points are numbers.
struct CellEdges {
  private let labels: [String]
  private let numbers: [Double]
  private let scale: ChartScale
  private let width: Int?
  /// Whether cells stand at names.
  let areNames: Bool

  /// - Parameter width: The width of the axis, in pixels; nil where it goes upwards.
  init(_ points: [Axis.Point], along width: Int? = nil) {
    self.width = width
    let numbers = points.compactMap(\.number)
    labels = distinct(points.map(\.label))
    // Points of one number would lie upon each other.
    areNames = numbers.count < points.count || Set(numbers).count < labels.count
    self.numbers = Set(numbers).sorted()
    // Zero has no ratio to its neighbour.
    let scale = ChartScale(numbers)
    self.scale = scale == .logarithmic ? scale : .even
  }

  /// Where the cell of a number begins and ends.
  func edges(_ number: Double) -> (low: Double, high: Double) {
    let positions = numbers.map(scale.position)
    let gap = zip(positions.dropFirst(), positions).map { $0 - $1 }.min() ?? 1
    let own = scale.position(number)
    let (below, above) = (positions.last { $0 < own } ?? own - gap, positions.first { $0 > own } ?? own + gap)
    return (scale.value((below + own) / 2), scale.value((own + above) / 2))
  }

  /// Where the last cell ends; of no use where cells stand at names.
  var end: Double { numbers.last.map { edges($0).high } ?? 1 }

  /// The fields of a point: its place, and where it is a number its ends.
  func row(_ point: Axis.Point, _ name: String) -> VegaLite.Row {
    guard !areNames, let number = point.number else { return [name: .text(point.label)] }
    let (low, high) = edges(number)
    return [name: .number(number), "\(name)1": .number(low), "\(name)2": .number(high)]
  }

  /// The channel of a field, with a tick at each cell.
  func channel(_ field: String, _ title: String) -> VegaLite.Channel {
    guard !areNames else {
      var channel = VegaLite.Channel.name(field, title)
      channel.sort = labels.map { .text($0) }
      channel.axis = VegaLite.Axis(names: labels, along: width)
      return channel
    }
    var channel = VegaLite.Channel.number(field, title)
    channel.scale = scale.scale(numbers.first.map { edges($0).low } ?? 0, end)
    channel.axis = VegaLite.Axis(format: ".6~g", values: numbers.map { .number($0) }, grid: false)
    return channel
  }

  /// The field at which a cell begins.
  func start(_ name: String) -> String { areNames ? name : "\(name)1" }

  /// The channel of its end; nil where it stands at a name.
  func end(_ name: String) -> VegaLite.Channel? { areNames ? nil : VegaLite.Channel(field: "\(name)2") }
}
