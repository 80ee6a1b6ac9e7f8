import Autodiff
import Theory

/// What a kind of layer says of itself: all that the rest of the house asks of layers.
///
/// A kind is one type, of this module or another, that a `Layer` is made of.
public protocol LayerKind: Hashable, Sendable {
  /// What the layer computes, as initialisation, theory and the counting of regions see it.
  var role: Layer.Role { get }

  /// Whether it gives c f(x) for c x, for all c > 0, where its biases are multiplied by c too; as its role says,
  /// unless it knows better.
  var isHomogeneous: Bool { get }

  /// The layer as a line of a listing, or as several.
  var listing: String { get }

  /// The extents of its output for one example, the same as its input's unless it says otherwise.
  ///
  /// - Throws: `ArchitectureError` where it does not fit.
  func extents(after extents: [Int]) throws(ArchitectureError) -> [Int]

  /// How many numbers it learns besides the weights and biases of products, given the extents of its input.
  func parameterCount(after extents: [Int]) -> Int

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies the sum of squared gradients by
  /// on their way back.
  ///
  /// - Throws: `TheoryGap` where that is not known, as of any kind that does not say it.
  func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor

  /// Records its operations behind a value, and returns what they give.
  ///
  /// - Throws: `ShapeError` where it does not fit.
  func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value
}

extension LayerKind {
  /// As the role says.
  public var isHomogeneous: Bool {
    switch role {
    case .product, .reshaping, .averaging: true
    case .activation(let activation): activation.negativeSlope != nil
    case .residual(let module): module.layers.allSatisfy(\.kind.isHomogeneous)
    case .other: false
    }
  }

  /// It is not known what it does unless it says so.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    throw TheoryGap("", "a layer that theory does not know")
  }

  /// A layer learns nothing else unless it says so.
  public func parameterCount(after extents: [Int]) -> Int { 0 }

  /// The extents of its output for one example.
  public func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] { extents }
}

extension Layer {
  /// What a layer computes, as initialisation, theory and the counting of regions see it.
  ///
  /// What these can deal with is listed here, and not in terms of kinds of layers: a new kind takes one of these roles.
  public enum Role: Hashable, Sendable {
    /// A product with weights.
    case product(Product)
    /// A nonlinearity, number by number.
    case activation(Activation)
    /// The same numbers in another shape.
    case reshaping
    /// Means within each channel.
    case averaging
    /// The sum of a shortcut and a scaled branch.
    case residual(Residual)
    /// Something that they do not know.
    case other
  }
}
