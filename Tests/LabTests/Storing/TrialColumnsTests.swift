import Datasets
import Forms
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

/// What is exported of a trial is what the trial is, though a store keeps only how it differs from the standard.
@Suite struct TrialColumnsTests {
  private let store: Store
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  private func columns<T: Trial>(_ trials: [T], _ outcome: T.Outcome) throws -> [[String: JSONValue]] {
    for trial in trials { try store.add(outcome, of: trial, from: Sample.origin) }
    var rows: [[String: JSONValue]] = []
    try store.forEachTrial(in: TrialColumns(TrialKind(T.self))) { row in
      var fields: [String: JSONValue] = [:]
      for (name, value) in zip(row.columns.names, row.trial) { fields[name] = value }
      rows.append(fields)
    }
    return rows.reversed()
  }

  @Test func aFieldStandsInItsColumnInTrialsThatHaveIt() throws {
    var trial = StartTrial.standard
    var trials = [trial]
    // The rate of the standard trial, which is not Adam's own.
    (trial.optimizer, trial.normalization) = (.adam(Adam(rate: SGD().rate)), .centred)
    trial.architecture = .convolutional(ConvolutionalNetwork(depth: 4, features: 3, padding: .zero))
    trials.append(trial)
    trial.optimizer = .sgd(SGD(rate: 0.5, momentum: 0.9))
    trial.architecture = .convolutionalResidual(
      ConvolutionalResidualNetwork(features: [8, 16], modulesPerStage: 2, scale: .geometric(0.5)))
    trials.append(trial)
    let rows = try columns(trials, .init(start: .censored(epoch: 1), epochs: []))
    func column(_ name: String) -> [JSONValue?] { rows.map { $0[name] } }
    #expect(column("optimizer.kind") == [.text("sgd"), .text("adam"), .text("sgd")])
    #expect(column("optimizer.rate") == [.number(0.01), .number(0.01), .number(0.5)])
    #expect(column("optimizer.momentum") == [.integer(0), nil, .number(0.9)])
    #expect(column("optimizer.beta1") == [nil, .number(0.9), nil])
    #expect(column("normalization") == [.text("unit"), .text("centred"), .text("centred")])
    #expect(column("architecture.kind") == [.text("fc"), .text("conv"), .text("resnet-conv")])
    #expect(column("architecture.depth") == [.integer(10), .integer(4), nil])
    #expect(column("architecture.features") == [nil, .integer(3), .text("8,16")])
    #expect(column("architecture.padding") == [nil, .text("zero"), .text("circular")])
    #expect(column("architecture.scale") == [nil, nil, .text("geometric:0.5")])
    #expect(column("criterion.epochLimit") == [.integer(100), .integer(100), .integer(100)])
    // A run's own columns have it already.
    #expect(column("initialization") == [nil, nil, nil])
    #expect(column("seed") == [nil, nil, nil])
  }

  @Test func whatIsChosenStandsInThePlaceOfTheStandardsChoice() throws {
    var trial = LengthTrial.standard
    var trials = [trial]
    trial.input = .unit(dimension: 7)
    trials.append(trial)
    trial.input = .image(set: .mnist, index: 3)
    trials.append(trial)
    let rows = try columns(trials, .init(layers: [], layerVariance: LengthSummary()))
    #expect(rows.map { $0["input.unit.dimension"] } == [.integer(10), .integer(7), nil])
    #expect(rows.map { $0["input.image.set"] } == [nil, nil, .text("mnist")])
    #expect(rows.map { $0["input.image.index"] } == [nil, nil, .integer(3)])
  }

  @Test func columnsOfEverySortOfTrialAreDifferent() {
    for kind in TrialKind.allCases {
      let names = TrialColumns(kind).names
      #expect(names.count >= 10)
      #expect(Set(names).count == names.count)
    }
  }
}
