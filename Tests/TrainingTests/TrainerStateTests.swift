import Datasets
import Foundation
import Network
import Randomness
import TestSupport
import Testing
import Training

@Suite struct TrainerStateTests {
  private let folder: TemporaryDirectory
  private let criterion = StartCriterion(accuracy: 2, epochLimit: 6)

  init() throws { folder = try TemporaryDirectory() }

  private static let rules: [Optimizer] = [
    descent(momentum: 0), descent(momentum: 0.9), .adam(Adam(rate: 0.01)),
  ]

  private static func descent(momentum: Double) -> Optimizer {
    .sgd(SGD(rate: 0.02, momentum: momentum, weightDecay: 1e-3))
  }

  private func trainer(
    momentum: Double, width: Int = 9, until criterion: StartCriterion? = nil
  ) throws -> Trainer {
    try trainer(Self.descent(momentum: momentum), width: width, until: criterion)
  }

  private func trainer(
    _ rule: Optimizer, width: Int = 9, until criterion: StartCriterion? = nil
  ) throws -> Trainer {
    try trainer(rule, FullyConnected(.constant, depth: 3, widths: [width]), until: criterion)
  }

  private func trainer(
    _ rule: Optimizer, _ network: some NetworkFamily, until criterion: StartCriterion? = nil
  ) throws -> Trainer {
    let data = Blobs.dataset
    let layers = try network.layers(input: data.shape.extents, classes: data.classes)
    return try Trainer(
      try Classifier(layers, beginning: PopularInitialization.heNormal.initialization, shape: data.shape),
      on: data, by: rule, batchSize: 300, key: RandomKey(seed: 5), probes: [criterion ?? self.criterion])
  }

  /// The state, through a file.
  private func kept(_ trainer: borrowing Trainer) throws -> TensorFile {
    let place = URL(fileURLWithPath: folder["state"])
    try TensorFile(place, tensors: trainer.state()).write()
    return try TensorFile(reading: place)
  }

  @Test(arguments: rules) func goesOnToTheBitFromEveryEpoch(rule: Optimizer) throws {
    try goesOn(FullyConnected(.constant, depth: 3, widths: [9]), rule)
  }

  /// Layers with states, and layers that draw numbers; rates that grow, and gradients that are shortened.
  @Test func soDoLayersThatKeepOrDrawSomething() throws {
    var network = try #require(ReadyNetwork.network(named: "mlp:2"))
    network.parameters.merge([
      "width": .integer(9), "norm": .text("batch-norm"), "drop": .text("dropout:0.3"),
    ]) { $1 }
    try goesOn(network, Optimizer(RMSprop(rate: 0.003, momentum: 0.5), clip: 1, warmup: 20))
    network.parameters["drop"] = .text("noise:0.2")
    try goesOn(network, Optimizer(AdamW(), rateFactors: ["linear3.*": 0.1]))
  }

  private func goesOn(_ network: some NetworkFamily, _ rule: Optimizer) throws {
    func trainer(_ rule: Optimizer) throws -> Trainer { try self.trainer(rule, network) }
    var whole = try trainer(rule)
    var states: [TensorFile] = [try kept(whole)]
    while try whole.end == nil && whole.runEpoch() != nil { states.append(try kept(whole)) }
    #expect(states.count == 7)
    #expect(Set(states.map(\.tensors)).count == 7)
    for (epoch, state) in states.enumerated() {
      var resumed = try trainer(rule)
      try resumed.resume(from: state)
      #expect(resumed.records == Array(whole.records.prefix(epoch)))
      // 2000 examples in batches of 300, the last one smaller.
      #expect(resumed.steps == 7 * epoch)
      #expect(try resumed.run() == .censored(epoch: 6))
      #expect(resumed.records == whole.records)
      #expect(resumed.state() == whole.state())
      #expect(resumed.steps == whole.steps)
    }
  }

  @Test func aRunThatHasStartedIsNotTrainedOn() throws {
    var first = try trainer(momentum: 0)
    _ = try first.runEpoch()
    let accuracy = try #require(first.records.first).testAccuracy
    let met = StartCriterion(accuracy: accuracy, epochLimit: 6)
    var resumed = try trainer(momentum: 0, until: met)
    try resumed.resume(from: kept(first))
    #expect(try resumed.run() == .started(epoch: 1))
    #expect(resumed.state() == first.state())
  }

  @Test func anotherRunsStateChangesNothing() throws {
    var other = try trainer(momentum: 0.9)
    _ = try other.runEpoch()
    let state = try kept(other)
    var plain = try trainer(momentum: 0)
    let before = plain.state()
    #expect(throws: TensorFileError.extraTensor(state.file.path, name: "velocities")) {
      try plain.resume(from: state)
    }
    #expect(throws: TensorFileError.missingTensor(state.file.path, name: "epochs", shape: [0, 3])) {
      try plain.resume(from: TensorFile(state.file, tensors: other.weights()))
    }
    #expect(plain.state() == before)
    var wider = try trainer(momentum: 0.9, width: 10)
    #expect(throws: TensorFileError.self) { try wider.resume(from: state) }
    #expect(wider.records.isEmpty && wider.steps == 0)
  }
}
