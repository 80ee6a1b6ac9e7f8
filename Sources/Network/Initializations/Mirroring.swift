import Numbers
import Randomness

/// How the weights W of a product are made of fewer, W₀, so that a ReLU network begins as a linear one.
///
/// Between two hidden layers W = [[W₀, −W₀], [−W₀, W₀]]; the first layer's is [W₀; −W₀], that of an output
/// layer [W₀, −W₀]. A hidden layer then puts out the positive part of a vector and the negative part of the
/// same vector, one half each, and the next one is given their difference: u ← W₀ u, layer after layer.
/// Channels of images are features here.
///
/// Source: Burkholz & Dubatovka 2019, *Initialization of ReLUs for Dynamical Isometry*; the output layer is
/// ours.
public struct Mirroring: Hashable, Sendable {
  /// Whether the inputs come in two opposite halves.
  public let inputs: Bool
  /// Whether the units come in two opposite halves.
  public let outputs: Bool

  /// The sides of a product that come in halves.
  public init(inputs: Bool, outputs: Bool) {
    self.inputs = inputs
    self.outputs = outputs
  }

  /// The fans of W₀, given those of W.
  public func fans(_ fans: Fans) -> Fans {
    let pixels = fans.receptiveField
    func half(_ fan: Int) -> Int { max(1, fan / pixels / 2) * pixels }
    return Fans(
      fanIn: inputs ? half(fans.fanIn) : fans.fanIn, fanOut: outputs ? half(fans.fanOut) : fans.fanOut,
      receptiveField: pixels)
  }

  /// Draws W₀ by a law and makes W of it; what a parameter means is told at `Initializer.fill`.
  func fill(
    _ weights: inout MutableSpan<Real>, by law: Initializer, units: Int, fans: Fans, kernel: Int,
    from key: RandomKey
  ) {
    let row = weights.count / units
    let (rows, part) = (outputs ? units / 2 : units, inputs ? row / 2 : row)
    precondition(rows * (outputs ? 2 : 1) == units && part * (inputs ? 2 : 1) == row, "an odd width")
    var drawn = [Real](repeating: 0, count: rows * part)
    var span = drawn.mutableSpan
    law.fill(&span, units: rows, fans: self.fans(fans), kernel: kernel, from: key)
    for i in weights.indices {
      let (unit, input) = (i / row, i % row)
      let weight = drawn[unit % rows * part + input % part]
      weights[i] = (unit < rows) == (input < part) ? weight : -weight
    }
  }
}

extension Mirroring {
  /// The mirroring of each product of layers one after another, by the product's name; products in residual
  /// modules have none.
  static func sides(of layers: [Layer]) -> [String: Mirroring] {
    var sides: [String: Mirroring] = [:]
    var isMirrored = false
    for (number, layer) in layers.enumerated() {
      guard let product = layer.product else { continue }
      var isHidden = false
      if number + 1 < layers.count, case .activation = layers[number + 1].role { isHidden = true }
      sides[product.name] = Mirroring(inputs: isMirrored, outputs: isHidden)
      isMirrored = isHidden
    }
    return sides
  }
}
