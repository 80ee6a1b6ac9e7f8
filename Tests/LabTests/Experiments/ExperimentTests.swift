import Foundation
import Lab
import Network
import Testing
import Training

/// What an experiment file says is what is run.
@Suite struct ExperimentTests {
  private static let text = """
    // Why: to test.
    {
      name: "sample", kind: "start",
      trial: {
        data: "synthetic", initialization: "lecun-normal",
        architecture: { kind: "resnet-fc", width: 7 }, // five modules
        optimizer: { rate: 0.1 },
      },
      axes: [
        { field: "scale", values: [1, "geometric:0.9"] },
        { name: "modules", field: "depth", range: { from: 2, through: 6, by: 2 } },
        { zip: { "optimizer.momentum": [0, 0.9], batchSize: [64, 128] }, labels: ["slow", "fast"] },
      ],
      seeds: { from: 3, count: 2 },
      levels: { quick: { trial: { architecture: { width: 3 } }, axes: { modules: { values: [2] } }, seeds: 1 } },
      chart: { x: "modules", lines: "scale" },
    }
    """

  private func grid(_ level: Level) throws -> Grid<StartTrial> {
    try Grid<StartTrial>(Experiment(text: Self.text, source: "sample.json").at(level))
  }

  @Test func axesMultiplyAndTheFirstIsOutermost() throws {
    let grid = try grid(.paper)
    #expect(grid.headings == ["scale", "modules", "batchSize+optimizer.momentum"])
    #expect(grid.settings.count == 12)
    #expect(grid.settings[1].labels == ["1", "2", "fast"])
    #expect(grid.settings[6].labels == ["geometric:0.9", "2", "slow"])
    #expect(grid.trials.count == 24)
    #expect(grid.trials.prefix(2).map(\.seed) == [3, 4])
  }

  @Test func aTrialTakesItsFieldsFromBaseAxesAndDefaults() throws {
    let trial = try grid(.paper).trials[23]
    let expected = ResidualNetwork(modules: 6, width: 7, scale: .geometric(0.9))
    #expect(trial.architecture == .residual(expected))
    #expect(trial.initialization == PopularInitialization.lecunNormal.initialization)
    #expect(trial.data == .synthetic)
    #expect(trial.optimizer == .sgd(SGD(rate: 0.1, momentum: 0.9)))
    #expect(trial.batchSize == 128)
    #expect(trial.criterion == StartTrial.standard.criterion)
  }

  @Test func aLevelChangesWhatItSays() throws {
    let grid = try grid(.quick)
    #expect(grid.settings.count == 4)
    #expect(grid.trials.count == 4)
    #expect(grid.trials[0].architecture == .residual(ResidualNetwork(modules: 2, width: 3)))
  }

  @Test func outcomesComeBackSettingBySetting() throws {
    let grid = try grid(.paper)
    let outcomes = grid.trials.indices.map { StartTrial.Outcome(start: .started(epoch: $0), epochs: []) }
    let last = try #require(grid.bySetting(outcomes).last)
    #expect(last.outcomes.map(\.start.epoch) == [22, 23])
    #expect(last.setting.trial == grid.trials[22])
  }

  @Test func widthMeansWhatTheArchitectureHas() throws {
    for (kind, width) in [
      ("fc", "widths"), ("resnet-fc", "width"), ("conv", "features"), ("resnet-conv", "features"),
    ] {
      let text =
        #"{name: "w", kind: "start", trial: {architecture: {kind: "\#(kind)"}}, seeds: 1,"#
        + #" axes: [{field: "depth", values: [2]}, {field: "width", values: [3]}]}"#
      let experiment = try Experiment(text: text, source: "w")
      let architecture = try Grid<StartTrial>(experiment).trials[0].architecture
      #expect(try architecture.depth() == 2)
      let json = String(decoding: try JSONEncoder().encode(architecture), as: UTF8.self)
      #expect(json.contains(#""\#(width)":3"#) || json.contains(#""\#(width)":[3]"#))
    }
  }

  @Test func layersAreChecked() throws {
    let text =
      #"{name: "l", kind: "lengths", axes: [{field: "depth", values: [4]}], seeds: 1, layers: [2, 5]}"#
    let experiment = try Experiment(text: text, source: "l.json")
    #expect(throws: Never.self) { try experiment.checkLayers(depth: 5) }
    #expect { try experiment.checkLayers(depth: 4) } throws: {
      "\($0)" == "l.json: layers: expected 1 to 4, as many as the network has, found 5"
    }
  }

  /// A level says which points of an axis it takes by their labels, however many fields these change.
  @Test func labelsMeanTheirPoints() throws {
    let text = """
      {name: "l", kind: "start", seeds: 1, levels: {quick: {axes: {sort: {values: ["wide"]}}}},
       axes: [{name: "sort", zip: {depth: [9, 2], width: [3, 30]}, labels: ["narrow", "wide"]}]}
      """
    let grid = try Grid<StartTrial>(Experiment(text: text, source: "l").at(.quick))
    #expect(grid.settings.map(\.labels) == [["wide"]])
    #expect(try grid.settings[0].trial.architecture.depth() == 2)
    #expect(throws: ExperimentError.self) {
      let other = text.replacingOccurrences(of: "[\"wide\"]", with: "[\"wider\"]")
      try Experiment(text: other, source: "l").at(.quick).check()
    }
  }

  /// An optimiser brings its own defaults, which other axes change.
  @Test func optimizersAreAnAxis() throws {
    var experiment = try Experiment(
      source: "test", name: "test", kind: .start, trial: .object([:]), axes: [], seeds: .independent(1))
    try experiment.vary("optimizer", over: .list([.text("sgd"), .text("adam")]))
    let plain = try Grid<StartTrial>(experiment).settings.map(\.trial.optimizer)
    #expect(plain == [.sgd(SGD()), .adam(Adam())])
    try experiment.vary("rate", over: .list([.number(0.5)]))
    let rated = try Grid<StartTrial>(experiment).settings.map(\.trial.optimizer)
    #expect(rated == [.sgd(SGD(rate: 0.5)), .adam(Adam(rate: 0.5))])
    try experiment.vary("optimizer.beta1", over: .list([.number(0.5)]))
    #expect(throws: ExperimentError.self) { try Grid<StartTrial>(experiment) }
  }
}
