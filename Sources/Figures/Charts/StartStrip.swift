import Foundation

/// The strip above the last epoch that says how many runs started: a lane for each line of which not all did.
struct StartStrip {
  /// The last epoch's place on the scale, with room above it.
  let limit: Double
  /// How high the strip is, in pixels.
  let height: Double
  /// Whether counts stand upright, since there is no room for them from left to right.
  let isUpright: Bool
  private let lanes: [String]
  private let laneHeight: Double
  /// How much of the scale's logarithm goes into a pixel.
  private let unit: Double
  private let epochs: Int

  /// The lowest number on the scale.
  let lowest = 0.85

  /// A strip for some lines.
  ///
  /// - Parameters:
  ///   - texts: The counts that stand in it.
  ///   - room: How far counts stand apart, in pixels.
  ///   - limit: The last epoch.
  ///   - height: The height of the frame below it, in pixels.
  init(lines: [String], texts: [String], room: Double, limit: Int, height: Double) {
    lanes = lines
    epochs = limit
    self.limit = 1.15 * Double(limit)
    let width = 6 * Double(texts.map(\.count).max() ?? 0) + 4
    isUpright = width > room
    laneHeight = isUpright ? width : 13
    self.height = lanes.isEmpty ? 0 : laneHeight * Double(lanes.count) + 6
    unit = log(self.limit / lowest) / height
  }

  /// The greatest number on the scale.
  var highest: Double { limit * exp(height * unit) }

  /// The middle of a line's lane; lanes stand in the legend's order.
  func lane(_ line: String) -> Double {
    let fromTop = Double(lanes.firstIndex(of: line) ?? 0) + 0.5
    return limit * exp((4 + (Double(lanes.count) - fromTop) * laneHeight) * unit)
  }

  /// The epochs that have a tick.
  var ticks: [Int] {
    epochs < 10
      ? Array(1...max(epochs, 1))
      : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].filter { $0 <= epochs }
  }
}
