import Autodiff
import Foundation
import Numbers
import Theory

extension Layer {
  /// Each number times one that is drawn anew in each step; in tests nothing is changed.
  public static func noise(_ layer: MultiplicativeNoise) -> Layer { Layer(layer) }

  /// Dropout, or noise of a normal law.
  public struct MultiplicativeNoise: LayerKind {
    /// The name by which its numbers are drawn.
    public let name: String
    /// What numbers are multiplied by.
    public let law: NoiseFactors.Law

    /// Noise of a law.
    public init(name: String, _ law: NoiseFactors.Law) {
      self.name = name
      self.law = law
    }
  }
}

extension Layer.MultiplicativeNoise {
  /// The exact laws of lengths do not know it.
  public var role: Layer.Role { .other }

  /// It as a line of a listing.
  public var listing: String {
    switch law {
    case .dropout(let share): "\(name): dropout of \(share)"
    case .normal(let deviation): "\(name): multiplicative noise of deviation \(deviation)"
    }
  }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    let square = law.square
    switch law {
    case .dropout(let share):
      // The share of normal numbers below z is Φ(z).
      return propagation.pair.scatter(square: square) { z in
        erfc(-z * 0.5.squareRoot()) / 2 < share ? 0 : square
      }
    case .normal(let deviation):
      return propagation.pair.scatter(square: square) { z in 1 + deviation * z }
    }
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.apply(
      NoiseFactors(law, name: name), to: stream, lowering.memo(lowering.shape(of: stream)), place: name)
  }
}

extension Layer.MultiplicativeNoise: NamedLayerKind {
  /// `dropout`, behind it the share that is dropped, and `noise`, behind it the standard deviation.
  public static var words: [String] { ["dropout", "noise"] }

  /// Noise of a law.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    self.init(
      name: item.name,
      item.word == "dropout"
        ? .dropout(try item.number(in: 0...1.0.nextDown, standard: 0.5))
        : .normal(try item.number(in: 0...1e3)))
  }
}
