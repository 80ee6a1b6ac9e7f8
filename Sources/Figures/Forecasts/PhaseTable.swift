import Theory

extension PhaseDiagram {
  /// The layers, and the line on which they keep gradients, as text.
  package var text: String { table.text + "\n" + line }

  private var table: Table {
    var table = Table(
      title,
      columns: [
        .numbers("σ_b²"), .numbers("σ_w²"), noise > 1 ? .numbers("gradients") : .words("phase"),
        .numbers("q*"),
        .numbers("χ_1"), .numbers("c*"), .numbers("ξ_q"), .numbers("ξ_c"),
      ] + (depth.map { [.numbers("left at \($0)")] } ?? []))
    for layer in layers {
      table.append(
        [
          Self.variance(layer.biases), Self.variance(layer.weights),
          layer.phase?.rawValue ?? short(layer.gradientGrowth), Self.text(layer.square),
          short(layer.chi, digits: 4), short(layer.fixedCorrelation), Self.text(depth: layer.squareDepth),
          Self.text(depth: layer.correlationDepth),
        ] + (depth.map { [short(layer.left(at: $0))] } ?? []))
    }
    table.notes =
      [
        "q*: the mean square that units come to. χ_1: by how much a small difference of two inputs grows a layer, squared.",
        "c*: the correlation that inputs come to. ξ_q, ξ_c: in how many layers q and c come nearer to it by a factor e.",
      ]
      + (noise > 1
        ? [
          "Gradients: by how much mean squared gradients grow a layer on their way back, χ_1 times the noise's second moment."
        ] : [])
      + (depth.map { ["Left at \($0): how much of how far c is from c*, e^(−\($0) / ξ_c)."] } ?? [])
    return table
  }

  /// The line's points at the diagram's σ_b², and where it is nearest if it has none of them or there is one layer alone.
  private var line: String {
    let title = noise > 1 ? "Where gradients are kept" : "Critical line"
    let nearest =
      nearestCritical.map {
        "σ_w² = \(short($0.weights, digits: 5)), σ_b² = \(short($0.biases, digits: 5))"
      }
    if critical.isEmpty {
      return "\(title): " + (nearest.map { "nearest at \($0)" } ?? "there is none") + "\n"
    }
    var table = Table(title, columns: [.numbers("σ_b²"), .numbers("σ_w²"), .numbers("q*")])
    for layer in critical {
      table.append([Self.variance(layer.biases), short(layer.weights, digits: 5), Self.text(layer.square)])
    }
    if layers.count == 1, let nearest { table.notes = ["Nearest: \(nearest)."] }
    return table.text
  }

  private static func variance(_ number: Double) -> String { short(number, digits: 4) }

  static func text(_ square: MeanField.FixedSquare) -> String {
    switch square {
    case .at(let square): short(square, digits: 4)
    case .zero: "0"
    case .any: "any"
    case .infinite: "∞"
    }
  }

  static func text(depth: Double?) -> String { depth == .infinity ? "∞" : short(depth) }
}

extension PhaseDiagram: Encodable {
  private enum CodingKeys: String, CodingKey {
    case activation, noise, layers, critical, nearestCritical
  }

  /// Writes the layers and the line, by the names of their fields.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(activation, forKey: .activation)
    try container.encode(noise, forKey: .noise)
    try container.encode(layers.map { Point($0, depth) }, forKey: .layers)
    try container.encode(critical.map { Point($0, depth) }, forKey: .critical)
    try container.encodeIfPresent(nearestCritical.map { Point($0, depth) }, forKey: .nearestCritical)
  }

  /// A layer as JSON has it.
  private struct Point: Encodable {
    let weights, biases, chi, gradientGrowth: Double
    let phase: String?
    let square: Double?
    let fixedSquare: String
    let correlation, squareDepth, correlationDepth, left: Double?

    init(_ layer: MeanField, _ depth: Int?) {
      (weights, biases, chi, gradientGrowth) = (layer.weights, layer.biases, layer.chi, layer.gradientGrowth)
      phase = layer.phase?.rawValue
      switch layer.square {
      case .at(let square): (self.square, fixedSquare) = (square, "at")
      case .zero: (square, fixedSquare) = (0, "zero")
      case .any: (square, fixedSquare) = (nil, "any")
      case .infinite: (square, fixedSquare) = (.infinity, "infinite")
      }
      correlation = layer.fixedCorrelation
      squareDepth = layer.squareDepth
      correlationDepth = layer.correlationDepth
      left = depth.flatMap { layer.left(at: $0) }
    }
  }
}
