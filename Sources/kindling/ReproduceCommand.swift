import Datasets
import Figures
import Foundation
import Lab
import Network
import Papers
import Storage
import Wording

/// `kindling reproduce`: a paper's figures as tables, with a verdict on each claim.
enum ReproduceCommand: Command {
  static let name = "reproduce"
  static let summary = "run the experiments of a paper's figure and print it as a table, theory beside it"
  static let help = """
    kindling reproduce: run the experiments of a paper's figures and print tables, theory and verdicts

    usage: kindling reproduce FIGURE… [OPTION…]
           kindling reproduce --list [--json]

    figures, by paper; a paper's letter means all of its figures, fig1, fig2, fig4 or fig5 all that belongs to one,
    and all means everything:
    \(list)

    options:
      --level LEVEL        quick (a thinned grid, minutes) or paper (the paper's numbers, hours); default quick
      --dataset NAME       a set of grey images, or the path of one (default fashion-mnist)
      --colour-dataset NAME
                           a set of coloured images, or the path of one, for figures 4 and 5 (default: cifar-10 where
                           it is found)
    \(CommonOptions.dataHelp)  --jobs N             runs at a time (default: one a core)
      --out DIR            where results go (default results): a CSV file for each table, and runs.db, from which an
                           interrupted command goes on
      --init LIST          these initialisations instead of the level's, such as he-normal,lecun-uniform
      --depths LIST        these depths, or numbers of modules
      --networks N         networks that a mean length is taken over
      --runs N             runs of each setting
      --epochs N           the last epoch by whose end a run may start
      --dry-run            tell how many runs there are, how many the store has already, and how long the rest takes at
                           most, measured on a small part of a few of them
      --json               print an array of JSON objects, one a figure, instead of text
      --plot               print bars of the result too where standard output is no terminal
      --list               print the papers and their figures, and run nothing

    A verdict is HELD, FAILED or NOT ENOUGH DATA, computed from the results; a failed one is no error.

    examples:
      kindling reproduce fig1
      kindling reproduce all --level quick
      kindling reproduce fig3 --level paper --dataset mnist --runs 20 --out results/mnist
      kindling reproduce fig1b --init he-normal,he-doubled --depths 30,60 --runs 2

    """

  private static let list = Paper.all.map { paper in
    let heading = "  \(paper.letter): \(paper.authors), \(paper.title), arXiv \(paper.arXiv)"
    let width = (PaperExperiment.all.map(\.name.count).max() ?? 0) + 2
    let figures = paper.experiments.map { figure in
      let name = figure.name.padding(toLength: width, withPad: " ", startingAt: 0)
      return "    " + name + ((try? figure.experiment().title) ?? "")
    }
    return ([heading] + figures).joined(separator: "\n")
  }.joined(separator: "\n")

  static let words =
    PaperExperiment.all.map(\.name) + ["fig1", "fig2", "fig5", "all"] + Paper.all.map(\.letter)

  private struct Listed: Encodable {
    let paper: String
    let authors: String
    let title: String
    let arXiv: String
    let figures: [String]

    init(_ paper: Paper) {
      self.paper = paper.letter
      authors = paper.authors
      title = paper.title
      arXiv = paper.arXiv
      figures = paper.experiments.map(\.name)
    }
  }

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    if arguments.flag("--list") {
      let json = arguments.flag("--json")
      try arguments.finish()
      return try json ? Output.json(Paper.all.map(Listed.init)) : Output.line(list)
    }
    let search = try CommonOptions.search(&arguments)
    let options = try options(&arguments, search)
    let jobs = try CommonOptions.jobs(&arguments)
    let folder = try CommonOptions.folder(&arguments)
    let json = arguments.flag("--json")
    let plot = try CommonOptions.plot(&arguments, json: json)
    let isDry = arguments.flag("--dry-run")
    let figures = try figures(&arguments)
    try arguments.finish()
    if isDry {
      let dry = try DryRun(jobs: jobs, search: search, store: folder.appendingPathComponent("runs.db"))
      let parts = try figures.map { try ($0.name, dry.estimate(options.experiment($0))) }
      return try DryRun.tell(parts, json: json)
    }

