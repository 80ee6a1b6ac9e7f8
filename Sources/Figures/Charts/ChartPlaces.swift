import Forms
import Lab

/// Where a point of a picture stands from left to right.
package enum ChartPlace: Hashable, Sendable {
  /// At a number.
  case number(Double)
  /// Beside other points of its name.
  case name(String)

  /// The number.
  var number: Double? { if case .number(let number) = self { number } else { nil } }

  /// The place as a row has it.
  var json: JSONValue {
    switch self {
    case .number(let number): .number(number)
    case .name(let name): .text(name)
    }
  }
}

/// The places from left to right: those of the lines' points stand side by side, so that none hides another.
struct ChartPlaces {
  private let offsets: [String: Double]
  /// The names, in order; none where points stand at numbers.
  private let names: [String]
  private let values: [Double]
  private let scale: ChartScale
  private let width: Int

  /// The places of points of some lines.
  ///
  /// - Parameters:
  ///   - spread: How far apart they stand, 1 for as far as they may: a quarter of the way to the next number at most.
  ///   - isEven: Whether numbers stand on an even scale even where they would lie in a heap.
  ///   - width: The width of a panel, in pixels.
  init(
    _ points: [(line: String, x: ChartPlace)], spread: Double = 1, isEven: Bool = false,
    width: Int = Chart.width
  ) {
    self.width = width
    let lines = distinct(points.map(\.line))
    names = distinct(points.compactMap { if case .name(let name) = $0.x { name } else { nil } })
    let numbers = points.compactMap(\.x.number)
    let scale = isEven ? ChartScale.even : ChartScale(numbers)
    values = Set(numbers.filter(\.isFinite)).sorted()
    self.scale = scale
    let positions = values.map(scale.position)
    let gap = zip(positions.dropFirst(), positions).map { $0 - $1 }.min() ?? 1
    let range = (positions.last ?? 0) - (positions.first ?? 0)
    let step = spread * min(gap / Double(2 * lines.count), range / 90)
    let middle = Double(lines.count - 1) / 2
    offsets = Dictionary(
      uniqueKeysWithValues: lines.enumerated().map { ($1, (Double($0) - middle) * step) })
  }

  /// Whether points stand at names.
  var areNames: Bool { !names.isEmpty }

  /// How many places there are, one as near to the next as the nearest two are.
  var count: Double {
    guard names.isEmpty else { return Double(names.count) }
    let positions = values.map(scale.position)
    guard let gap = zip(positions.dropFirst(), positions).map({ $0 - $1 }).min(), gap > 0 else { return 1 }
    return ((positions.last ?? 0) - (positions.first ?? 0)) / gap + 1
  }

  /// Where a point of a line stands.
  func place(_ line: String, _ x: ChartPlace) -> JSONValue {
    guard case .number(let number) = x else { return x.json }
    return .number(scale.value(scale.position(number) + (offsets[line] ?? 0)))
  }

  /// The channel of a field, its ticks at the numbers themselves where these are few.
  func channel(_ field: String, _ title: String) -> VegaLite.Channel {
    guard names.isEmpty else {
      var channel = VegaLite.Channel.name(field, title)
      channel.sort = names.map { .text($0) }
      channel.axis = VegaLite.Axis(names: names, along: width)
      return channel
    }
    var channel = VegaLite.Channel.number(field, title)
    let positions = values.map(scale.position)
    if let first = positions.first, let last = positions.last, first < last {
      let margin = (last - first) / 18
      channel.scale = scale.scale(scale.value(first - margin), scale.value(last + margin))
    } else if let only = positions.first {
      // One place alone stands in the middle.
      channel.scale = scale.scale(scale.value(only - 1), scale.value(only + 1))
    }
    channel.axis = scale.axis(values)
    return channel
  }

  /// What a pointer is told of the place.
  func told(_ field: String, _ title: String) -> VegaLite.Channel {
    areNames ? .name(field, title) : .number(field, title)
  }

  /// The channel that sets the lines' points side by side at a name; numbers are moved by themselves.
  var offset: VegaLite.Channel? {
    guard areNames, offsets.count > 1 else { return nil }
    return VegaLite.Channel(field: "line", type: .nominal)
  }

  /// A mark that joins points: a line over numbers, and between names, where there is no way from one to the next, a stroke at
  /// each.
  func joining(_ line: VegaLite.Mark) -> VegaLite.Mark {
    guard areNames else { return line }
    return VegaLite.Mark(
      type: .point, filled: false, size: 160, opacity: line.opacity, shape: "stroke",
      strokeWidth: line.strokeWidth)
  }
}
