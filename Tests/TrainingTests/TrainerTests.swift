import Autodiff
import CAllocationCount
import Datasets
import Forms
import Network
import Numbers
import Randomness
import TestSupport
import Testing
import Training

@Suite struct TrainerTests {
  private func records(_ epochs: Int, probes: [any Probe] = []) throws -> [EpochRecord] {
    var trainer = try Trainer.onBlobs(
      rule: .sgd(SGD(rate: 0.02, momentum: 0.5, weightDecay: 1e-3)), probes: probes)
    var records: [EpochRecord] = []
    for _ in 0..<epochs { records.append(try #require(try trainer.runEpoch())) }
    return records
  }

  @Test func itLearns() throws {
    let records = try records(8)
    #expect(records[7].trainingLoss < 0.7 * records[0].trainingLoss)
    #expect(records[7].testAccuracy > 0.5)
    #expect(records.map(\.epoch) == Array(1...8))
  }

  @Test func theSameRunTwiceGivesTheSameBits() throws {
    #expect(try records(3) == records(3))
  }

  @Test func probesChangeNothing() throws {
    let witness = Witness()
    #expect(try records(3) == records(3, probes: [witness]))
    #expect(witness.steps == Array(1...3 * 32))
    #expect(witness.lengths.allSatisfy { $0 > 0 })
  }

  /// Two thousand examples make 31 batches of 64, and 16 are left.
  @Test func aPartialBatchCanBeDropped() throws {
    let data = Blobs.dataset
    let layers = try FullyConnected(.constant, depth: 2, widths: [8]).layers(
      input: data.shape.extents, classes: data.classes)
    func run(_ dropping: Bool, _ count: Int) throws -> (steps: Int, loss: Double) {
      let part = Dataset(name: .synthetic, train: data.train.prefix(count), test: data.test, sources: [])
      var trainer = try Trainer(
        try Classifier(layers, beginning: PopularInitialization.heNormal.initialization, shape: data.shape),
        on: part, by: .sgd(SGD(rate: 0)), batchSize: 64, droppingPartialBatch: dropping,
        key: RandomKey(seed: 3))
      let record = try #require(try trainer.runEpoch())
      return (trainer.steps, record.trainingLoss)
    }
    #expect(try run(false, 2000).steps == 32)
    #expect(try run(true, 2000).steps == 31)
    #expect(try run(true, 1984).steps == 31)
    // At rate 0 the mean loss is that of the examples that were taken: all of 1,984, and nearly so of 2,000.
    #expect(try run(true, 1984).loss == run(false, 1984).loss)
    #expect(try abs(run(true, 2000).loss - run(false, 2000).loss) < 0.05)
  }

  @Test func startedCensoredAndDiverged() throws {
    var learner = try Trainer.onBlobs(probes: [StartCriterion(accuracy: 0.3, epochLimit: 20)])
    guard case .started(let epoch) = try learner.run() else {
      Issue.record("the network did not start")
      return
    }
    #expect((1...20).contains(epoch))
    var dead = try Trainer.onBlobs(.zeros, probes: [StartCriterion(accuracy: 0.3, epochLimit: 2)])
    #expect(try dead.run() == .censored(epoch: 2))
    #expect(dead.records.count == 2)
    var wild = try Trainer.onBlobs(rule: .sgd(SGD(rate: 1e200)), probes: [StartCriterion(epochLimit: 20)])
    guard case .diverged(let step) = try wild.run() else {
      Issue.record("the network did not diverge")
      return
    }
    #expect(step > 1)
  }

  private static let rules: [Optimizer] = [
    .sgd(SGD(rate: 0.05, momentum: 0.9)), .adam(Adam()), .adamW(AdamW()),
    Optimizer(RMSprop(rate: 0.001), clip: 1, warmup: 10, rateFactors: ["output.*": 0.5]),
  ]

  @Test(arguments: rules) func aStepAllocatesNothing(rule: Optimizer) throws {
    try allocatesNothing(FullyConnected(.constant, depth: 4, widths: [16]), rule)
  }

  /// Every layer that a list can name, each in a small network.
  @Test func noLayerAllocatesInAStep() throws {
    let vectors: [JSONValue] = [
      "tanh", "elu", "selu", "gelu", "gelu-tanh", "silu", "sigmoid", "erf", "softplus", "crelu", "batch-norm",
      "layer-norm", "group-norm:2", "rms-norm", "dropout", "noise:0.1", "gain", "gains", "shift",
    ].map { .text($0) }
    let mlp = LayerList(
      parameters: ["vectors": .list(vectors)],
      layers: try #require(
        JSONValue(json5: "['flatten', { linear: 4 }, 'vectors', { linear: 'classes' }]")?.values))
    try allocatesNothing(mlp, .sgd(SGD(rate: 0.001)))
    let images = LayerList(
      layers: try #require(
        JSONValue(
          json5: """
            [
              { conv: 4, stride: 2, standardized: true }, "crelu", { conv: 4, groups: 2, dilation: 2 }, "batch-norm",
              { "max-pool": 2 }, { "average-pool": 3, stride: 1 }, "layer-norm", "group-norm:2", "rms-norm", "dropout", "gains",
              { residual: [{ conv: "same" }, "relu"] }, "global-average-pool", { linear: "classes" },
            ]
            """)?.values))
    try allocatesNothing(images, .sgd(SGD(rate: 0.001)))
  }

