import Autodiff
import Bench
import Foundation
import Lab
import Network
import Numbers
import TestSupport
import Testing
import Training

@Suite struct BenchExportTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try BenchExport.write(
      [Small.epochs, Small.steps, Small.lengths], on: Small.shelf(), to: URL(fileURLWithPath: folder.path))
  }

  private func file(_ name: String) throws -> TensorFile {
    try TensorFile(reading: URL(fileURLWithPath: folder[name]))
  }

  private func numbers(_ name: String, of file: TensorFile) throws -> [Float] {
    let tensor = try #require(file.tensors.first { $0.name == name })
    var numbers = [Float](repeating: 0, count: tensor.count)
    var span = numbers.mutableSpan
    tensor.copy(to: &span)
    return numbers
  }

  private func architecture(of file: TensorFile) throws -> Architecture {
    let text = try #require(file.metadata["architecture"])
    return try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
  }

  @Test(arguments: ["W6", "W7", "W8", "W9", "W10"])
  func aNetworkInCommonUseIsThereWithAllThatItsLayersKeep(name: String) throws {
    let workload = try #require(Workload.suite(on: .synthetic).first { $0.name == name })
    guard case .steps(let trial, _) = workload.task else { return }
    let shelf = try Small.shelf()
    try BenchExport.write([workload], on: shelf, to: URL(fileURLWithPath: folder.path))
    let work = try file("\(name).safetensors")
    #expect(try architecture(of: work) == trial.architecture)
    let weights = try trial.trainer(on: #require(workload.data(on: shelf))).weights()
    for tensor in weights { #expect(work.tensors.contains(tensor), "\(tensor.name)") }
    #expect(work.tensors.count == weights.count + 1)
    // Where there is batch norm, its averages begin as PyTorch's do.
    let averages = work.tensors.filter { $0.name.contains(".running_") }
    #expect(averages.count == (name == "W6" ? 2 * 21 : 0))
    for average in averages {
      let start: Float = average.name.hasSuffix("mean") ? 0 : 1
      #expect(try numbers(average.name, of: work).allSatisfy { $0 == start })
    }
  }

  @Test(arguments: [("epochs", "synthetic-10000.safetensors"), ("steps", "synthetic-639.safetensors")])
  func theFirstBatchIsTheOneThatATrainerTakes(name: String, dataFile: String) throws {
    let witness = FirstBatch()
    let shelf = try Small.shelf()
    let workload = name == "epochs" ? Small.epochs : Small.steps
    let data = try #require(workload.data(on: shelf))
    var trainer = try Small.trial.trainer(on: data, probes: [witness])
    let weights = trainer.weights()
    _ = try trainer.runEpoch()

    let work = try file("\(name).safetensors")
    let facts = ["workload": name, "data": dataFile, "batch": "1024", "rate": "0.01"]
    #expect(work.metadata.filter { $0.key != "architecture" } == facts)
    #expect(try architecture(of: work) == Small.trial.architecture)
    for tensor in weights { #expect(work.tensors.contains(tensor)) }
    #expect(work.tensors.count == weights.count + 1)
    let order = try numbers("order", of: work).map { Int($0) }
    #expect(order.sorted() == Array(0..<data.train.count))
    let (images, labels) = try (
      numbers("train.images", of: file(dataFile)), numbers("train.labels", of: file(dataFile))
    )
    let batch = order.prefix(1024).suffix(witness.labels.count)
    #expect(batch.flatMap { images[$0 * 784..<($0 + 1) * 784] } == witness.images)
    #expect(batch.map { labels[$0] } == witness.labels)
    #expect(!batch.isEmpty)
  }

  @Test func theFirstNetworkIsTheOneWhoseLengthsAreTold() throws {
    guard case .lengths(var trial) = Small.lengths.task else { return }
    trial.networks = 1
    let work = try file("lengths.safetensors")
    #expect(work.metadata.filter { $0.key != "architecture" } == ["workload": "lengths", "networks": "3"])
    #expect(try architecture(of: work) == trial.architecture)
    let input = try numbers("input", of: work)
    var recording = Recording()
    let x = recording.input(.batch(3, 32, 32), name: "x")
    let w = recording.parameter(.fixed(2, 3, 3, 3), name: "w")
    let product = try recording.apply(Convolution(padding: .zero), to: x, w, layer: "conv1")
    let y = try recording.apply(ReLU(), to: product, layer: "conv1")
    var workspace = Workspace(Plan(recording, keeping: [y]), capacity: 1)
    workspace.set(x, to: input.map { Real($0) })
    workspace.set(w, to: try numbers("conv1.weight", of: work).map { Real($0) })
    workspace.forward()
    func meanSquare(_ numbers: [Real]) -> Double {
      numbers.reduce(0) { $0 + Double($1) * Double($1) } / Double(numbers.count)
    }
    let expected = try trial.run(on: Small.shelf()).layers[0].mean
    let length = meanSquare(workspace.rows(of: y)) / meanSquare(input.map { Real($0) })
    #expect(relativeError(length, expected) < 1e-6)
  }
}

/// Keeps the last part of the first batch.
private final class FirstBatch: Probe {
  private(set) var images: [Float] = []
  private(set) var labels: [Float] = []

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    if step > 1 { return }
    images = workspace.rows(of: classifier.network.input).map { Float($0) }
    labels = workspace.rows(of: classifier.labels).map { Float($0) }
  }
}
