import Datasets
import Figures
import Foresight
import Lab
import Network
import Testing
import Training

@Suite struct ComparisonTests {
  /// A row of invented starts; its lengths are those of three networks.
  private func row(_ named: PopularInitialization, _ starts: [Start], depth: Int = 4) throws -> ComparisonRow
  {
    let architecture = Architecture.fullyConnected(FullyConnected(.constant, depth: depth, widths: [20]))
    let forecast = try Forecast(architecture, named.initialization, input: [1, 28, 28])
    let trial = StartTrial(
      data: .synthetic, architecture: architecture, initialization: named.initialization, seed: 1,
      criterion: StartCriterion(epochLimit: 20))
    let lengths = LengthTrial(
      architecture: architecture, initialization: named.initialization, input: .unit(dimension: 784),
      networks: 3, seed: 1)
    return try #require(
      ComparisonRow(
        ComparedNetwork(architecture, named.initialization), forecast,
        StartGroup([], trial, starts.map { StartTrial.Outcome(start: $0, epochs: []) }),
        ComparedLengths(lengths.run(on: .empty), lengths.prediction(on: .empty))))
  }

  @Test func theSoonestComeFirstAndThoseThatNeverStartLast() throws {
    let rows = try [
      row(.heDoubled, [.diverged(step: 3), .diverged(step: 9)]),
      row(.lecunNormal, [.censored(epoch: 20), .censored(epoch: 20)]),
      row(.heTruncated, [.started(epoch: 2), .censored(epoch: 20)]),
      row(.heNormal, [.started(epoch: 4), .started(epoch: 6)]),
      // No sooner than those that never start, but it does.
      row(.glorotNormal, [.started(epoch: 20), .started(epoch: 20)]),
      row(.heUniform, [.started(epoch: 5), .started(epoch: 5)]),
    ]
    let ranked = Comparison(ComparisonOptions(dataset: .synthetic), rows).rows
    #expect(
      ranked.map(\.initialization) == [
        "he-normal", "he-uniform", "he-truncated", "glorot-normal", "lecun-normal", "he-doubled",
      ])
    #expect(ranked.map(\.restrictedMean.value) == [5, 5, 11, 20, 20, 20])
  }

  @Test func aRowTellsStartsLengthsAndWhatWasExpected() throws {
    let row = try row(.lecunUniform, [.started(epoch: 7), .censored(epoch: 20)], depth: 10)
    let table = ComparisonTable(Comparison(ComparisonOptions(dataset: .synthetic), [row]))
    let cells = try #require(table.table.rows.first)
    #expect(cells[...7].joined(separator: "|") == "1|lecun-uniform|fc 10×20|13.5|7.0|1|1|0")
    #expect(cells[9] == "9.77e-04")
    #expect(cells[12...].joined(separator: "|") == "0.0 %|FM1 vanishing")
    let record = try #require(table.csv.text.split(separator: "\n").last)
    #expect(record.hasPrefix("1,synthetic,lecun-uniform,fc 10×20,0.01,20,13.5,"))
  }

  /// Real runs on the synthetic set; what is compared together is what each would be alone.
  @Test func runsAreThoseOfTheirOwnNetwork() async throws {
    var options = ComparisonOptions(dataset: .synthetic)
    (options.epochLimit, options.seeds, options.networks) = (2, 2, 20)
    (options.trial.optimizer.rate, options.trial.batchSize) = (0.1, 50)
    let runner = Runner(jobs: 2, search: DataSearch(places: []))
    let architecture = Architecture.fullyConnected(FullyConnected(.constant, depth: 2, widths: [15]))
    let networks = [PopularInitialization.heNormal, .lecunNormal].map {
      ComparedNetwork(architecture, $0.initialization)
    }
    let together = try await Comparison.run(networks, options, on: runner).rows
    for network in networks {
      let alone = try #require(try await Comparison.run([network], options, on: runner).rows.first)
      let same = try #require(together.first { $0.initialization == alone.initialization })
      #expect(same.starts.epochs == alone.starts.epochs)
      #expect(same.lengths?.mean == alone.lengths?.mean)
      #expect(same.layerVariance == alone.layerVariance)
    }
    #expect(together.count == 2)
    #expect(together[0].lengths?.mean != together[1].lengths?.mean)
  }

  /// What is compared is noted as experiments of the same trials, whatever differs between the networks.
  @Test(arguments: ["depth", "network", "initialisation and network"])
  func aComparisonsRunsAreAnExperiments(axis: String) async throws {
    var options = ComparisonOptions(dataset: .synthetic)
    (options.seeds, options.networks, options.epochLimit) = (2, 3, 1)
    let plain = [2, 3].map { Architecture.fullyConnected(FullyConnected(.constant, depth: $0, widths: [6])) }
    let wide = Architecture.fullyConnected(FullyConnected(.constant, depth: 2, widths: [9]))
    var networks = (axis == "depth" ? plain : [plain[0], wide]).flatMap { architecture in
      [PopularInitialization.heNormal, .lecunNormal].map {
        ComparedNetwork(architecture, $0.initialization)
      }
    }
    // One that does not fit every network leaves a gap.
    if axis == "initialisation and network" { networks.removeLast() }
    let laboratory = try ChartLaboratory()
    let runner = Runner(jobs: 1, search: laboratory.search, store: laboratory.store)
    _ = try await Comparison.run(networks, options, on: runner)
    let experiments = try laboratory.store.experiments().map(\.experiment)
    let trials = try Comparison.trials(of: networks, options)
    #expect(experiments.map(\.name) == ["compare", "compare-lengths"])
    #expect(experiments.allSatisfy { $0.axes[0].name == axis })
    #expect(try Grid<StartTrial>(experiments[0]).trials == trials.starts)
    #expect(try Grid<LengthTrial>(experiments[1]).trials == trials.lengths)
  }

  /// All methods of a residual network are told of by their names, those too that differ in the network, and the runs of one whose
  /// weights hang on data are counted without lengths.
  @Test func methodsOfResidualNetworksStandBesideEachOther() async throws {
    var options = ComparisonOptions(dataset: .syntheticColour)
    (options.epochLimit, options.seeds, options.networks) = (1, 1, 3)
    options.trial.optimizer.rate = 0.05
    let list = try #require(ReadyNetwork.network(named: "resnet:8"))
    var small = list
    small.parameters["width"] = .integer(1)
    let networks = try ResidualMethod.all.map {
      try ComparedNetwork(Architecture(small), $0, input: DatasetName.syntheticColour.shape.extents)
    }
    let laboratory = try ChartLaboratory()
    let runner = Runner(jobs: 2, search: laboratory.search, store: laboratory.store)
    let comparison = try await Comparison.run(networks, options, on: runner)
    let rows = comparison.rows
    #expect(Set(rows.compactMap(\.method)) == Set(ResidualMethod.all.map(\.name)))
    #expect(
      Set(rows.map(\.network)).count == 3, "with batch norm, with biases, with neither")
    #expect(Set(rows.map(\.compared.label)) == ["layers activation relu, blocks 1, width 1"])
    for row in rows { #expect((row.lengths == nil) == (row.method == "LSUV")) }
    #expect(rows.first { $0.method == "LSUV" }?.wideLength != nil)
    let table = ComparisonTable(comparison).table
    #expect(table.columns.map(\.heading).contains("method"))
    // What was run is noted, each method under its name.
    let experiments = try laboratory.store.experiments().map(\.experiment)
    #expect(experiments.map { $0.axes[0].points.count } == [7, 6])
    #expect(experiments[0].axes[0].points[2].label == "1/√L on layers activation relu, blocks 1, width 1")
    let chart = try ComparisonChart(comparison).chart("methods").picture.json
    #expect(chart.contains("SkipInit") && chart.contains("batch norm"))
  }
}
