import Datasets
import Figures
import Foundation
import Lab
import Network

/// `kindling reproduce`: a paper's figure as a table.
enum ReproduceCommand {
  static let help = """
    kindling reproduce: run the experiments of a paper's figure and print it as a table, theory beside it

    usage: kindling reproduce FIGURE [OPTION…]

    figures (Hanin and Rolnick 2018, How to Start Training):
      fig1a   mean length of the last layer against depth, for eight initialisations
      fig1b   epochs until a network starts to learn against depth, for the same
      fig1    both

    options:
      --level LEVEL        quick (a thinned grid, minutes) or paper (the paper's numbers, hours); default quick
      --dataset NAME       fashion-mnist, mnist, cifar-10 or synthetic (default fashion-mnist)
    \(NetworkOptions.dataHelp)  --jobs N             runs at a time (default: one a core)
      --out DIR            where results go (default results): a CSV file for each figure, and runs.jsonl, from which
                           an interrupted command goes on
      --init LIST          these initialisations instead of the level's, such as he-normal,lecun-uniform
      --depths LIST        these depths
      --networks N         networks a mean length is taken over (fig1a)
      --runs N             runs of each setting (fig1b)
      --epochs N           the last epoch by whose end a run may start (fig1b)
      --json               print the figure as JSON instead of a table

    examples:
      kindling reproduce fig1
      kindling reproduce fig1b --level paper --dataset mnist --out results/mnist
      kindling reproduce fig1b --init he-normal,he-doubled --depths 30,60 --runs 2

    """

  /// What the user gives in place of a level's own.
  private struct Axes {
    let initializations: [PopularInitialization]?
    let depths: [Int]?
    let networks: Int?
    let runs: Int?
    let epochs: Int?

    init(_ arguments: inout Arguments) throws(UsageError) {
      initializations = try arguments.list(
        "--init", of: "popular initialisations", PopularInitialization.init(named:))
      depths = try arguments.list("--depths", of: "whole numbers of at least 1") {
        Int($0).flatMap { $0 > 0 ? $0 : nil }
      }
      networks = try arguments.count("--networks")
      runs = try arguments.count("--runs")
      epochs = try arguments.count("--epochs")
    }
  }

  private enum Figure: String, CaseIterable {
    case fig1a
    case fig1b
    case fig1
  }

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try NetworkOptions.search(&arguments)
    let level = try arguments.choice("--level", of: Level.self) ?? .quick
    let dataset = try arguments.choice("--dataset", of: DatasetName.self) ?? .fashionMNIST
    let jobs = try NetworkOptions.jobs(&arguments)
    let folder = URL(fileURLWithPath: try arguments.text("--out", expected: "a directory") ?? "results")
    let json = arguments.flag("--json")
    let axes = try Axes(&arguments)
    let names = Figure.allCases.map(\.rawValue).joined(separator: ", ")
    guard let word = arguments.word() else {
      throw UsageError("expected a figure, one of \(names); found none")
    }
    guard let figure = Figure(rawValue: word) else {
      throw UsageError("unknown figure '\(word)': expected one of \(names)")
    }
    try arguments.finish()

    let runner = try Runner(jobs: jobs, search: search, results: folder, progress: Progress())
    if figure != .fig1b { try await lengths(narrow(.lengths(level), axes), runner, folder, json) }
    if figure != .fig1a { try await starts(narrow(.starts(level), axes), dataset, runner, folder, json) }
    if !json { print("Written: \(folder.path)") }
  }

  /// Takes the options that replace a level's own axes.
  private static func narrow(_ figure: Figure1, _ axes: Axes) -> Figure1 {
    var figure = figure
    figure.initializations = axes.initializations ?? figure.initializations
    figure.depths = axes.depths ?? figure.depths
    figure.networks = axes.networks ?? figure.networks
    figure.runs = axes.runs ?? figure.runs
    figure.epochLimit = axes.epochs ?? figure.epochLimit
    return figure
  }

  private static func lengths(
    _ figure: Figure1, _ runner: Runner, _ folder: URL, _ json: Bool
  ) async throws {
    let trials = figure.lengthTrials
    let outcomes = try await runner.run(trials, title: "figure 1(a)")
    let rows = try zip(trials, outcomes).map { trial, outcome in
      LengthComparison(
        trial, layer: outcome.layers.count - 1, outcome.layers[outcome.layers.count - 1],
        try trial.prediction(on: .empty))
    }
    let table = LengthTable(rows)
    try Output.write(table.csv.text, to: folder.appendingPathComponent("fig1a.csv"))
    if json { return try Output.json(rows) }
    print(table.table("Figure 1(a): mean length against depth, width = depth = input dimension").text)
  }

  private static func starts(
    _ figure: Figure1, _ dataset: DatasetName, _ runner: Runner, _ folder: URL, _ json: Bool
  ) async throws {
    let trials = figure.startTrials(on: dataset)
    let outcomes = try await runner.run(trials, title: "figure 1(b)")
    let table = StartTable(trials, outcomes)
    try Output.write(table.csv.text, to: folder.appendingPathComponent("fig1b.csv"))
    if json { return try Output.json(zip(trials, outcomes).map { StartRun(trial: $0, outcome: $1) }) }
    print(table.table("Figure 1(b): epochs to 20 % test accuracy against depth, \(dataset.title)").text)
  }

  private struct StartRun: Encodable {
    let trial: StartTrial
    let outcome: StartTrial.Outcome
  }
}
