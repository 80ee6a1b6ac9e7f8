import Datasets
import Numbers
import Randomness

/// The largest eigenvalue λ₁ of a loss's Hessian, as power iteration found it.
public struct Sharpness: Hashable, Codable, Sendable {
  /// λ₁, the Rayleigh quotient of the vector v that was found.
  public let value: Double
  /// ‖H v − λ₁ v‖ / |λ₁|: some eigenvalue lies no farther from the value than this share of it.
  public let residual: Double
  /// How many products with vectors it took.
  public let products: Int

  /// An eigenvalue with what is known of its error.
  public init(value: Double, residual: Double, products: Int) {
    (self.value, self.residual, self.products) = (value, residual, products)
  }

  /// The largest eigenvalue of a symmetric matrix, by power iteration.
  ///
  /// The iteration finds the eigenvalue of largest magnitude. Where that is negative, the largest one is found by another, on the
  /// matrix less it times the identity, which has no negative eigenvalue.
  ///
  /// - Parameters:
  ///   - start: The vector that it begins with, not 0.
  ///   - tolerance: The residual that ends an iteration. The value's own error is of the order of its square.
  ///   - limit: How many products are made at most.
  ///   - product: The matrix's product with a vector.
  /// - Throws: `CancellationError` where the task is cancelled.
  public init(
    from start: [Real], tolerance: Double = 1e-3, limit: Int = 500, _ product: ([Real]) -> [Real]
  ) throws {
    var vector = Self.unit(start)
    var (shift, products) = (0.0, 0)
    while true {
      try Task.checkCancellation()
      products += 1
      let image = zip(product(vector), vector).map { $0 - Real(shift) * $1 }
      let quotient = Self.inner(vector, image)
      let value = quotient + shift
      let rest = zip(image, vector).reduce(0.0) { sum, pair in
        let distance = Double(pair.0) - quotient * Double(pair.1)
        return sum + distance * distance
      }.squareRoot()
      let residual = value == 0 ? rest : rest / abs(value)
      let isFound = residual <= tolerance
      // What is not a number stays so.
      if products >= limit || !residual.isFinite || isFound && (value >= 0 || shift < 0) {
        self.init(value: value, residual: residual, products: products)
        return
      }
      if isFound { shift = value }
      vector = Self.unit(isFound ? start : image)
    }
  }

  private static func unit(_ vector: [Real]) -> [Real] {
    let length = inner(vector, vector).squareRoot()
    return vector.map { Real(Double($0) / length) }
  }

  private static func inner(_ one: [Real], _ other: [Real]) -> Double {
    zip(one, other).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}

extension LossHessian {
  /// The largest eigenvalue, by power iteration from a random vector.
  ///
  /// - Parameter key: Settles the vector.
  /// - Throws: `CancellationError` where the task is cancelled.
  public func sharpness(tolerance: Double = 1e-3, from key: RandomKey) throws -> Sharpness {
    try Sharpness(from: randomVector(key), tolerance: tolerance, product)
  }
}

extension Trainer {
  /// λ₁ of the loss over the first training images at the weights as they stand; nil where `LossHessian` does not know the network.
  ///
  /// - Parameters:
  ///   - loss: What the trainer's classifier makes smaller.
  ///   - examples: The number of images.
  /// - Throws: `CancellationError` where the task is cancelled.
  public borrowing func sharpness(of loss: Loss, examples: Int) throws -> Sharpness? {
    guard
      let hessian = try LossHessian(
        classifier.network.layers, loss: loss, on: data.train.prefix(examples), normalized: normalization)
    else { return nil }
    hessian.take(from: workspace)
    return try hessian.sharpness(from: key["sharpness"])
  }
}
