import Network
import Theory

extension [Layer] {
  /// What theory expects, place by place, of a batch of inputs of independent standard normal numbers; nothing but for products each
  /// with batch normalisation and a rectifier, or no activation, behind it, and more than three examples.
  func batchTheory(_ examples: Int) -> [PropagationTrial.Expectation] {
    guard examples > 3, let fields = batchNormFields(examples) else { return [] }
    let common = BatchNormField.correlation(batch: examples)
    // Behind the layer's activation: gradients begin there with a direction of its own for each example.
    var (gradient, likeness) = (1.0, 0.0)
    var places: [PropagationTrial.Expectation] = []
    for (number, field) in fields.enumerated().reversed() {
      places.append(
        PropagationTrial.Expectation(
          square: 1, correlation: common, gradient: field.kept * gradient,
          gradientCorrelation: field.likenessKept * likeness, layersPassed: fields.count - number))
      let seen = number > 0 ? fields[number - 1].contrast : 1
      gradient *= field.gradientFactor(likeness: likeness, seeing: seen)
      likeness = common
    }
    places.append(
      PropagationTrial.Expectation(
        square: 1, correlation: 0, gradient: gradient, gradientCorrelation: likeness,
        layersPassed: fields.count))
    return places.reversed()
  }

  /// Layer by layer, where each is a product, batch normalisation and an activation whose law is known.
  private func batchNormFields(_ examples: Int) -> [BatchNormField]? {
    let layers = filter { if case .reshaping = $0.role { false } else { true } }
    guard layers.count.isMultiple(of: 3) else { return nil }
    var fields: [BatchNormField] = []
    for first in stride(from: 0, to: layers.count, by: 3) {
      guard layers[first].product != nil, let norm = layers[first + 1].kind as? Layer.BatchNormalization,
        norm.gain == 1, case .activation(let activation) = layers[first + 2].role,
        let slope = activation.negativeSlope
      else { return nil }
      fields.append(BatchNormField(Rectifier(slope: slope), batch: examples))
    }
    return fields
  }
}
