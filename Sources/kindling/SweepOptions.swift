import Datasets
import Files
import Forms
import Foundation
import Lab
import Network
import Papers
import Wording

/// The options that describe a sweep: a file or axes, and changes of either.
enum SweepOptions {
  /// The experiment that the options describe.
  static func parse(_ arguments: inout Arguments) throws -> Experiment {
    let file = arguments.leadingWord()
    let level = try arguments.choice("--level", of: Level.self)
    let kind = try arguments.choice("--kind", of: TrialKind.self)
    let name = try arguments.value("--name", expected: "a name") { $0.isEmpty ? nil : $0 }
    let axes = try pairs("--axis", expected: "NAME=VALUES", &arguments)
    let fields = try pairs("--set", expected: "NAME=VALUE", &arguments)
    let initializations = try arguments.list("--init", of: "'popular', or initialisations", initializations)
    let claims = try arguments.texts("--claim", expected: claimExpected)
    let seeds = try arguments.value("--seeds", expected: Seeds.expected, Seeds.init(_:))
    let own = try options.compactMap { option in
      try option.word(&arguments).map { (FieldName(option.name), $0) }
    }
    var experiment: Experiment
    if let file {
      if kind != nil { throw UsageError("--kind: the file says it; leave it out") }
      if name != nil { throw UsageError("--name: the file says it; leave it out") }
      experiment = try Self.experiment(file).at(level ?? .paper)
    } else {
      if level != nil { throw UsageError("--level: expected a file beside it, found none") }
      experiment = try adHoc(kind ?? .start, name ?? "sweep", &arguments)
    }
    try arguments.finish()
    try experiment.set(own + fields.map { (FieldName($0.name), JSONValue(word: $0.text)) })
    for (name, text) in axes {
      do {
        try experiment.vary(name, over: AxisValues(text))
      } catch let error as FieldError {
        throw UsageError("--axis \(name): \(error)")
      }
    }
    if let initializations {
      let names = experiment.axes.map(\.name)
      let axis = names.first { $0 == "initialisation" } ?? "init"
      let given = initializations.flatMap(\.self)
      let fitting = try initializations.contains(popular) ? fitting(given, experiment, axis) : given
      try experiment.vary(axis, over: .list(fitting.map { .text($0) }))
    }
    if let seeds { experiment.seed(with: seeds) }
    if experiment.axes.isEmpty { throw UsageError("expected a file, --axis or --init; found none") }
    for claim in claims {
      do {
        try experiment.state(claim)
      } catch {
        throw UsageError("--claim \(claim.shown()): \(error)")
      }
    }
    return experiment
  }

  /// The experiment of a name that the program carries, unless a file of that name is there.
  static func carried(_ word: String) -> PaperExperiment? {
    // A folder of that name, as results go into, is no experiment file.
    [.nothing, .directory].contains(FileKind(of: word)) ? PaperExperiment(named: word) : nil
  }

  /// An experiment from a file, or one that the program carries.
  private static func experiment(_ word: String) throws -> Experiment {
    if let paper = carried(word) { return try paper.experiment() }
    let file = URL(fileURLWithPath: word)
    let near = Suggestion.ending(for: word, among: SweepCommand.words)
    if !near.isEmpty, !FileManager.default.fileExists(atPath: file.path) {
      throw UsageError("\(word): cannot be read: no such file\(near)")
    }
    return try Experiment(file: file)
  }

  /// An experiment without a file: the network that the options describe, and no axes yet.
  private static func adHoc(
    _ kind: TrialKind, _ name: String, _ arguments: inout Arguments
  ) throws -> Experiment {
    let architecture = try JSONValue(encoding: ArchitectureOptions.parse(&arguments))
    let trial = changes(of: kind).overlaid(with: JSONValue(architecture, at: ["architecture"]))
    return try Experiment(
      source: "sweep", name: name, kind: kind, trial: trial, axes: [], seeds: .independent(5))
  }

  /// What of the standard trial is otherwise where there is no file.
  static func changes(of kind: TrialKind) -> JSONValue {
    let data = JSONValue(.text(DatasetName.fashionMNIST.rawValue), at: ["data"])
    switch kind {
    case .start: return data.overlaid(with: JSONValue(.integer(20), at: ["criterion", "epochLimit"]))
    case .signals: return data
    default: return .object([:])
    }
  }

  /// What completes "expected …" where a claim is missing.
  private static let claimExpected = "a claim such as 'later: depth'"

  /// What help says of claims.
  static let claimHelp = FieldHelp.lines(
    "--claim CLAIM",
    "a claim for the runs to decide, beside those of the file; may be given several times: 'later: depth', "
      + "'sooner: init=he-normal', 'rises: depth; of=test_accuracy; where.width=10..40', "
      + "'sooner: depth=largest; than.depth=smallest; each=width'. Kinds: "
      + StatedClaim.names.joined(separator: ", "), column: 23)

  private static let popular = PopularInitialization.allCases.map(\.rawValue)

  /// The initialisations without those that do not fit a setting, with a line for each.
  private static func fitting(_ names: [String], _ experiment: Experiment, _ axis: String) throws -> [String]
  {
    try names.filter { name in
      guard Initialization(named: name)?.fitsAll == false else { return true }
      var single = experiment
      try single.vary(axis, over: .list([.text(name)]))
      do {
        try single.check()
        return true
      } catch {
        Output.note("left out: \(error)")
        return false
      }
    }
  }

  private static func initializations(_ word: String) -> [String]? {
    if word == "popular" { return popular }
    // What stands in a file is the one name of those that mean the same, or the word that carries numbers.
    return Initialization(named: word).map { _ in [PopularInitialization(named: word)?.rawValue ?? word] }
  }

  /// The names and texts of an option that may be given several times, in their order.
  private static func pairs(
    _ option: String, expected: String, _ arguments: inout Arguments
  ) throws(UsageError) -> [(name: String, text: String)] {
    try arguments.texts(option, expected: expected).map { text throws(UsageError) in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw UsageError("\(option): expected \(expected), found \(text.quoted)")
      }
      return (parts[0], parts[1])
    }
  }
}
