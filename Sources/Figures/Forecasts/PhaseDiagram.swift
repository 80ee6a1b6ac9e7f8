import Foundation
import Network
import Theory

/// Wide layers of one activation over the plane of the variances σ_w² of weights and σ_b² of biases, and the line on which they keep
/// gradients.
package struct PhaseDiagram: Sendable {
  /// The activation.
  package let activation: Activation
  /// The second moment of the noise's factors; 1 without noise.
  package let noise: Double
  /// The depth that differences shall reach; nil where none is said.
  package let depth: Int?
  /// The layers, row by row of one σ_b².
  package let layers: [MeanField]
  /// The layers that keep gradients, one for each σ_b² at which there is one.
  package let critical: [MeanField]

  /// The layers at so many points of each range.
  package init(
    _ activation: Activation, noise: Double = 1, weights: ClosedRange<Double>, biases: ClosedRange<Double>,
    depth: Int? = nil, points: Int
  ) {
    (self.activation, self.noise, self.depth) = (activation, noise, depth)
    let nonlinearity = activation.nonlinearity
    let rows = Self.points(of: biases, points)
    layers = rows.flatMap { biases in
      Self.points(of: weights, points).map { weights in
        MeanField(nonlinearity, weights: weights, biases: biases, noise: noise)
      }
    }
    critical = rows.compactMap { MeanField.critical(nonlinearity, biases: $0, noise: noise) }
  }

  /// Even points from end to end; one where both ends are the same.
  private static func points(of range: ClosedRange<Double>, _ count: Int) -> [Double] {
    if range.lowerBound == range.upperBound { return [range.lowerBound] }
    let last = Double(count - 1)
    return (0..<count).map { (range.lowerBound * (last - Double($0)) + range.upperBound * Double($0)) / last }
  }

  /// What the layers are, in a few words.
  package var title: String {
    "Phases of wide \(activation.rawValue) layers"
      + (noise > 1 ? ", noise of second moment \(short(noise))" : "")
  }

  /// The point of the line nearest to the middle layer; nil where there is no line.
  package var nearestCritical: MeanField? { layers[layers.count / 2].nearestCritical }
}

extension MeanField {
  /// e^(−depth / ξ_c), what is left at a depth of how far the correlation of two inputs is from c*; nil where there is no c*.
  func left(at depth: Int) -> Double? {
    correlationDepth.map { $0.isInfinite ? 1 : exp(-Double(depth) / $0) }
  }
}
