import Forms
import Foundation

/// An experiment as data: a base trial, the axes on which it is varied, and the seeds of each setting.
public struct Experiment: Sendable {
  /// Where the experiment stands: the file's path, or what it is called by. Errors begin with it.
  public let source: String
  /// A short name, for files of results.
  public let name: String
  /// What is shown, in a line.
  public var title: String?
  /// What is to be found out.
  public let claim: String?
  /// What is claimed of it, each with its test; what a file says in words alone is none.
  public internal(set) var stated: [StatedClaim] = []
  /// Those of these claims that are asked here: some point of what they are about is run.
  public internal(set) var claims: [StatedClaim] = []
  /// What stood in print before any run of it, by the identities of claims.
  var printed: Set<String> = []
  /// How the claims are judged.
  public internal(set) var judgement = Judgement.standard
  /// The sort of its trials.
  public let kind: TrialKind
  /// The axes, the first outermost.
  public internal(set) var axes: [Axis]
  /// The seeds of each setting.
  public internal(set) var seeds: Seeds
  /// For lengths, the hidden layers that are told of, counted from 1; nil for the last alone.
  public internal(set) var layers: [Int]?
  /// How the result is drawn.
  public let chart: Chart?
  /// The base trial as a tree, complete.
  var trial: JSONValue
  /// What each level changes.
  let levels: [Level: JSONValue]

  /// How a result is drawn.
  public struct Chart: Hashable, Codable, Sendable {
    /// The axis from left to right.
    public let x: String
    /// The axis upwards, for a heat map; without it, what was measured goes upwards.
    public let y: String?
    /// The axis that has a line for each of its points.
    public let lines: String?
    /// Whether what was measured stands on a scale of equal ratios.
    public let isLogarithmic: Bool?
    /// What stands for the times to start of several runs; nil for their median.
    public let statistic: StartStatistic?
  }

  /// An experiment with everything stated.
  ///
  /// - Parameter trial: The fields that differ from the standard trial.
  /// - Throws: `ExperimentError`.
  public init(
    source: String, name: String, kind: TrialKind, trial: JSONValue, axes: [Axis], seeds: Seeds
  ) throws(ExperimentError) {
    let whole = try Self.located(source, ["trial"]) { () throws(FieldError) in try kind.complete(trial) }
    self.init(source: source, name: name, title: nil, kind: kind, trial: whole, axes: axes, seeds: seeds)
  }

  init(
    source: String, name: String, title: String?, claim: String? = nil, kind: TrialKind, trial: JSONValue,
    axes: [Axis], seeds: Seeds, layers: [Int]? = nil, chart: Chart? = nil, levels: [Level: JSONValue] = [:]
  ) {
    self.source = source
    self.name = name
    self.title = title
    self.claim = claim
    self.kind = kind
    self.trial = trial
    self.axes = axes
    self.seeds = seeds
    self.layers = layers
    self.chart = chart
    self.levels = levels
  }

  /// Runs what may find a field at fault, and tells where that field stands.
  static func located<Result>(
    _ source: String, _ path: [String] = [], _ body: () throws(FieldError) -> Result
  ) throws(ExperimentError) -> Result {
    do {
      return try body()
    } catch {
      throw ExperimentError(source, error, under: path)
    }
  }
}