  private func allocatesNothing(_ network: some NetworkFamily, _ rule: Optimizer) throws {
    guard allocation_count() >= 0 else { return }
    let counter = AllocationWitness()
    var trainer = try Trainer.onBlobs(.heNormal, network, rule: rule, probes: [counter])
    _ = try trainer.runEpoch()
    _ = try trainer.runEpoch()
    // Thirty-two steps an epoch; the first ones of a run and of an epoch may prepare something.
    #expect(counter.counts.count == 64)
    let between = (36..<64).map { counter.counts[$0] - counter.counts[$0 - 1] }
    #expect(between == Array(repeating: 0, count: between.count))
  }

  /// Signals take memory at the steps that are measured, and at no others.
  @Test func signalsAllocateOnlyWhereTheyAreMeasured() throws {
    guard allocation_count() >= 0 else { return }
    let network = FullyConnected(.constant, depth: 4, widths: [16])
    let data = Blobs.dataset
    let probe = try SignalProbe(
      network.layers(input: data.shape.extents, classes: data.classes),
      beginning: PopularInitialization.heNormal.initialization, on: data, after: [0, 40], examples: 30,
      key: RandomKey(seed: 1))
    let counter = AllocationWitness()
    var trainer = try Trainer.onBlobs(.heNormal, network, probes: [probe, counter])
    #expect(try trainer.takeSteps(64) == nil)
    // Step 33 begins an epoch, step 41 is the one behind forty.
    let asked = zip(counter.counts.dropFirst(), counter.counts).map { $0 - $1 }
    #expect(asked[3..<31].allSatisfy { $0 == 0 } && asked[42...].allSatisfy { $0 == 0 }, "\(asked)")
    #expect(asked[39] > 0)
  }

  /// Width and depth 100, batches of 1,024: a batch is computed in parts, so that a worker needs little
  /// memory.
  @Test func aWorkerOfADeepNetworkStaysSmall() throws {
    let shape = DatasetName.mnist.shape
    let layers = try FullyConnected(.square, depth: 100).layers(input: shape.extents, classes: 10)
    let plan = try Classifier(layers, beginning: .init(weights: .zero), shape: shape).plan
    let workspace = Workspace(plan, capacity: plan.partSize(of: 1024))
    #expect(workspace.bytes < 64 << 20)
  }

  @Test func theCounterCounts() {
    guard allocation_count() >= 0 else { return }
    let before = allocation_count()
    let array = [Int](repeating: 1, count: Int.random(in: 100...200))
    #expect(array.count >= 100)
    #expect(allocation_count() > before)
  }
}

/// Reads everything there is to read.
private final class Witness: Probe {
  var steps: [Int] = []
  var lengths: [Real] = []

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    steps.append(step)
    let activations = classifier.network.activations
    lengths.append(workspace.rows(of: activations[0]).reduce(0) { $0 + $1 * $1 })
    for parameter in classifier.plan.parameters {
      workspace.readGradient(of: parameter.value) { span in lengths.append(span[0] * span[0] + 1) }
    }
  }
}

/// Counts the blocks of memory asked for so far, at each step.
private final class AllocationWitness: Probe {
  private(set) var counts: [Int] = []

  init() {
    counts.reserveCapacity(128)
  }

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    counts.append(allocation_count())
  }
}
