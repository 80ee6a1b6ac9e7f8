import Autodiff

extension Network {
  /// A layer as signals are measured of it: a product with the activation behind it, one of the two alone, or the sum that a
  /// residual module ends with.
  ///
  /// Layers stand in the order in which they are recorded: a module's shortcut, its branch, its sum.
  public struct MeasuredLayer: Sendable {
    /// The name of the product or of the module; for an activation alone its word and its number among the activations.
    public let name: String
    /// The weights of the product; nil where there is none.
    public let weights: Value?
    /// What the activation or the module puts out; nil for a product without an activation behind it.
    public let output: Output?

    /// What a layer puts out.
    public struct Output: Sendable {
      /// The numbers, a batch of vectors or of images.
      public let value: Value
      /// What the activation is given; the sum itself for a module.
      public let input: Value
      /// How many units there are: numbers of a vector, or features of an image.
      public let units: Int
      /// The activation; nil where the layer is no function of each number alone.
      public let function: (any ActivationFunction)?

      /// The values that have to stay readable for all that is measured: the output, and the input where slopes are told from it.
      public var kept: [Value] { function?.slopeSource == .input ? [value, input] : [value] }
    }
  }
}

/// The layers that are measured, as they are recorded or followed by theory.
struct MeasuredLayers<Weights, Output> {
  private(set) var all: [(name: String, weights: Weights?, output: Output?)] = []
  /// Whether the last one is a product that waits for the activation of its path.
  private var isOpen = false
  private var activations = 0

  /// Takes in a product.
  mutating func begin(_ product: Product, weights: Weights) {
    all.append((product.name, weights, nil))
    isOpen = true
  }

  /// Begins a path of its own, whose activations belong to no product before it.
  mutating func part() { isOpen = false }

  /// Takes in an activation: the end of the product before it, or a layer alone.
  mutating func end(_ word: String, _ output: Output) {
    activations += 1
    if isOpen {
      all[all.count - 1].output = output
      isOpen = false
    } else {
      add("\(word)\(activations)", output)
    }
  }

  /// Takes in what is a layer alone.
  mutating func add(_ name: String, _ output: Output) {
    all.append((name, nil, output))
    isOpen = false
  }
}