    let store = try Store(folder.appendingPathComponent("runs.db"))
    let runner = Runner(
      jobs: jobs, search: search, store: store, progress: Output.progress(), command: Output.commandLine)
    var reports: [FigureReport] = []
    for figure in figures {
      let report = try await FigureReport.run(options.experiment(figure), on: runner)
      try Output.write(report, to: folder)
      if json { reports.append(report) } else { try Output.text(report, plot: plot) }
    }
    if json { try Output.json(reports) } else { try Output.line("Written: \(folder.path)") }
  }

  private static func options(_ arguments: inout Arguments, _ search: DataSearch) throws -> FigureOptions {
    let hasColour = (try? search.find(.cifar10)) != nil
    var options = FigureOptions(
      level: try arguments.choice("--level", of: Level.self) ?? .quick,
      dataset: try dataset("--dataset", channels: 1, &arguments) ?? .fashionMNIST,
      colourDataset: try dataset("--colour-dataset", channels: 3, &arguments)
        ?? (hasColour ? .cifar10 : .syntheticColour))
    options.initializations = try arguments.list(
      "--init",
      of: "one or more of \(PopularInitialization.allCases.map(\.rawValue).joined(separator: ", ")),",
      PopularInitialization.init(named:))
    options.depths = try arguments.list("--depths", of: "whole numbers of at least 1") { text in
      Int(word: text).flatMap { $0 > 0 ? $0 : nil }
    }
    options.networks = try arguments.count("--networks")
    options.runs = try arguments.count("--runs")
    options.epochs = try arguments.count("--epochs")
    return options
  }

  /// A set of grey or of colour images.
  private static func dataset(
    _ name: String, channels: Int, _ arguments: inout Arguments
  ) throws -> DatasetName? {
    guard let set = try CommonOptions.dataset(&arguments, name) else { return nil }
    guard set.shape.channels == channels else {
      let names = DatasetName.allCases.filter { $0.shape.channels == channels }.map(\.rawValue)
      throw UsageError(
        "\(name): expected images of \(channels) channels, as of \(names.joined(separator: ", ")), "
          + "found \(set.title) of \(set.shape)")
    }
    return set
  }

  /// The experiments that the words name, in their own order.
  ///
  /// - Parameter all: What is meant where there are no words; nil where there must be some.
  static func figures(
    _ arguments: inout Arguments, otherwise all: [PaperExperiment]? = nil
  ) throws(UsageError) -> [PaperExperiment] {
    var words: [String] = []
    while let word = try arguments.word() { words.append(word) }
    let names = PaperExperiment.all.map(\.name).joined(separator: ", ")
    if words.isEmpty, let all { return all }
    if words.isEmpty { throw UsageError("expected a figure, one of \(names) or all; found none") }
    for word in words where !PaperExperiment.all.contains(where: { Self.names(word, $0) }) {
      throw UsageError(
        "unknown figure \(word.quoted): expected one of \(names) or all"
          + Suggestion.ending(for: word, among: Self.words))
    }
    return PaperExperiment.all.filter { figure in words.contains { Self.names($0, figure) } }
  }

  /// Whether a word names a figure: by its own name, by its paper's letter, as one of a group such as fig1,
  /// or by one of its parts, fig3a.
  private static func names(_ word: String, _ figure: PaperExperiment) -> Bool {
    let name = figure.name
    let paper = Paper.all.first { $0.letter == word }
    return word == "all" || name == word || paper?.experiments.contains(figure) == true
      || (word.hasPrefix("fig") && name.dropLast() == word)
      || ((word == "fig3a" || word == "fig3b") && figure == .fig3)
      || (word == "fig4" && figure == .fig4Wide)
  }
}
