import Autodiff
import Datasets
import Network
import Numbers
import Randomness

/// The Hessian of a network's mean loss over some images in its weights and biases, known by its products with vectors.
///
/// Forward over reverse: beside each value goes its tangent, by how much it moves as the parameters move along a vector v. That of
/// the loss is ⟨∇L, v⟩, and its gradient is H v, exact but for rounding. The kinks of rectifiers, where there is no second
/// derivative, count for nothing.
///
/// Source: Pearlmutter 1994, *Fast Exact Multiplication by the Hessian*.
public final class LossHessian {
  private let images: LabelledImages
  private let normalization: Normalization
  private let input: Value
  private let labels: Value
  /// The part of a vector that is each parameter's.
  private let directions: [Value]
  private var workspace: Workspace

  /// The Hessian of a loss over images, at weights that are still zero; nil where the layers are not fully connected ones and
  /// rectifiers, or the loss is no cross-entropy.
  ///
  /// - Parameter layers: Those of a network as it begins, which takes images that have been flattened (`Network.layers`).
  /// - Throws: `ShapeError` where two layers, or the images and the first layer, do not fit together.
  public init?(
    _ layers: [Layer], loss: Loss, on images: LabelledImages, normalized normalization: Normalization = .unit
  ) throws(ShapeError) {
    guard let loss = loss.operation as? SoftmaxCrossEntropy else { return nil }
    var recording = Recording()
    input = recording.input(.batch(images.shape.count), name: "input")
    labels = recording.input(.batch(), name: "labels")
    var (stream, tangent) = (input, Value?.none)
    var directions: [Value] = []
    for layer in layers {
      switch layer.role {
      case .product(let product) where product.window == nil:
        let before = (stream: stream, tangent: tangent)
        let weights = Self.pair(
          .fixed(product.outputs, product.inputs), "\(product.name).weight", in: &recording, &directions)
        stream = try recording.apply(MatMul(), to: stream, weights.value, layer: product.name)
        var moved = try recording.apply(MatMul(), to: before.stream, weights.direction, layer: product.name)
        if let tangent = before.tangent {
          let carried = try recording.apply(MatMul(), to: tangent, weights.value, layer: product.name)
          moved = try recording.apply(Add(), to: moved, carried, layer: product.name)
        }
        if product.hasBias {
          let biases = Self.pair(
            .fixed(product.outputs), "\(product.name).bias", in: &recording, &directions)
          stream = try recording.apply(Bias(), to: stream, biases.value, layer: product.name)
          moved = try recording.apply(Bias(), to: moved, biases.direction, layer: product.name)
        }
        tangent = moved
      case .activation(.relu):
        stream = try recording.apply(ReLU(), to: stream, layer: "relu")
        tangent = try tangent.map { (moved) throws(ShapeError) in
          try recording.apply(RectifierTangent(), to: moved, stream, layer: "relu")
        }
      default: return nil
      }
    }
    guard let tangent else { return nil }
    let slope = try recording.apply(
      CrossEntropyTangent(of: loss), to: stream, tangent, labels, layer: "loss")
    let plan = Plan(recording, loss: slope)
    workspace = Workspace(plan, capacity: plan.partSize(of: images.count))
    (self.images, self.normalization, self.directions) = (images, normalization, directions)
  }

  /// Declares a parameter, and the part of a vector that is its.
  private static func pair(
    _ shape: Shape, _ name: String, in recording: inout Recording, _ directions: inout [Value]
  ) -> (value: Value, direction: Value) {
    let direction = recording.input(shape, name: "\(name).direction")
    directions.append(direction)
    return (recording.parameter(shape, name: name), direction)
  }

  /// Takes over the weights of a run of the same layers.
  public func take(from run: borrowing Workspace) { workspace.take(from: run) }

  /// How many numbers a vector has: all parameters in their order, each padded with zeros (`Workspace.updateParameters`).
  public var size: Int { workspace.paddedParameterCount }

  /// A vector of independent standard normal numbers.
  package func randomVector(_ key: RandomKey) -> [Real] {
    var vector = [Real](repeating: 0, count: size)
    for (number, range) in ranges.enumerated() {
      var part = [Real](repeating: 0, count: range.count)
      var span = part.mutableSpan
      key[number].fillNormal(&span, deviation: 1)
      vector.replaceSubrange(range, with: part)
    }
    return vector
  }

  /// Where each parameter's numbers lie in a vector.
  private var ranges: [Range<Int>] {
    zip(workspace.parameterRanges, workspace.plan.parameters).map { $0.prefix($1.shape.size) }
  }

  /// The Hessian's product with a vector.
  public func product(with vector: [Real]) -> [Real] {
    precondition(vector.count == size, "\(vector.count) numbers for \(size) places")
    for (direction, range) in zip(directions, ranges) {
      workspace.fill(direction, with: vector.span.extracting(range))
    }
    for start in stride(from: 0, to: images.count, by: workspace.capacity) {
      let count = min(workspace.capacity, images.count - start)
      workspace.load(images, normalization, count: count, into: input, labels) { start + $0 }
      workspace.forward()
      workspace.backward(share: Real(count) / Real(images.count), adding: start > 0)
    }
    var product: [Real] = []
    workspace.updateParameters { _, gradients in product = gradients.indices.map { gradients[$0] } }
    return product
  }
}
