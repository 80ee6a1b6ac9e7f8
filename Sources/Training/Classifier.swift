import Autodiff
import Datasets
import Network
import Numbers

/// A network that names the class of an image, as a plan with its loss.
///
/// It holds no weights, so all runs of one architecture share one.
public struct Classifier: Sendable {
  /// The layers, with what it takes to draw their weights.
  public let network: Network
  /// The class number of each example.
  public let labels: Value
  /// The mean loss of the batch.
  public let loss: Value
  /// How many examples of the batch the network names rightly.
  public let correct: Value
  /// The computation.
  public let plan: Plan
  /// How the network's first weights hang on data; nil where they do not.
  package let settling: Network.Settling?
  /// The last hidden layer, where it is a rectifier and one layer of weights follows: all that the output
  /// learns from.
  let lastRectifier: Value?

  /// Records layers that end with one output for each class, and are to begin so.
  ///
  /// - Parameter observed: Whether the hidden activations stay readable after each step, for probes.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two layers, or the data and the
  ///   first layer, do not fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, shape: ImageShape,
    loss: Loss = .crossEntropy(smoothing: 0), observed: Bool = false
  ) throws {
    var recording = Recording()
    network = try Network(
      layers, beginning: initialization, input: shape.extents, into: &recording, isSettled: true)
    labels = recording.input(.batch(), name: "labels")
    self.loss = try recording.apply(loss.operation, to: network.output, labels, layer: "loss")
    correct = try recording.apply(CorrectCount(), to: network.output, labels, layer: "accuracy")
    lastRectifier = Self.endsInRectifier(layers) ? network.activations.last : nil
    let hidden = observed ? network.activations : [lastRectifier].compactMap(\.self)
    settling = Network.Settling(network, in: recording)
    plan = Plan(recording, loss: self.loss, keeping: [network.output, correct] + hidden)
  }

  /// Puts images and their labels before the network; `item` tells which image each example is.
  func load(
    _ images: LabelledImages, _ normalization: Normalization, count: Int, into workspace: inout Workspace,
    _ item: (Int) -> Int
  ) {
    workspace.load(images, normalization, count: count, into: network.input, labels, item)
  }

  /// Layers that know nothing of other images nor of chance answer an image alike until they learn.
  private static func endsInRectifier(_ layers: [Layer]) -> Bool {
    guard let output = layers.last?.product, output.window == nil,
      layers.allSatisfy({ !$0.roles.contains(.other) })
    else { return false }
    let hidden = layers.dropLast().last { $0.role != .reshaping && $0.role != .averaging }
    return hidden == .activation(.relu)
  }
}

extension Workspace {
  /// Makes a batch of images and their labels; `item` tells which image each example is.
  mutating func load(
    _ images: LabelledImages, _ normalization: Normalization, count: Int, into input: Value, _ labels: Value,
    _ item: (Int) -> Int
  ) {
    rows = count
    fill(input, with: images, normalization, item)
    write(labels) {
      for row in 0..<count { $0[row] = Real(images.labels[item(row)]) }
    }
  }

  /// Writes a batch of images to an input, their pixels normalised; `item` tells which image each example is.
  public mutating func fill(
    _ value: Value, with images: LabelledImages, _ normalization: Normalization = .unit, _ item: (Int) -> Int
  ) {
    let shift = Real(normalization.shift)
    switch images.pixels {
    case .bytes(let bytes):
      fill(value, with: bytes.span, scale: Real(normalization.scale), shift: shift, image: item)
    case .reals(let reals):
      fill(value, with: reals.span, scale: Real(normalization.realScale), shift: shift, image: item)
    }
  }
}
