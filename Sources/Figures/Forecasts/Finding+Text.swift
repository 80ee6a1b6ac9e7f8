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
    case .gradientLoss: "gradients vanish"
    case .gradientExplosion: "gradients explode"
    case .normExplosion: "batch norm's explosion"
    case .alikeInputs: "inputs alike"
    case .chaos: "chaos"
    case .saturation: "saturation"
    case .noise: "noise"
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
    case .gradientLoss:
      "\(trouble.title): squared gradients fall to \(number) on their way back, below \(limit); it starts late or never"
    case .gradientExplosion, .normExplosion:
      "\(trouble.title): squared gradients grow by \(number) on their way back, above \(limit); it diverges or jumps about"
    case .alikeInputs:
      "\(trouble.title): \(number) is left of the difference of two inputs, below \(limit); it starts late or never"
    case .chaos:
      "\(trouble.title): inputs alike to 0.99 are so to \(number) at the output, below \(limit); it learns by heart at best"
    case .saturation:
      "\(trouble.title): squared slopes are \(number) of those at 0, below \(limit); it starts late or never"
    case .noise:
      "\(trouble.title): inputs differ by \(number) of what noise does to one, below \(limit); it starts late or never"
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
    case .parameter(let name, let word): "let the parameter \(name) be \(word)"
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
