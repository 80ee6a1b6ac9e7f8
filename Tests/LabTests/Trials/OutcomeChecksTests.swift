import Datasets
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

/// What a store holds is not believed: an outcome that cannot be its trial's is refused as it is read, in
/// one line.
@Suite struct OutcomeChecksTests {
  private let folder: TemporaryDirectory
  private let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  /// Adds an outcome, puts other JSON in its place, and reads it.
  private func read<T: Trial>(_ json: String, of trial: T, after outcome: T.Outcome) throws {
    try store.add(outcome, of: trial, from: Sample.origin)
    try store.database.run("UPDATE outcome SET json = ?", [.text(json)])
    _ = try store.outcome(of: trial)
  }

  private func isRefused<T: Trial>(
    _ json: String, of trial: T, after outcome: T.Outcome, _ reason: String
  ) {
    #expect {
      try read(json, of: trial, after: outcome)
    } throws: { error in
      let line = "\(error)"
      #expect(line.hasPrefix("\(store.file.path): the outcome of run 1 is no outcome of its trial: "))
      #expect(line.hasSuffix(reason), "\(line)")
      return error is StoreError && !line.contains("\n") && line.utf8.count < 700
    }
  }

  @Test(arguments: [
    (
      #"{"start":{"started":{"epoch":-3}},"epochs":[]}"#,
      "the epoch of the start: expected 1 to 100, found -3"
    ),
    (#"{"start":{"started":{"epoch":0}},"epochs":[]}"#, "the epoch of the start: expected 1 to 100, found 0"),
    (
      #"{"start":{"started":{"epoch":9223372036854775807}},"epochs":[]}"#,
      "the epoch of the start: expected 1 to 100, found 9223372036854775807"
    ),
    (#"{"start":{"censored":{"epoch":101}},"epochs":[]}"#, "the last epoch: expected 1 to 100, found 101"),
    (
      #"{"start":{"censored":{"epoch":9}},"epochs":[],"death":-1}"#,
      "the epoch of the death: expected 1 to 100, found -1"
    ),
    (
      #"{"start":{"diverged":{"step":0}},"epochs":[]}"#,
      "the step of the divergence: expected 1 to 9223372036854775807, found 0"
    ),
    (
      #"{"start":{"started":{"epoch":1}},"epochs":[{"epoch":2,"trainingLoss":1,"testLoss":1,"testAccuracy":0}]}"#,
      "the number of an epoch: expected 1, found 2"
    ),
    (
      #"{"start":{"started":{"epoch":1}},"epochs":[{"epoch":1,"trainingLoss":1,"testLoss":1,"testAccuracy":1e300}]}"#,
      "a test accuracy: expected 0.0 to 1.0, found 1e+300"
    ),
    (
      #"{"start":{"started":{"epoch":1}},"epochs":[],"settled":[{"layer":"conv1","factor":1,"trials":-1}]}"#,
      "a layer's trials: expected 0 to 1000000, found -1"
    ),
    (
      #"{"start":{"started":{"epoch":1}},"epochs":[],"settled":[{"layer":"conv1","factor":-2,"trials":1}]}"#,
      "a layer's factor: expected 0.0 to 1.7976931348623157e+308, found -2.0"
    ),
  ])
  func aStartIsInAnEpochOfTheTrial(json: String, reason: String) {
    isRefused(json, of: Sample.trial(1), after: .init(start: .censored(epoch: 1), epochs: []), reason)
  }

  @Test(arguments: [
    (
      #"{"start":{"started":{"epoch":"x"}},"epochs":[]}"#,
      "start.started.epoch: Expected to decode Int but found a string instead."
    ),
    (#"{"start":{"started":{"epoch":1e300}},"epochs":[]}"#, "The given data was not valid JSON."),
    (String(repeating: "[", count: 100_000), "The given data was not valid JSON."),
  ])
  func whatIsNoOutcomeAtAllNamesTheField(json: String, reason: String) {
    isRefused(json, of: Sample.trial(1), after: .init(start: .censored(epoch: 1), epochs: []), reason)
  }

  private static func lengths(_ networks: Int = 2, _ layers: Int = 1) -> LengthTrial {
    LengthTrial(
      architecture: .fullyConnected(FullyConnected(.square, depth: layers)),
      initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 1),
      networks: networks, seed: 1)
  }

  private static func summary(_ count: Int = 2, dead: Int = 0, exponent: Int? = nil) -> String {
    let power = exponent.map { #","exponent":\#($0)"# } ?? ""
    return
      #"{"count":\#(count),"dead":\#(dead),"sum":2,"sumOfSquares":3,"logSum":0,"logSumOfSquares":0\#(power)}"#
  }

  @Test(arguments: [
    (#"{"layers":[],"layerVariance":\#(summary())}"#, "layers: expected 1, found 0"),
    (
      #"{"layers":[\#(summary(-1))],"layerVariance":\#(summary())}"#,
      "networks: expected 0 to 100000000000, found -1"
    ),
    (#"{"layers":[\#(summary(3))],"layerVariance":\#(summary())}"#, "networks: expected 2, found 3"),
    (
      #"{"layers":[\#(summary(dead: 3))],"layerVariance":\#(summary())}"#,
      "dead networks: expected 0 to 2, found 3"
    ),
    (
      #"{"layers":[\#(summary(exponent: .max))],"layerVariance":\#(summary())}"#,
      "an exponent: expected -1000000000000 to 1000000000000, found 9223372036854775807"
    ),
    (
      #"{"layers":[\#(summary())],"layerVariance":\#(summary()),"growths":[]}"#,
      "growths: expected 1, found 0"
    ),
    (
      #"{"layers":[\#(summary())],"layerVariance":\#(summary()),"logarithms":{"first":9223372036854775807,"counts":[1]}}"#,
      "the first bin: expected -4000 to 4000, found 9223372036854775807"
    ),
    (
      #"{"layers":[\#(summary())],"layerVariance":\#(summary()),"logarithms":{"first":0,"counts":[1,2]}}"#,
      "the networks of a bin: expected 0 to 1, found 2"
    ),
  ])
  func lengthsAreOfTheTrialsNetworksAndLayers(json: String, reason: String) throws {
    var summary = LengthSummary()
    for _ in 0..<2 { summary.add(1.0) }
    isRefused(
      json, of: Self.lengths(), after: .init(layers: [summary], layerVariance: summary), reason)
  }

  @Test(arguments: [
    (
      #"{"units":4000000000,"moments":[{"epoch":0,"regions":[3]}],"epochs":[]}"#,
      "units: expected 1 to 1000000000, found 4000000000"
    ),
    (
      #"{"units":4,"moments":[{"epoch":0,"regions":[]}],"epochs":[]}"#, "planes or lines: expected 1, found 0"
    ),
    (
      #"{"units":4,"moments":[{"epoch":0,"regions":[-1]}],"epochs":[]}"#,
      "regions: expected 1 to 1000000000000, found -1"
    ),
    (
      #"{"units":4,"moments":[{"epoch":1,"regions":[3]}],"epochs":[]}"#,
      "the epoch of a moment: expected 0.0, found 1.0"
    ),
    (
      #"{"units":4,"moments":[{"epoch":0,"regions":[3]},{"epoch":0,"regions":[3]}],"epochs":[]}"#,
      "moments: expected 0 to 1, found 2"
    ),
  ])
  func regionsAreCountedAtTheTrialsMoments(json: String, reason: String) throws {
    let outcome = try RegionTrial.standard.run(on: .empty)
    isRefused(json, of: RegionTrial.standard, after: outcome, reason)
  }

  @Test(arguments: [
    (Self.distances(count: -1), "points: expected 0 to 100000000000, found -1"),
    (Self.distances(count: 10_001), "points: expected 0 to 10000, found 10001"),
    (Self.distances(bins: "[3]"), "the networks of a bin: expected 0 to 2, found 3"),
    (Self.distances(first: 5000), "the first bin: expected -4000 to 4000, found 5000"),
    (Self.distances(accuracy: 2), "an accuracy: expected 0.0 to 1.0, found 2.0"),
  ])
  func distancesAreOfTheTrialsPoints(json: String, reason: String) throws {
    let outcome = DistanceTrial.Outcome(units: 1, moments: [], epochs: [], divergence: nil)
    isRefused(json, of: DistanceTrial.standard, after: outcome, reason)
  }

  private static func distances(
    count: Int = 2, bins: String = "[2]", first: Int = 0, accuracy: Double = 0.5
  ) -> String {
    let lengths = #"{"count":\#(count),"dead":0,"sum":2,"sumOfSquares":2,"logSum":0,"logSumOfSquares":0}"#
    let sort = #"{"lengths":\#(lengths),"logarithms":{"first":\#(first),"counts":\#(bins)}}"#
    return #"{"units":4,"moments":[{"epoch":0,"training":\#(sort),"test":\#(sort),"random":\#(sort),"#
      + #""trainingAccuracy":\#(accuracy),"testAccuracy":1}],"epochs":[]}"#
  }

  @Test(arguments: [
    (#"{"layers":["hidden1"],"moments":[]}"#, "layers: expected 2, found 1"),
    (
      #"{"layers":["hidden1","exit"],"moments":[]}"#, "the name of a layer: expected 'output', found 'exit'"
    ),
    (#"{"layers":["hidden1","output"],"moments":[]}"#, "moments: expected 1, found 0"),
    (
      #"{"layers":["hidden1","output"],"moments":[],"divergence":9}"#,
      "the step of the divergence: expected 1 to 5, found 9"
    ),
    (
      #"{"layers":["hidden1","output"],"moments":[{"step":3,"layers":[{},{}]}]}"#,
      "the step of a moment: expected 4, found 3"
    ),
    (
      #"{"layers":["hidden1","output"],"moments":[{"step":4,"layers":[{}]}]}"#,
      "a moment's layers: expected 2, found 1"
    ),
    (
      #"{"layers":["hidden1","output"],"moments":[{"step":4,"layers":[{"dead":1.5},{}]}]}"#,
      "dead of a layer: expected 0.0 to 1.0, found 1.5"
    ),
    (
      #"{"layers":["hidden1","output"],"moments":[{"step":4,"layers":[{"mean":"nan"},{}]}]}"#,
      "mean of a layer: expected -inf to inf, found nan"
    ),
  ])
  func signalsAreOfTheTrialsLayersAndMoments(json: String, reason: String) throws {
    let trial = SignalTrial(
      data: .synthetic, architecture: .fullyConnected(FullyConnected(.square, depth: 1)),
      initialization: PopularInitialization.heNormal.initialization, seed: 1, steps: [4])
    let moment = SignalMoment(step: 4, loss: 1, layers: [[.mean: 1], [:]])
    isRefused(json, of: trial, after: .init(layers: ["hidden1", "output"], moments: [moment]), reason)
  }

  @Test func jacobiansHaveSingularValuesWhereTheseWereAskedFor() throws {
    var trial = JacobianTrial.standard
    trial.networks = 3
    let json = String(decoding: try JSONEncoder().encode(trial.run(on: .empty)), as: UTF8.self)
    trial.hasSpectrum = true
    isRefused(json, of: trial, after: try trial.run(on: .empty), "singular values: expected 5, found 0")
  }

  @Test func pValuesAreChances() throws {
    var trial = LayerLawTrial.standard
    trial.networks = 5
    let outcome = try trial.run(on: .empty)
    let json = #"{"exact":{"length":2,"outputs":1,"joint":1},"meanField":{"length":1,"outputs":1,"joint":1}}"#
    isRefused(json, of: trial, after: outcome, "a p-value: expected 0.0 to 1.0, found 2.0")
  }

  /// What the program itself finds out passes, of every family of networks.
  @Test(arguments: Architecture.families.indices)
  func whatWasRunIsRead(family: Int) throws {
    var small = Architecture(Architecture.families[family].standard)
    if var network = small.of(ConvolutionalResidualNetwork.self) {
      network.features = [2, 3]
      network.layersPerModule = 2
      small = .convolutionalResidual(network)
    }
    let isConvolutional = small.family.countsFeatures
    var trial = LengthTrial.standard
    trial.architecture = small
    trial.networks = 3
    // The set that is made up needs no files.
    if isConvolutional { trial.input = .image(set: .syntheticColour, index: 0) }
    let shelf = try DataShelf(trial.dataset.map { [$0] } ?? [], from: DataSearch(places: []))
    let outcome = try trial.run(on: shelf)
    try store.add(outcome, of: trial, from: Sample.origin)
    #expect(try store.outcome(of: trial) == outcome)
  }
}
