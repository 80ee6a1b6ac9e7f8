import Figures
import Network
import Wording

/// `kindling phase`: the phases of wide layers, by theory alone.
enum PhaseCommand: Command {
  static let name = "phase"
  static let multiplies = false
  static let summary =
    "tell in which phase wide layers are, how deep signals reach, and where they are critical"
  static let help = """
    kindling phase: tell in which phase wide layers are, how deep signals reach, and where they are critical

    usage: kindling phase [OPTION…]

    Layers of great width, one after another, have weights of variance σ_w² / fan-in and biases of variance σ_b². In the
    ordered phase inputs become alike and gradients vanish, in the chaotic one gradients explode; on the critical line
    between them gradients are kept. With noise there are no phases, and a line on which gradients are kept.

    layers:
    \(FieldHelp.lines("--activation NAME", "\(Activation.expected) (default tanh)"))\
      --sigma-w RANGE      σ_w², FROM:TO or one number (default 0.5:3)
      --sigma-b RANGE      σ_b², FROM:TO or one number (default 0:0.25; with --depth 0.05)
      --points N           at how many points of each range the table tells of layers, 2 to 50 (default 6)
      --dropout P          with dropout of a share P of the units, below 1
      --noise STD          with multiplicative noise of mean 1 and this standard deviation
      --depth N            tell what of a difference is left behind N layers; the picture has depths in the place of σ_b²
      --json               print one JSON object
    \(PictureOption.help("draw how deep differences reach over σ_w² and σ_b², and the critical line"))
    examples:
      kindling phase --picture phases.svg
      kindling phase --activation relu --dropout 0.5 --sigma-w 0.5:2
      kindling phase --activation gelu --sigma-w 2 --sigma-b 0
      kindling phase --sigma-w 1:4 --sigma-b 0.05 --depth 200 --picture depths.svg

    """

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let activation =
      try arguments.value("--activation", expected: Activation.expected, Activation.init(rawValue:)) ?? .tanh
    let depth = try arguments.count("--depth", most: 100_000)
    let weights = try range("--sigma-w", &arguments) ?? 0.5...3
    let biases = try range("--sigma-b", &arguments) ?? (depth == nil ? 0...0.25 : 0.05...0.05)
    let points = try arguments.count("--points", least: 2, most: 50) ?? 6
    let noise = try noise(&arguments)
    let json = arguments.flag("--json")
    let picture = try PictureOption(&arguments)
    try arguments.finish()
    if depth != nil, biases.lowerBound < biases.upperBound {
      throw UsageError("--depth: expected one number for --sigma-b beside it, found a range")
    }
    try picture?.check()
    func diagram(points: Int) -> PhaseDiagram {
      PhaseDiagram(
        activation, noise: noise, weights: weights, biases: biases, depth: depth, points: points)
    }
    let told = diagram(points: points)
    if json { try Output.json(told) } else { try Output.write(told.text) }
    try picture?.write(
      picture.map { PhaseChart(diagram(points: PhaseChart.points)).chart($0.name) } ?? nil,
      otherwise: "lengths of none of these layers come to a number")
  }

  /// A range, or one number as both of its ends.
  private static func range(
    _ name: String, _ arguments: inout Arguments
  ) throws(UsageError) -> ClosedRange<Double>? {
    try arguments.value(name, expected: "FROM:TO or one number, from 0 to 1000") { text in
      let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Double(word: $0) }
      guard let from = ends[0], let to = ends.count == 1 ? from : ends[1], ends.count <= 2, 0 <= from,
        from <= to, to <= 1000
      else { return nil }
      return from...to
    }
  }

  /// The second moment of the factors; 1 without noise.
  private static func noise(_ arguments: inout Arguments) throws(UsageError) -> Double {
    let dropped = try arguments.value("--dropout", expected: "a number from 0 to below 1") { text in
      Double(word: text).flatMap { (0..<1).contains($0) ? $0 : nil }
    }
    guard let deviation = try arguments.number("--noise", in: 0...1000) else {
      return dropped.map { NoiseFactors.Law.dropout($0).square } ?? 1
    }
    if dropped != nil { throw UsageError("--noise: expected no --dropout beside it, found both") }
    return NoiseFactors.Law.normal(deviation).square
  }
}
