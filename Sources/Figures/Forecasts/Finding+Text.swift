import Foresight
import Network

extension Trouble {
  /// A few words for a table.
  package var title: String {
    switch self {
    case .vanishing: "FM1 vanishing"
    case .exploding: "FM1 exploding"
    case .residualExplosion: "residual explosion"
    case .layerVariance: "FM2"
    case .deadLayers: "dead layers"
    case .equalUnits: "equal units"
    }
  }
}

extension Finding {
  /// The trouble, the number it rests on, and what comes of it, in a line.
  package var text: String {
    // A length that theory finds to be 0 is one too small for numbers, but where all weights are zero.
    let (number, limit) = (short(mean: number, isZero: false), short(threshold, digits: 1))
    return switch trouble {
    case .vanishing:
      "\(trouble.title): the length falls to \(number), below \(limit); it starts late or never"
    case .exploding: "\(trouble.title): the length grows to \(number), above \(limit); it diverges"
    case .residualExplosion:
      "\(trouble.title): the length grows to \(number) with Σ η, above \(limit); it diverges"
    case .layerVariance:
      "\(trouble.title): β is \(number), above \(limit); it starts late, and when is chance"
    case .deadLayers:
      "\(trouble.title): a layer is silent with probability \(number), above \(limit); if for every input, it never starts"
    case .equalUnits: "\(trouble.title): all weights are the same number, so units never come to differ"
    }
  }
}

extension Mend {
  /// What to change, in a line.
  package var text: String {
    switch change {
    case .weights(let factor): "multiply all weights by \(short(factor, digits: 4)): \(weights)"
    case .initialization: "draw weights by \(initialization.name)"
    case .circularPadding: "let the border be circular"
    case .widths(let factor): "make all layers \(short(factor)) times as wide: \(architecture.label)"
    case .leastWidth(let width): "make no layer narrower than \(width): \(architecture.label)"
    case .depth(let depth): "make it no deeper than \(depth)"
    case .scale(.constant(let scale)): "residual scale \(scale) for every module"
    case .scale(let scale): "residual scales \(scale.rawValue)"
    }
  }

  /// The law of the weights, where a layer keeps lengths by it.
  private var weights: String {
    func number(_ value: Double) -> String { abs(value - 2) < 1e-9 ? "2" : short(value, digits: 4) }
    let weights = initialization.weights
    // Orthonormal columns have a variance of 2 / units.
    if weights.isOrthogonal { return "orthonormal times √\(number(weights.gain))" }
    return "Var[w] = \(number(weights.secondMoment(Fans(fanIn: 1, fanOut: 1)))) / fan-in"
  }
}
