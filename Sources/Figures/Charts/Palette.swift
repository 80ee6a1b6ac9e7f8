import Lab

/// The colours of lines: the same setting has the same colour in every figure, and all can be told apart by colour-blind
/// readers and in print (Okabe and Ito 2008, with a grey and two of Paul Tol's for the rarer ones).
enum Palette {
  private static let named: [String: String] = [
    "he-normal": blue, "he-uniform": sky, "he-truncated": green, "he-truncated-corrected": teal,
    "he-doubled": vermilion, "glorot-normal": orange, "glorot-uniform": yellow, "lecun-normal": purple,
    "lecun-uniform": grey, "orthogonal": wine, "orthogonal-relu": olive, "pytorch-default": rose,
    "zeros": black,
    // Residual scales: the one that explodes has the colour of the initialisation that does.
    "1": vermilion, "0.9^l": orange, "0.75^l": green, "0.5^l": blue,
    // Arrangements of widths.
    "(i) 30, 10, 30, 10, …": orange, "(ii) half 30, half 10": vermilion, "(iii) half 10, half 30": green,
    "(iv) 15": purple, "(v) 20": blue,
  ]

  private static let all = [
    blue, vermilion, green, orange, purple, sky, grey, wine, olive, teal, rose, yellow, black,
  ]

  /// A scale that gives each line its colour.
  static func scale(_ lines: [String]) -> VegaLite.Scale {
    let free = all.filter { color in !lines.contains { named[$0] == color } }
    var next = 0
    let colors = lines.map { line in
      if let color = named[line] { return color }
      defer { next += 1 }
      return free.isEmpty ? all[next % all.count] : free[next % free.count]
    }
    return VegaLite.Scale(domain: lines.map { .text($0) }, range: colors)
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
