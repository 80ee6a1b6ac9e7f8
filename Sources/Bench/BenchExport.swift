import Autodiff
import Datasets
import Foundation
import Lab
import Network
import Numbers
import Randomness
import Training

/// Files from which other programs do just the same work: the data as the network sees them, the first weights, the
/// order of the examples.
public enum BenchExport {
  /// Writes `NAME.safetensors` for each workload, and one file for the data that it needs.
  ///
  /// - A data file holds `train.images` [n, channels, height, width] as the network is given them, `train.labels` [n],
  ///   and the same for `test`.
  /// - A workload's file holds the first worker's weights, and what its layers keep from one batch to the next, named and
  ///   shaped as PyTorch has them, and `order` [n], the first epoch's order of the training images. Where lengths are measured, the weights are the first network's, and
  ///   `input` stands for the order: what it is given, up to a factor.
  /// - Its metadata name the workload, the data file, and what else decides its numbers: `architecture` as experiment
  ///   files have it, `batch`, `rate`, and, for a length, `networks`.
  ///
  /// - Throws: `TensorFileError`, or what keeps a network from being built.
  public static func write(_ workloads: [Workload], on shelf: DataShelf, to folder: URL) throws {
    for workload in workloads {
      let file = folder.appendingPathComponent("\(workload.name).safetensors")
      var metadata = ["workload": workload.name, "architecture": try text(workload.architecture)]
      switch workload.task {
      case .epochs(let trial), .steps(let trial, _):
        guard let data = workload.data(on: shelf) else { continue }
        let dataFile = "\(data.name.rawValue)-\(data.train.count).safetensors"
        metadata["data"] = dataFile
        metadata["batch"] = "\(trial.batchSize)"
        metadata["rate"] = "\(trial.optimizer.rate)"
        try write(data, trial.normalization, to: folder.appendingPathComponent(dataFile))
        let trainer = try trial.trainer(on: data)
        let order = trainer.order(ofEpoch: 1).map(Float.init)
        let tensors = trainer.weights() + [Tensor("order", shape: [order.count], order.span)]
        try TensorFile(file, tensors: tensors, metadata: metadata).write()
      case .lengths(let trial):
        metadata["networks"] = "\(trial.networks)"
        let tensors = try firstNetwork(of: trial, workload.input.extents, shelf)
        try TensorFile(file, tensors: tensors, metadata: metadata).write()
      }
    }
  }

  private static func text(_ architecture: Architecture) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(architecture), as: UTF8.self)
  }

  private static func write(_ data: Dataset, _ normalization: Normalization, to file: URL) throws {
    if FileManager.default.fileExists(atPath: file.path) { return }
    try TensorFile(
      file, tensors: tensors("train", data.train, normalization) + tensors("test", data.test, normalization)
    ).write()
  }

  private static func tensors(
    _ split: String, _ data: LabelledImages, _ normalization: Normalization
  ) -> [Tensor] {
    let images = (0..<data.count).flatMap { numbers(data, $0, normalization) }
    let labels = data.labels.map { Real($0) }
    return [
      Tensor("\(split).images", shape: [data.count] + data.shape.extents, images.span),
      Tensor("\(split).labels", shape: [data.count], labels.span),
    ]
  }

  private static func numbers(_ data: LabelledImages, _ item: Int, _ normalization: Normalization) -> [Real] {
    var image = [Real](repeating: 0, count: data.shape.count)
    var span = image.mutableSpan
    data.fill(&span, with: item, normalization: normalization)
    return image
  }

  /// The weights of a trial's first network, drawn as `LengthTrial` draws them, and its input.
  private static func firstNetwork(
    of trial: LengthTrial, _ extents: [Int], _ shelf: DataShelf
  ) throws -> [Tensor] {
    var recording = Recording()
    let layers = try trial.architecture.layers(input: extents, classes: nil)
    let network = try Network(
      layers, beginning: trial.initialization, input: extents, into: &recording)
    var workspace = Workspace(Plan(recording), capacity: 1)
    let key = RandomKey(seed: trial.seed)["network"][0]
    network.initialize(&workspace, from: key)
    var input: [Real]
    switch trial.input {
    case .unit(let dimension):
      // Lengths are relative to the input's, so its own does not matter.
      input = Array(repeating: 0, count: dimension)
      var span = input.mutableSpan
      key["input"].fillNormal(&span, deviation: 1)
    case .image(let name, let index):
      input = numbers(shelf[name].train, index, .unit)
    }
    return workspace.plan.parameters.map { parameter in
      workspace.read(parameter.value) { Tensor(parameter.name, shape: parameter.shape.extents, $0) }
    } + [Tensor("input", shape: extents, input.span)]
  }
}
