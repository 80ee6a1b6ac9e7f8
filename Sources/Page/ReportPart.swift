import Papers

/// A part of a page: the experiments of a paper, or those of one's own.
struct ReportPart {
  /// What links lead to it by.
  let id: String
  /// What it is called in the list of contents.
  let name: String
  /// What stands above it.
  let title: String
  /// Where more of it can be read; nil for one's own.
  let source: String?
  /// Its experiments: a paper's in the order of its figures, one's own in that in which they were first run.
  let experiments: [ExperimentReport]

  /// The parts of a report that hold anything, the papers first.
  static func parts(of report: StoreReport) -> [ReportPart] {
    let placed = report.experiments.map { experiment in
      (experiment: experiment, paper: PaperExperiment(of: experiment.stored.experiment))
    }
    let papers = Paper.all.map { paper in
      ReportPart(
        id: "paper-\(paper.letter)", name: "\(paper.letter): \(paper.authors)",
        title: "\(paper.letter): \(paper.authors), \(paper.title)", source: "arXiv \(paper.arXiv)",
        experiments: paper.experiments.flatMap { own in
          placed.filter { $0.paper == own }.map(\.experiment)
        })
    }
    let own = ReportPart(
      id: "own", name: ownTitle, title: ownTitle, source: nil,
      experiments: placed.filter { $0.paper == nil }.map(\.experiment))
    return (papers + [own]).filter { !$0.experiments.isEmpty }
  }

  private static let ownTitle = "Experiments of one’s own"

  /// Its section, with a section for each experiment.
  ///
  /// - Throws: What encoding a picture or an experiment throws.
  func html(_ drawing: ReportPage.Drawing) throws -> HTML {
    let source = source.map { [HTML.tag("p", ["class": "note"], HTML($0))] } ?? []
    let sections = try experiments.map { try ExperimentSection($0, drawing).html }
    let heading = HTML.tag("h2", ["id": "title-\(id)"], HTML(title))
    return .tag(
      "section", ["id": id, "class": "part", "aria-labelledby": "title-\(id)"],
      [heading] + source + [VerdictCounts(experiments).tally] + sections)
  }

  /// Its entry in the list of contents, which can be closed.
  var entry: HTML {
    let items = experiments.map { experiment in
      HTML.tag(
        "li",
        [.tag("a", ["href": "#experiment-\(experiment.stored.id)"], HTML(experiment.title)), " "]
          + VerdictCounts.spaced(VerdictCounts([experiment]).badges))
    }
    let summary = HTML.tag(
      "summary", [.tag("strong", HTML(name)), " "] + VerdictCounts.spaced(VerdictCounts(experiments).badges))
    return .tag("details", ["open": ""], summary, .tag("ul", items))
  }
}
