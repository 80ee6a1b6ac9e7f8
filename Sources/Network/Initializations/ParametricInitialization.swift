import Autodiff
import Wording

/// Initialisations whose names carry numbers.
package enum ParametricInitialization {
  /// What may stand for one, for help.
  package static let forms = [
    "normal:STD", "uniform:BOUND", "truncated-normal:STD", "variance-scaling:SCALE,FAN,LAW",
    "kaiming-normal:ACTIVATION", "kaiming-uniform:ACTIVATION", "xavier-normal:ACTIVATION",
    "xavier-uniform:ACTIVATION",
  ]

  /// What may stand for one, for messages.
  package static let expected = forms.joined(separator: ", ")

  /// The law of a name; nil where it is none.
  static func law(named name: String) -> Initializer? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "normal": return fixed(parts[1]) { Initializer(.normal, gain: $0 * $0, over: .one) }
    case "uniform": return fixed(parts[1]) { Initializer(.uniform, gain: $0 * $0 / 3, over: .one) }
    // Cut at two deviations, as the trunc_normal_ of PyTorch's image models is.
    case "truncated-normal":
      return fixed(parts[1]) { Initializer(.truncatedNormal(corrected: false), gain: $0 * $0, over: .one) }
    case "variance-scaling": return varianceScaling(parts[1])
    case "kaiming-normal": return gained(parts[1]) { Initializer(.normal, gain: $0) }
    case "kaiming-uniform": return gained(parts[1]) { Initializer(.uniform, gain: $0) }
    case "xavier-normal": return gained(parts[1]) { Initializer(.normal, gain: $0, over: .average) }
    case "xavier-uniform": return gained(parts[1]) { Initializer(.uniform, gain: $0, over: .average) }
    default: return nil
    }
  }

  private static func fixed(_ text: String, _ law: (Double) -> Initializer) -> Initializer? {
    Double(word: text).flatMap { $0 >= 0 && $0 < 1e150 ? law($0) : nil }
  }

  /// Keras's and JAX's: a scale, `fan-in`, `fan-out` or `fan-avg`, and `normal`, `truncated-normal` (cut at two deviations
  /// and widened) or `uniform`; `laplace` is ours.
  private static func varianceScaling(_ text: String) -> Initializer? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
      String($0).replacing("_", with: "-")
    }
    let fans: [String: Initializer.Fan] = ["fan-in": .in, "fan-out": .out, "fan-avg": .average]
    let laws: [String: Initializer.Law] = [
      "normal": .normal, "truncated-normal": .truncatedNormal(corrected: true), "uniform": .uniform,
      "laplace": .laplace,
    ]
    guard parts.count == 3, let scale = Double(word: parts[0]), scale >= 0, scale < 1e9,
      let fan = fans[parts[1]],
      let law = laws[parts[2]]
    else { return nil }
    return Initializer(law, gain: scale, over: fan)
  }

  private static func gained(_ activation: String, _ law: (Double) -> Initializer) -> Initializer? {
    Activation(rawValue: activation).flatMap(gain).map { law($0 * $0) }
  }

  /// The gain that PyTorch's `calculate_gain` has for an activation; nil where it has none.
  private static func gain(_ activation: Activation) -> Double? {
    if let slope = activation.negativeSlope, slope < 1 { return (2 / (1 + slope * slope)).squareRoot() }
    switch activation.function {
    case is Identity, is Sigmoid: return 1
    case is Tanh: return 5.0 / 3
    case is SELU: return 0.75
    default: return nil
    }
  }
}
