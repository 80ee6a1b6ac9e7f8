import Forms
import Network

/// The looks of lines: the same initialisation or residual scale has the same colour and shape in every figure. Two lines of one shape
/// have colours that deuteranopes, protanopes and readers of grey print tell apart, and every colour is seen on white.
package enum Palette {
  /// The look of a line: its colour, and the shape of its points.
  package struct Look: Hashable, Sendable {
    /// The colour.
    package let color: String
    /// The shape, by Vega's name or as a path.
    package let shape: String
  }

  /// All looks, the colours of which repeat with other shapes.
  package static let looks: [Look] = [
    Look(color: "#0068b0", shape: "circle"),
    Look(color: "#d55e00", shape: "square"),
    Look(color: "#009e73", shape: "triangle-up"),
    Look(color: "#b97a00", shape: "diamond"),
    Look(color: "#c4659a", shape: "cross"),
    Look(color: "#3a8fc9", shape: "triangle-down"),
    Look(color: "#808080", shape: "triangle-right"),
    Look(color: "#882255", shape: "triangle-left"),
    Look(color: "#5a5a00", shape: "triangle-up"),
    Look(color: "#0f5f5a", shape: "square"),
    Look(color: "#a02c48", shape: "diamond"),
    Look(color: "#8f7f00", shape: "triangle-left"),
    Look(color: "#333333", shape: "circle"),
    Look(color: "#0068b0", shape: "cross"),
    Look(color: "#d55e00", shape: "circle"),
    Look(color: "#882255", shape: "triangle-down"),
    Look(color: "#5a5a00", shape: "triangle-right"),
    Look(color: "#333333", shape: "square"),
    Look(color: "#333333", shape: "triangle-up"),
    Look(color: "#333333", shape: "cross"),
    Look(color: "#333333", shape: "triangle-right"),
  ]

  /// How many lines can be told apart.
  package static var count: Int { looks.count }

  private static let initializations: [PopularInitialization: Int] = [
    .heNormal: 0, .heUniform: 5, .heTruncated: 2, .heTruncatedCorrected: 9, .heDoubled: 1, .glorotNormal: 3,
    .glorotUniform: 11, .lecunNormal: 4, .lecunUniform: 6, .orthogonal: 7, .orthogonalReLU: 8,
    .pytorchDefault: 10, .zeros: 12,
  ]

  // The scale that explodes looks like the initialisation that does.
  private static let scales: [ResidualScale: Int] = [
    .constant(1): 1, .geometric(0.9): 3, .geometric(0.75): 2, .geometric(0.5): 0,
  ]

  /// A scale that gives each line its colour.
  static func colors(_ lines: [ChartLine]) -> VegaLite.Scale { scale(lines, \.color) }

  /// A scale that gives each line its shape.
  static func shapes(_ lines: [ChartLine]) -> VegaLite.Scale { scale(lines, \.shape) }

  private static func scale(_ lines: [ChartLine], _ part: (Look) -> String) -> VegaLite.Scale {
    let looks = given(to: lines)
    return VegaLite.Scale(domain: looks.map { .text($0.name) }, range: looks.map { part($0.look) })
  }

  /// The look of each line: that of its initialisation, or else of its residual scale, where these tell the lines apart, and the next
  /// free one where it has none of its own.
  private static func given(to lines: [ChartLine]) -> [(name: String, look: Look)] {
    let names = distinct(lines.map(\.name))
    let own =
      places(lines, \.initialization) { initialization in
        PopularInitialization.allCases.first { $0.initialization == initialization }
          .flatMap { initializations[$0] }
      } ?? places(lines, \.scale) { $0.flatMap { scales[$0] } } ?? [:]
    var free = looks.indices.filter { !own.values.contains($0) }[...]
    return names.enumerated().map { place, name in
      (name, looks[own[name] ?? free.popFirst() ?? place % count])
    }
  }

  /// The places of the lines' looks by something that tells them apart; nil where it does not.
  private static func places<Key: Hashable>(
    _ lines: [ChartLine], _ key: (ChartLine) -> Key, _ place: (Key) -> Int?
  ) -> [String: Int]? {
    let keys = Dictionary(grouping: lines, by: \.name).mapValues { Set($0.map(key)) }
    guard keys.values.allSatisfy({ $0.count == 1 }), Set(keys.values).count == keys.count else { return nil }
    return keys.compactMapValues { $0.first.flatMap(place) }
  }
}
