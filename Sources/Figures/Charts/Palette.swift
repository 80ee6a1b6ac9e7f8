import Network

/// The colours of lines: the same initialisation or residual scale has the same colour in every figure, and all can be told
/// apart by colour-blind readers and in print (Okabe and Ito 2008, with a grey and some of Paul Tol's for the rarer ones).
enum Palette {
  private static let initializations: [PopularInitialization: String] = [
    .heNormal: blue, .heUniform: sky, .heTruncated: green, .heTruncatedCorrected: teal, .heDoubled: vermilion,
    .glorotNormal: orange, .glorotUniform: yellow, .lecunNormal: purple, .lecunUniform: grey,
    .orthogonal: wine, .orthogonalReLU: olive, .pytorchDefault: rose, .zeros: black,
  ]

  // The scale that explodes has the colour of the initialisation that does.
  private static let scales: [ResidualScale: String] = [
    .constant(1): vermilion, .geometric(0.9): orange, .geometric(0.75): green, .geometric(0.5): blue,
  ]

  private static let all = [
    blue, vermilion, green, orange, purple, sky, grey, wine, olive, teal, rose, yellow, black,
  ]

  /// A scale that gives each line its colour: that of its initialisation, or else of its residual scale, where these tell the
  /// lines apart, and the next free one where it has none of its own.
  static func scale(_ lines: [ChartLine]) -> VegaLite.Scale {
    let names = distinct(lines.map(\.name))
    let own =
      colors(lines, \.initialization) { initialization in
        PopularInitialization.allCases.first { $0.initialization == initialization }
          .flatMap { initializations[$0] }
      } ?? colors(lines, \.scale) { $0.flatMap { scales[$0] } } ?? [:]
    let free = all.filter { !own.values.contains($0) }
    var next = 0
    let colors = names.map { name in
      if let color = own[name] { return color }
      defer { next += 1 }
      return free.isEmpty ? all[next % all.count] : free[next % free.count]
    }
    return VegaLite.Scale(domain: names.map { .text($0) }, range: colors)
  }

  /// The lines' colours by something that tells them apart; nil where it does not.
  private static func colors<Key: Hashable>(
    _ lines: [ChartLine], _ key: (ChartLine) -> Key, _ color: (Key) -> String?
  ) -> [String: String]? {
    let keys = Dictionary(grouping: lines, by: \.name).mapValues { Set($0.map(key)) }
    guard keys.values.allSatisfy({ $0.count == 1 }), Set(keys.values).count == keys.count else { return nil }
    return keys.compactMapValues { $0.first.flatMap(color) }
  }

  private static let blue = "#0072b2"
  private static let sky = "#56b4e9"
  private static let green = "#009e73"
  private static let orange = "#e69f00"
  private static let vermilion = "#d55e00"
  private static let purple = "#cc79a7"
  private static let yellow = "#c9b400"
  private static let grey = "#888888"
  private static let black = "#444444"
  private static let wine = "#882255"
  private static let olive = "#999933"
  private static let teal = "#44aa99"
  private static let rose = "#cc6677"
}
