import Foundation
import Lab
import Network
import Papers
import Testing

/// The papers' experiments can be run as their files say, at every level.
@Suite struct PaperExperimentTests {
  @Test(arguments: PaperExperiment.all)
  func everySettingOfEveryLevelMakesATrial(paper: PaperExperiment) throws {
    for level in Level.allCases {
      let experiment = try paper.experiment().at(level)
      #expect(experiment.name == paper.name)
      #expect(experiment.title != nil)
      #expect(experiment.claim != nil)
      #expect(experiment.chart != nil)
      try expectTrials(of: experiment, experiment.kind.trial)
      guard experiment.kind == .lengths else { continue }
      for setting in try Grid<LengthTrial>(experiment).settings {
        try experiment.checkLayers(depth: setting.trial.architecture.depth())
      }
    }
  }

  private func expectTrials<T: Trial>(of experiment: Experiment, _: T.Type) throws {
    let grid = try Grid<T>(experiment)
    #expect(grid.trials.count == grid.settings.count * experiment.seeds.count)
    #expect(try Set(grid.trials.map { try $0.identity }).count == grid.trials.count)
  }

  @Test func namesTellPapersAndFiguresApart() {
    #expect(Set(Paper.all.map(\.letter)).count == Paper.all.count)
    #expect(Set(PaperExperiment.all.map(\.name)).count == PaperExperiment.all.count)
  }

  @Test func figure3HasItsArrangements() throws {
    let grid = try Grid<StartTrial>(PaperExperiment.fig3.experiment())
    #expect(grid.headings == ["widths", "depth"])
    #expect(grid.settings.count == 50)
    let third = try #require(grid.settings.first { $0.labels == ["(iii) half 10, half 30", "8"] })
    let network = try #require(third.trial.architecture.of(FullyConnected.self))
    #expect(try network.hiddenWidths() == [10, 10, 10, 10, 30, 30, 30, 30])
    #expect(third.trial.criterion.epochLimit == 100)
  }

  /// What the files claim of the papers' figures at the quick level and at the papers', where there are fewer laws and depths.
  @Test func theClaimsAreInTheFiles() throws {
    func statements(_ paper: PaperExperiment, _ level: Level) throws -> [String] {
      let experiment = try paper.experiment().at(level)
      #expect(experiment.unasked.isEmpty)
      return experiment.claims.flatMap(\.single).map(\.statement)
    }
    #expect(
      try statements(.fig1b, .quick) == [
        "Networks with Var[w] = 2 / fan-in start at every depth",
        "he-doubled: the deeper the network, the later it starts",
        "glorot-normal: the deeper the network, the later it starts",
        "lecun-uniform: the deeper the network, the later it starts",
        "With Var[w] = 2 / fan-in the deepest networks start sooner than the shallowest",
      ])
    #expect(try statements(.fig1b, .paper).count == 8 && statements(.fig5a, .paper).count == 8)
    #expect(
      try statements(.fig2b, .quick) == [
        "The longer the output is expected to be, the later the network starts",
        "At 50 modules, η_l = 0.9^l starts sooner than η = 1",
        "At 50 modules, η_l = 0.75^l starts sooner than η = 1",
        "At 50 modules, η_l = 0.5^l starts sooner than η = 1",
      ])
    #expect(try statements(.fig5b, .quick)[3] == "At 12 modules, η_l = 0.5^l starts sooner than η = 1")
    #expect(try statements(.fig3, .quick).count == 7 && statements(.fig3, .paper).count == 13)
    #expect(try statements(.fig3, .quick)[2] == "At depth 4 type (v) starts sooner than the others")
    #expect(try statements(.fig4, .quick).count == 3 && statements(.fig4Wide, .paper).count == 3)
  }

  private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("experiments")

  @Test func ourOwnExperimentsCanBeRun() throws {
    let experiment = try Experiment(file: folder.appendingPathComponent("depth-width/depth-width.json"))
    #expect(try Grid<StartTrial>(experiment).trials.count == 1600)
  }

  @Test func theCommittedSchemaIsTheFormsOwn() throws {
    let file = folder.appendingPathComponent("experiment.schema.json")
    // After a change: kindling sweep --schema > experiments/experiment.schema.json
    #expect(try String(contentsOf: file, encoding: .utf8) == Experiment.schema + "\n")
  }
}
