import Datasets
import Foundation
import Storage

/// The runs of an experiment, and what has become of them so far.
struct SweepPlan {
  private let name: String
  private let title: String?
  private let runs: Int
  /// The setting of each run that is not done, by the run's number.
  private var left: [UInt64: Int]
  private var settings: [Setting]
  private var results: [RunResult.Kind: Int] = [:]
  private var began = Double.infinity
  private var ended = -Double.infinity
  /// The environment of the last run from each store, by the store's place.
  private(set) var environments: [Int: Int] = [:]
  /// The data sets that the runs read.
  private let datasets: Set<DatasetName>
  /// The copy of each set that the runs must have been given, where there are several.
  private var copies: [DatasetName: DataSums] = [:]
  private var seen: Set<DatasetName> = []

  private struct Setting {
    let cost: Double
    var left = 0
    var done = 0
    var seconds = 0.0
  }

  /// The plan of an experiment of which nothing is done.
  ///
  /// - Throws: `ExperimentError`.
  init(_ experiment: Experiment) throws {
    func plan<T: Trial>(_: T.Type) throws -> SweepPlan { try SweepPlan(experiment, Grid<T>(experiment)) }
    self = try plan(experiment.kind.trial)
  }

  private init<T: Trial>(_ experiment: Experiment, _ grid: Grid<T>) throws {
    name = experiment.name
    title = experiment.title
    var settings = grid.settings.map { Setting(cost: max($0.trial.cost, 1)) }
    var left: [UInt64: Int] = [:]
    left.reserveCapacity(grid.settings.count * experiment.seeds.count)
    try grid.forEachIdentity { setting, identity in
      // Two points of an axis may make the same trial: it is run once.
      if left.updateValue(setting, forKey: Checkpoint.number(T.kind, identity)) == nil {
        settings[setting].left += 1
      }
    }
    self.settings = settings
    self.left = left
    datasets = Set(grid.settings.compactMap(\.trial.readDataset))
    runs = left.count
  }

  /// Takes note of a run that has ended, if it is one of the experiment's and was not known.
  mutating func take(_ run: EndedRun, of sums: DataSums, from store: Int) {
    let dataset = run.dataset.flatMap(DatasetName.init(rawValue:))
    if let dataset, let copy = copies[dataset], copy != sums { return }
    guard let setting = left.removeValue(forKey: run.number) else { return }
    settings[setting].left -= 1
    settings[setting].done += 1
    settings[setting].seconds += run.seconds
    results[run.result, default: 0] += 1
    began = min(began, run.ended - run.seconds)
    ended = max(ended, run.ended)
    environments[store] = run.environment
    if let dataset { seen.insert(dataset) }
  }

  /// The plan for each choice among several copies of the sets that it reads; itself alone where there is no choice.
  func plans(for copies: [DatasetName: [DataSums]]) -> [SweepPlan] {
    datasets.sorted { $0.rawValue < $1.rawValue }.reduce(into: [self]) { plans, name in
      guard let choices = copies[name], choices.count > 1 else { return }
      plans = plans.flatMap { plan in
        choices.map { choice in
          var plan = plan
          plan.copies[name] = choice
          return plan
        }
      }
    }
  }

  /// Whether runs of each copy that was chosen are known.
  var isBegun: Bool { copies.keys.allSatisfy(seen.contains) }

  /// The title, with the copies that were chosen.
  private var fullTitle: String? {
    if copies.isEmpty { return title }
    let chosen = copies.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { "copy \($0.value.mark) of \($0.key.title)" }
    return "\(title ?? name), \(chosen.joined(separator: ", "))"
  }

  /// The status at a moment, in seconds since 1970.
  ///
  /// - Parameters:
  ///   - checkpoints: The numbers of the trials that have one.
  ///   - jobs: The runs at a time.
  func status(at now: Double, checkpoints: Set<UInt64>, jobs: Int) -> SweepStatus {
    SweepStatus(
      name: name, title: fullTitle, runs: runs, results: results,
      underWay: checkpoints.count { left[$0] != nil },
      secondsSinceFirst: results.isEmpty ? nil : max((left.isEmpty ? ended : now) - began, 0),
      secondsLeft: results.isEmpty || left.isEmpty ? nil : work / Double(max(1, min(jobs, left.count))))
  }

  /// How long the runs that are left take, one after another: as long as others of their setting took, or else what their
  /// cost makes of the time that all took.
  private var work: Double {
    let done = settings.filter { $0.done > 0 }
    let rate = done.reduce(0) { $0 + $1.seconds } / done.reduce(0) { $0 + $1.cost * Double($1.done) }
    return settings.reduce(0) { sum, setting in
      let each = setting.done > 0 ? setting.seconds / Double(setting.done) : setting.cost * rate
      return sum + each * Double(setting.left)
    }
  }
}

/// What a plan must know of a run that has ended.
struct EndedRun {
  /// The number of its trial.
  let number: UInt64
  /// How it ended.
  let result: RunResult.Kind
  /// How long it took.
  let seconds: Double
  /// When it ended, in seconds since 1970.
  let ended: Double
  /// The number of the environment that it ran in.
  let environment: Int
  /// The data set, if any.
  let dataset: String?
  /// The number of what it was given.
  let content: Int

  static let columns =
    "id, kind, identity, result, seconds, unixepoch(finished), environment, dataset, content"

  /// A run from a row of `columns`; nil where the row is none.
  init?(_ row: [DatabaseValue]) {
    guard let kind = row[1].text, let identity = row[2].text,
      let result = row[3].text.flatMap(RunResult.Kind.init(rawValue:)), let seconds = row[4].real,
      let ended = row[5].real, let environment = row[6].integer,
      let content = row[8].integer, (0...StoredRun.longest).contains(seconds)
    else { return nil }
    number = Checkpoint.number(kind, identity)
    self.result = result
    self.seconds = seconds
    self.ended = ended
    self.environment = environment
    dataset = row[7].text
    self.content = content
  }
}
