import Datasets
import Figures
import Foundation
import Lab
import Papers
import Testing

/// What experiments of the papers' become when they are changed, and reports of copies.
@Suite struct PaperFigureTests {
  /// Whatever the options change, what a store notes of the experiment can be read again.
  @Test(arguments: PaperExperiment.all)
  func aChangedFigureIsStillAFile(figure: PaperExperiment) throws {
    var options = FigureOptions(level: .quick, dataset: .synthetic, colourDataset: .syntheticColour)
    options.depths = [2, 4]
    options.networks = 30
    options.runs = 1
    options.epochs = 1
    let experiment = try options.experiment(figure)
    let again = try Experiment(text: experiment.document, source: "store")
    #expect(again.axes.map(\.points) == experiment.axes.map(\.points) && again.seeds == experiment.seeds)
    #expect(again.claims.map(\.sentence) == experiment.claims.map(\.sentence))
    #expect(again.unasked.map(\.sentence) == experiment.unasked.map(\.sentence))
    #expect(again.layers == experiment.layers)
  }

  /// A changed copy of a paper's file that states no test is asked what the paper's is, of the points that it has.
  @Test func aCopyWithoutClaimsIsAskedThePapers() async throws {
    let (paper, store) = (try PaperExperiment.fig1b.experiment(), DataSearch(places: []))
    var copy = try Experiment(
      text: """
        { name: "fig1b", kind: "start", claim: "\(paper.claim ?? "")", seeds: 1,
          trial: { data: "synthetic", architecture: { kind: "fc", family: "square" }, criterion: { epochLimit: 1 } },
          axes: [{ name: "initialisation", field: "init", values: ["lecun-normal", "zeros"] },
            { name: "depth", field: "depth", values: [2, 3] }] }
        """, source: "copy.json")
    let report = try await FigureReport.run(copy, on: Runner(jobs: 2, search: store))
    #expect(report.claims.map(\.statement) == ["lecun-normal: the deeper the network, the later it starts"])
    #expect(report.unaskedClaims.count == 2 && report.untestedClaim == nil)
    #expect(
      report.text.contains("\nNot asked here: Networks with Var[w] = 2 / fan-in start at every depth; With"))
    try copy.state("all-start")
    let own = try await FigureReport.run(copy, on: Runner(jobs: 2, search: store))
    #expect(own.claims.count == 1 && own.unaskedClaims.isEmpty)
  }
}
