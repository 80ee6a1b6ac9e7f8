import Autodiff
import Theory

extension Layer {
  /// A product with weights, and biases where it has them.
  public static func linear(_ layer: Linear) -> Layer { Layer(layer) }

  /// A fully connected layer: weights [outputs, inputs], biases [outputs].
  public struct Linear: LayerKind {
    /// The name under which its weights are drawn.
    public let name: String
    /// The number of features that come in.
    public let inputs: Int
    /// The number of units.
    public let outputs: Int
    /// Whether each unit has a bias.
    public var hasBias: Bool
    /// The law of the weights where it is not the network's own.
    public var weights: Initializer?
    /// The law of the biases where it is not the network's own.
    public var biases: Initializer?

    /// A layer of so many units.
    public init(
      name: String, inputs: Int, outputs: Int, hasBias: Bool = true, weights: Initializer? = nil
    ) {
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
      self.hasBias = hasBias
      self.weights = weights
    }
  }
}

extension Layer.Linear {
  private var product: Product {
    Product(name: name, inputs: inputs, outputs: outputs, hasBias: hasBias, weights: weights, biases: biases)
  }

  /// What it computes.
  public var role: Layer.Role { .product(product) }

  /// It as a line of a listing.
  public var listing: String {
    "\(name): linear \(inputs) → \(outputs)\(hasBias ? "" : " without biases")"
  }

  /// The extents of its output for one example.
  public func extents(after _: [Int]) throws(ArchitectureError) -> [Int] { [outputs] }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    try propagation.multiply(by: product)
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.record(product, MatMul(), weights: .fixed(outputs, inputs), after: stream)
  }
}

extension Layer.Linear: NamedLayerKind {
  /// `linear`, behind it the number of units.
  public static var words: [String] { ["linear"] }

  /// A layer of so many units.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    self.init(
      name: item.name, inputs: try item.vector(), outputs: try item.size(),
      hasBias: try item.flag("bias", standard: true), weights: try item.law())
  }
}
