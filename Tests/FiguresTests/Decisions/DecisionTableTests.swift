import Datasets
import Figures
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

/// What becomes of invented runs in a table of decisions.
@Suite struct DecisionTableTests {
  private let folder: TemporaryDirectory
  private let stores: [Store]

  init() throws {
    let folder = try TemporaryDirectory()
    self.folder = folder
    stores = try ["a", "b"].map { try Store(URL(fileURLWithPath: folder["\($0).db"])) }
  }

  private let origin = RunOrigin(
    provenance: .current(jobs: 1, environment: [:]), sources: [], seconds: 1,
    finished: Date(timeIntervalSince1970: 0))

  private func plain(
    _ named: PopularInitialization = .heNormal, depth: Int = 5, rate: Double = 0.01, seed: UInt64
  ) -> StartTrial {
    StartTrial(
      data: .mnist, architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [6])),
      initialization: named.initialization, seed: seed, optimizer: .sgd(SGD(rate: rate)))
  }

  /// Adds a run with these test accuracies, epoch by epoch.
  private func add(
    _ trial: StartTrial, _ accuracies: [Double], _ start: Start? = nil, to store: Int = 0
  ) throws {
    let epochs = accuracies.enumerated().map {
      EpochRecord(epoch: $0.offset + 1, trainingLoss: 1, testLoss: 1, testAccuracy: $0.element)
    }
    let end = start ?? trial.criterion.start(in: epochs) ?? .censored(epoch: trial.criterion.epochLimit)
    try stores[store].add(StartTrial.Outcome(start: end, epochs: epochs), of: trial, from: origin)
  }

  @Test func runsAreCountedAtTheRateThatSuitsBest() throws {
    for seed: UInt64 in 1...3 {
      try add(plain(rate: 0.01, seed: seed), [0.1, seed == 1 ? 0.3 : 0.1])
      try add(plain(rate: 0.1, seed: seed), [0.1, 0.1, 0.25])
      try add(plain(rate: 1, seed: seed), [], .diverged(step: 4))
    }
    // One lucky run at a rate of its own is no ground.
    try add(plain(rate: 0.5, seed: 9), [0.9])
    let decision = try #require(try DecisionTable(of: stores).decisions.first)
    #expect(decision.network == "fully connected" && decision.layers == "to 10")
    #expect(decision.initialization == "he-normal" && decision.rate == "0.1" && decision.rates == 4)
    #expect(decision.started == 3 && decision.runs == 3 && decision.medianEpoch == 3)
    #expect(decision.verdict == .starts && decision.datasets == ["MNIST"] && decision.limits == [100, 100])
  }

  @Test(arguments: [
    (9, 8, Decision.Verdict.starts), (9, 7, .sometimes), (9, 1, .fails), (9, 2, .sometimes), (3, 3, .starts),
    (3, 2, .sometimes), (3, 0, .fails), (2, 2, .few), (8, 7, .sometimes),
  ])
  func aNinthOfTheRunsMayDiffer(runs: Int, started: Int, verdict: Decision.Verdict) throws {
    for seed in 1...runs { try add(plain(seed: UInt64(seed)), [seed <= started ? 0.2 : 0.1]) }
    let decision = try #require(try DecisionTable(of: stores).decisions.first)
    #expect(decision.verdict == verdict && decision.started == started && decision.runs == runs)
  }

  /// A run's own criterion does not matter, nor in how many stores it lies; what is no training is left out.
  @Test func everyRunCountsOnceAndAlike() throws {
    var whole = plain(seed: 1)
    whole.criterion = StartCriterion(accuracy: 1, epochLimit: 3)
    try add(whole, [0.1, 0.4, 0.5])
    try add(whole, [0.1, 0.4, 0.5], to: 1)
    try add(plain(seed: 2), [0.1, 0.21], to: 1)
    let lengths = LengthTrial.standard
    try stores[0].add(lengths.run(on: .empty), of: lengths, from: origin)
    let table = try DecisionTable(of: stores)
    #expect(table.runs == 2 && table.decisions.count == 1)
    #expect(table.decisions[0].started == 2 && table.decisions[0].medianEpoch == 2)
  }

  /// Networks are parted by what they are made of and by their depth, those that start most often first.
  @Test func networksArePartedBySortAndDepth() throws {
    let colour = DatasetName.syntheticColour
    func residual(_ method: String, layers: Int) throws -> StartTrial {
      let list = Architecture(try #require(ReadyNetwork.network(named: "resnet:\(layers)")))
      let own = try #require(ResidualMethod.all.first { $0.name == method })
      return StartTrial(
        data: colour, architecture: try own.applied(to: list, input: colour.shape.extents),
        initialization: own.initialization, seed: 1)
    }
    for method in ["batch norm", "He", "1/√L"] { try add(residual(method, layers: 20), [0.3]) }
    try add(residual("He", layers: 110), [0.1])
    try add(plain(.lecunNormal, depth: 40, seed: 1), [0.1])
    try add(plain(depth: 40, seed: 1), [0.3])
    let rows = try DecisionTable(of: stores).decisions.map {
      "\($0.network) | \($0.layers) | \($0.initialization)"
    }
    #expect(
      rows == [
        "convolutional residual | 11 to 30 | he-normal",
        "convolutional residual | 11 to 30 | he-normal, η = 1/√L",
        "convolutional residual | over 60 | he-normal",
        "convolutional residual, batch norm | 11 to 30 | he-normal",
        "fully connected | 31 to 60 | he-normal", "fully connected | 31 to 60 | lecun-normal",
      ])
  }

  /// The longest way counts, a shortcut beside it does not.
  @Test(arguments: ["resnet:8", "resnet:56", "vgg:11", "mlp:4"])
  func layersWithWeightsAreCounted(name: String) throws {
    let list = try #require(ReadyNetwork.network(named: name))
    let layers = try list.layers(input: [3, 32, 32], classes: 10)
    // What mlp counts are hidden layers.
    let expected = Int(name.split(separator: ":")[1]).map { name.hasPrefix("mlp") ? $0 + 1 : $0 }
    let given = name.hasPrefix("vgg") ? 9 : expected
    #expect(NetworkSort(layers).products == given)
  }

  @Test func otherLayersAreNamed() throws {
    let list = LayerList(layers: [
      .text("flatten"), .object(["linear": .integer(5)]), .text("layer-norm"), .text("tanh"),
      .text("dropout:0.5"),
      .object(["linear": .text("classes")]),
    ])
    #expect(
      NetworkSort(try list.layers(input: [1, 28, 28], classes: 10)).name
        == "fully connected, layer norm, tanh, noise")
  }
}
