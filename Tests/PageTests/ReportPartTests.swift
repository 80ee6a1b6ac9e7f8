import Datasets
import Figures
import Foundation
import Lab
import Network
import Page
import Papers
import Testing
import Training

/// What stands where on the page: results first, paper by paper, then what people asked themselves, and where it all comes from last.
@Suite struct ReportPartTests {
  private let sample: SampleStore

  init() throws {
    sample = try SampleStore()
  }

  /// Notes a paper's experiment and invents outcomes of its runs.
  private func fill(_ paper: PaperExperiment) throws {
    var options = FigureOptions(level: .quick, dataset: .synthetic, colourDataset: .syntheticColour)
    options.runs = 4
    try sample.fill(options.experiment(paper), command: "kindling reproduce \(paper.name)")
  }

  private func places(_ texts: [String], in page: String) throws -> [String.Index] {
    try texts.map { try #require(page.range(of: $0), "\($0)").lowerBound }
  }

  @Test func resultsComePaperByPaperAndProvenanceLast() throws {
    // Not in the order in which they were run.
    try sample.fill(SampleStore.experiment())
    try fill(.fig2b)
    try fill(.fig1b)
    let page = try sample.page()
    let order = try places(
      [
        "<h1>", "<nav aria-label=\"Contents\">",
        "<h2 id=\"title-paper-A\">A: Hanin and Rolnick 2018, How to Start Training: The Effect of",
        "id=\"experiment-3\"", "id=\"experiment-2\"",
        "<h2 id=\"title-own\">Experiments of one’s own</h2>", "id=\"experiment-1\"",
        "<section id=\"origins\">",
      ], in: page)
    #expect(order == order.sorted())
    // A paper without experiments in the store has no part.
    #expect(!page.contains("B: Hanin"))
    #expect(page.matches(of: /<details open=""><summary><strong>/).count == 2)
  }

  /// The number before each word in the badges of a piece of a page.
  private func counts(_ piece: Substring) -> [String: Int] {
    let badges = piece.matches(of: /<span class="badge [a-z]+">([0-9]+) (held|failed|undecided)</)
    return Dictionary(badges.map { (String($0.2), Int($0.1) ?? 0) }, uniquingKeysWith: +)
  }

  @Test func verdictsAreCountedOnceForAllAndOnceForEachPaper() throws {
    try sample.fill(SampleStore.experiment())
    try fill(.fig1b)
    let page = try sample.page()
    let claims = try sample.report().experiments.flatMap { $0.figure?.claims ?? [] }
    let expected = Dictionary(
      Claim.Verdict.allCases.map { verdict in
        (verdict == .notEnoughData ? "undecided" : verdict.rawValue, claims.count { $0.verdict == verdict })
      }, uniquingKeysWith: +
    ).filter { $0.value > 0 }
    let header = try #require(page.range(of: "<header>"))
    let navigation = try #require(page.range(of: "<nav"))
    #expect(counts(page[header.lowerBound..<navigation.lowerBound]) == expected)
    #expect(page.contains("<strong>\(claims.count) claims:</strong>"))
    let parts = page[try #require(page.range(of: "<main>")).lowerBound...]
    #expect(counts(parts) == expected)
  }

  @Test func aPicturesDescriptionStatesTheFinding() throws {
    try sample.fill(SampleStore.experiment())
    let figure = try #require(try sample.report().experiments[0].figure)
    let held = figure.claims.count { $0.verdict == .held }
    let failed = figure.claims.count { $0.verdict == .failed }
    let undecided = figure.claims.count - held - failed
    for chart in figure.charts {
      let text = chart.picture.description
      #expect(text.contains("8 of 12 runs started"))
      #expect(text.hasSuffix("\(held) held, \(failed) failed, \(undecided) undecided"))
    }
  }

  @Test func aComparisonIsAnExperimentOfOnesOwn() async throws {
    var options = ComparisonOptions(dataset: .synthetic)
    (options.seeds, options.networks, options.epochLimit, options.rates) = (2, 4, 1, [0.01, 0.1])
    let networks = [2, 3].flatMap { depth in
      [PopularInitialization.heNormal, .zeros].map { named in
        ComparedNetwork(
          .fullyConnected(FullyConnected(.constant, depth: depth, widths: [6])), named.initialization)
      }
    }
    let runner = Runner(
      jobs: 1, search: .init(places: []), store: sample.store, command: "kindling compare --depth 2,3")
    _ = try await Comparison.run(networks, options, on: runner)
    let report = try sample.report()
    #expect(report.experiments.map(\.stored.experiment.name) == ["compare", "compare-lengths"])
    #expect(report.experiments.map { $0.figure?.missing } == [0, 0])
    #expect(report.experiments[0].stored.experiment.axes.map(\.name) == ["depth", "initialisation", "rate"])
    let page = try sample.page()
    #expect(page.contains("<h2 id=\"title-own\">"))
    #expect(page.contains("Comparison: epochs to 20 % test accuracy, synthetic</h3>"))
    #expect(page.contains("Comparison: lengths before training, synthetic</h3>"))
    #expect(page.contains("kindling compare --depth 2,3"))
  }
}
