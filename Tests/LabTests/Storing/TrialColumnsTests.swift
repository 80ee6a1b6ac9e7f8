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
      for (name, value) in zip(row.columns.names, row.columnValues) { fields[name] = value }
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

  /// A network as a list of layers has fields of names that nobody knows before.
  @Test func whatHasPartsIsJSON() throws {
    var trial = StartTrial.standard
    let layers = LayerList(
      parameters: ["width": .integer(5), "norm": .text("none")],
      layers: [.text("flatten"), .object(["linear": .text("width")]), .object(["linear": .text("classes")])])
    trial.architecture = Architecture(layers)
    let row = try columns([trial], .init(start: .censored(epoch: 1), epochs: []))[0]
    #expect(row["architecture.parameters"] == .text(#"{"norm":"none","width":5}"#))
    #expect(row["architecture.layers"] == .text(#"["flatten",{"linear":"width"},{"linear":"classes"}]"#))
  }

  /// A field that is no column is part of one, or is what a run is listed with.
  @Test(arguments: TrialKind.allCases)
  func everyFieldIsAColumn(kind: TrialKind) {
    let listed = ["initialization"]
    let names = Set(TrialColumns(kind).names)
    let ways = kind.fields().map { $0.path.joined(separator: ".") }
    for way in ways where !names.contains(way) {
      let isPart = (names.union(listed)).contains { way.hasPrefix("\($0).") }
      // An object whose fields are columns.
      let hasParts = names.contains { $0.hasPrefix("\(way).") }
      #expect(listed.contains(way) || isPart || hasParts, "\(way)")
    }
    #expect(names.isSubset(of: TrialColumns.all.names))
    #expect(TrialColumns.all.kind == nil && TrialColumns(kind).kind == kind)
  }

  /// What a trial is encoded as stands in its columns, whether it is standard or not.
  @Test func valuesAreThoseOfTheTrial() throws {
    var start = StartTrial.standard
    (start.optimizer, start.batchSize, start.criterion.epochLimit) = (.sgd(SGD(rate: 0.1 + 0.2)), 7, 3)
    start.architecture = .residual(ResidualNetwork(modules: 3, width: 6))
    try expectOwnValues([.standard, start], .init(start: .started(epoch: 1), epochs: []))
    var lengths = LengthTrial.standard
    (lengths.networks, lengths.input) = (3, .image(set: .mnist, index: 4))
    try expectOwnValues([.standard, lengths], .init(layers: [], layerVariance: LengthSummary()))
    var regions = RegionTrial.standard
    (regions.moments, regions.corruptedLabels, regions.dropsPartialBatch) = ([0, 0.5, 1], 1 / 3.0, true)
    regions.input = .planes(set: .mnist, count: 2, window: 1.5)
    try expectOwnValues([.standard, regions], .init(units: 1, moments: [], epochs: [], divergence: nil))
    var jacobians = JacobianTrial.standard
    (jacobians.outputs, jacobians.hasSpectrum) = (4, true)
    try expectOwnValues([.standard, jacobians], .init(hasSpectrum: false))
    var products = ProductTrial.standard
    products.hasGradients = true
    let norm = LogSample(count: 1, zeros: 0, mean: 0, variance: 1, varianceError: 1, exact: 0)
    try expectOwnValues([.standard, products], .init(norm: norm))
    var signals = SignalTrial.standard
    (signals.steps, signals.examples) = ([0, 3], 9)
    try expectOwnValues([.standard, signals], .init(layers: [], moments: []))
    var distances = DistanceTrial.standard
    (distances.moments, distances.points, distances.dropsPartialBatch) = ([0, 2], 7, true)
    try expectOwnValues([.standard, distances], .init(units: 1, moments: [], epochs: [], divergence: nil))
    var distortion = DistortionTrial.standard
    (distortion.input, distortion.moments) = (.images(set: .mnist, count: 3), [0, 2])
    try expectOwnValues([.standard, distortion], .init(moments: []))
  }

  private func expectOwnValues<T: Trial>(_ trials: [T], _ outcome: T.Outcome) throws {
    for (trial, row) in zip(trials, try columns(trials, outcome)) {
      let tree = try JSONValue(encoding: trial)
      var found = 0
      for (name, value) in row where !name.hasPrefix("outcome.") {
        let own = tree.at(name.components(separatedBy: "."))
        switch own {
        case .list(let values)?:
          #expect(value == .text(values.map(\.summary).joined(separator: ",")), "\(name)")
        case .object?: #expect(name == "normalization" && value == .text("unit"), "\(name)")
        // Of a family, the first kind goes without saying.
        case nil: #expect(name.hasSuffix(".kind") || name.hasSuffix(".family"), "\(name)")
        case let own?: #expect(value == own, "\(name)")
        }
        found += own == nil ? 0 : 1
      }
      #expect(found >= 5)
    }
  }

  @Test func outcomesAreToldByLayer() throws {
    var layers = [LengthSummary(), LengthSummary()]
    for length in [1.0, 4.0] {
      layers[0].add(length)
      layers[1].add(length == 1 ? 0 : .infinity)
    }
    let row = try columns([LengthTrial.standard], .init(layers: layers, layerVariance: layers[0]))[0]
    #expect(row["outcome.length"] == .list([.number(2.5), .number(.infinity)]))
    #expect(row["outcome.log_length"] == .list([.number(layers[0].logMean), .number(.infinity)]))
    #expect(row["outcome.dead_networks"] == .list([.integer(0), .integer(1)]))
    #expect(row["outcome.layer_variance"] == .number(2.5))
    #expect(row["outcome.growth"] == nil)
  }

  @Test func columnsOfEverySortOfTrialAreDifferent() {
    for kind in TrialKind.allCases {
      let names = TrialColumns(kind).names
      #expect(names.count >= 10)
      #expect(Set(names).count == names.count)
    }
  }
}
