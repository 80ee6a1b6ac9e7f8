import Autodiff
import Foundation
import Network
import Numbers
import Training

/// A golden file: what PyTorch made of a network and its batches, and the formula they came from.
struct Golden: Decodable {
  struct Parameter: Decodable {
    let name: String
    let shape: [Int]
    let seed: UInt32
    let scale: Double
  }
  struct Gradients: Decodable {
    let file: String
    let count: Int
  }
  /// Channels, height and width.
  let image: [Int]
  let batch: Int
  let steps: Int
  let learningRate: Double
  let momentum: Double
  let weightDecay: Double
  /// The rule's name; plain SGD where there is none.
  let optimizer: String?
  let parameters: [Parameter]
  let imageSeeds: [UInt32]
  let labelSeeds: [UInt32]
  let losses64: [Double]
  let gradients: Gradients?

  var rule: Optimizer {
    optimizer == "adam"
      ? .adam(Adam(rate: learningRate))
      : .sgd(SGD(rate: learningRate, momentum: momentum, weightDecay: weightDecay))
  }

  /// The generator that the scripts use, stepped before each draw.
  private struct Congruential {
    var state: UInt32

    mutating func next() -> UInt32 {
      state = 1_664_525 &* state &+ 1_013_904_223
      return state
    }
  }

  /// The numbers of a parameter.
  static func numbers(_ count: Int, seed: UInt32, scale: Double, offset: Double = 0) -> [Real] {
    var generator = Congruential(state: seed)
    return (0..<count).map { _ in
      Real(Float(offset + (Double(generator.next() >> 8) / 16_777_216 - 0.5) * scale))
    }
  }

  /// Writes a batch of images of a size, and their labels.
  static func fill(
    _ workspace: inout Workspace, _ classifier: Classifier, batch: Int, imageSize: Int,
    seeds: (images: UInt32, labels: UInt32)
  ) {
    let (pixels, labels) = images(batch, of: imageSize, classes: 10, seeds: seeds)
    workspace.set(classifier.network.input, to: pixels.map { Real(Float($0) / 255) })
    workspace.set(classifier.labels, to: labels.map { Real($0) })
  }

  /// The pixels of images of a size, and their labels.
  static func images(
    _ count: Int, of size: Int, classes: UInt32, seeds: (images: UInt32, labels: UInt32)
  ) -> (pixels: [UInt8], labels: [Int32]) {
    var pixels = Congruential(state: seeds.images)
    var labels = Congruential(state: seeds.labels)
    return (
      (0..<count * size).map { _ in UInt8(pixels.next() >> 24) },
      (0..<count).map { _ in Int32((labels.next() >> 16) % classes) }
    )
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  init(named name: String) throws {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).json"))
    self = try JSONDecoder().decode(Golden.self, from: data)
  }

  /// Writes the first weights and biases.
  func fill(_ workspace: inout Workspace) {
    for (parameter, target) in zip(parameters, workspace.plan.parameters) {
      workspace.set(
        target.value, to: Self.numbers(target.shape.size, seed: parameter.seed, scale: parameter.scale))
    }
  }

  /// Writes the images and labels of a step.
  func fill(_ workspace: inout Workspace, _ classifier: Classifier, step: Int) {
    Self.fill(
      &workspace, classifier, batch: batch, imageSize: image.reduce(1, *),
      seeds: (imageSeeds[step], labelSeeds[step]))
  }

  /// The gradients of the first step, one array a parameter; none where the file has none.
  func firstGradients() throws -> [[Double]] {
    guard let gradients else { return [] }
    let data = try Data(contentsOf: Self.folder.appendingPathComponent(gradients.file))
    let sizes = parameters.map { $0.shape.reduce(1, *) }
    guard data.count == 4 * gradients.count, sizes.reduce(0, +) == gradients.count else {
      throw CocoaError(.fileReadCorruptFile)
    }
    var position = 0
    return sizes.map { size in
      defer { position += size }
      return (position..<position + size).map { i in
        let bytes = data[i * 4..<(i + 1) * 4]
        return Double(Float(bitPattern: bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }))
      }
    }
  }
}
