import Datasets
import Figures
import Forms
import Foundation
import Lab
import Network
import Storage

/// `kindling rate`: the largest learning rate with which a network begins to learn.
enum RateCommand: Command {
  static let name = "rate"
  static let summary = "find the largest learning rate with which a network begins to learn"
  static let help = """
    kindling rate: find η*, the largest learning rate with which a network reaches an accuracy within a few steps

    usage: kindling rate [OPTION…]

    A search tries the greatest rate on several runs, then smaller ones, until the runs start, then rates between, on a scale of
    equal ratios. Near η* chance decides which runs start. Told is the bracket around that: all runs but one in nine start at its
    lower end, and none but one in nine at its upper one. Of networks of fully connected layers and rectifiers λ₁ is told too, the
    largest eigenvalue of the loss's Hessian at the beginning.

    \(ArchitectureOptions.help)\(CommonOptions.initializationHelp)
    searches:
    \(options.help())\(CommonOptions.dataHelp)  --input-share SHARE  what the rate is multiplied by for the weights and biases of the first layer (default 1)
      --seeds N            how many searches, each with weights and orders of its own (default 3)
      --jobs N             searches at a time (default: one a core)
      --out DIR            keep outcomes in DIR/runs.db and find them there (default results)
      --json               print one JSON array, an object a search

    examples:
      kindling rate --dataset mnist --depth 4 --width 32
      kindling rate --depth 10 --width 100 --init glorot-normal --input-share 0.1 --json
      kindling rate --network mlp:4 --within 50 --accuracy 0.3 --precision 1.05
      kindling rate --optimizer adam --highest 1 --depth 8 --width 64 --out results/rates

    """

  /// What is searched where no option says otherwise.
  private static let standard = {
    var trial = RateTrial.standard
    trial.data = .fashionMNIST
    return trial
  }()

  // The rate itself is what is sought.
  private static let options = FieldOptions(standard, without: ["rate"])

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let said = try options.parse(&arguments)
    try options.refuseOthers(than: said, &arguments)
    var trial: RateTrial = try options.completed(said)
    let share = try arguments.value("--input-share", expected: "a number of at least 0") { text in
      Double(word: text).flatMap { $0 >= 0 && $0.isFinite ? $0 : nil }
    }
    let seeds = try arguments.count("--seeds", most: 100_000) ?? 3
    let jobs = try CommonOptions.jobs(&arguments)
    let folder = try CommonOptions.folder(&arguments)
    let json = arguments.flag("--json")
    trial.architecture = try ArchitectureOptions.parse(&arguments)
    trial.initialization = try CommonOptions.initialization(&arguments)
    try arguments.finish()
    if let share, let input = try trial.inputLayer { trial.optimizer.rateFactors = ["\(input).*": share] }
    do {
      try trial.check()
    } catch let error as FieldError where error.path == ["highest"] {
      throw UsageError("--highest: expected \(error.expected), found \(error.found)")
    }

    let store = try Store(folder.appendingPathComponent("runs.db"))
    let runner = Runner(
      jobs: jobs, search: search, store: store, progress: Output.progress(), command: Output.commandLine)
    let trials = (1...UInt64(seeds)).map { seed in
      var own = trial
      own.seed = seed
      return own
    }
    let outcomes = try await runner.run(trials, title: name)
    if json {
      return try Output.json(zip(trials, outcomes).map { Row(seed: $0.seed, outcome: $1) })
    }
    try Output.line(
      """
      \(trial.data.title); \(trial.architecture.summary); \(trial.initialization.name); \(trial.optimizer.name)
      η*: the largest rate with which \(trial.runs) runs reach \(short(100 * trial.accuracy)) % within \(trial.steps) steps of \(trial.batchSize)
      """)
    for (trial, outcome) in zip(trials, outcomes) {
      try Output.line("seed \(trial.seed): \(bracket(outcome, trial)); \(sharpness(outcome))")
    }
    let group = try RateGroup([], trial, outcomes, on: .empty)
    guard outcomes.count > 1, let rate = group.logRate else { return }
    let interval = rate.interval().map {
      " (95 % from \(short(exp($0.lowerBound))) to \(short(exp($0.upperBound))))"
    }
    try Output.line(
      "geometric mean of \(outcomes.count) brackets: \(short(group.geometricMean(\.lower))) to "
        + "\(short(group.geometricMean(\.upper))), middle \(short(exp(rate.mean)))\(interval ?? "")")
  }

  /// A search as a row of data.
  private struct Row: Encodable {
    let seed: UInt64
    let outcome: RateTrial.Outcome
  }

  private static func bracket(_ outcome: RateTrial.Outcome, _ trial: RateTrial) -> String {
    switch (outcome.lower, outcome.upper) {
    case (let lower?, let upper?): "η* from \(short(lower)) to \(short(upper))"
    case (nil, let upper?): "η* below \(short(upper)): no rate that was tried clearly starts"
    case (nil, nil): "η* not found: no rate that was tried clearly starts"
    case (let lower?, nil):
      "η* above \(short(lower)): the greatest rate, \(short(trial.highest)), does not clearly fail"
    }
  }

  private static func sharpness(_ outcome: RateTrial.Outcome) -> String {
    guard let sharpness = outcome.sharpness else { return "λ₁ is not known of such a network" }
    return "λ₁ \(short(sharpness.value)), to \(short(100 * sharpness.residual, digits: 1)) %"
  }
}
