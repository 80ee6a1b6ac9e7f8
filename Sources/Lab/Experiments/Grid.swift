import Forms
import Foundation
import Wording

/// The settings of an experiment, each with a trial.
public struct Grid<T: Trial>: Sendable {
  /// The names of the axes.
  public let headings: [String]
  /// The settings, those of the first axis outermost.
  public let settings: [Setting]
  /// The seeds of each setting.
  let seeds: [[UInt64]]

  /// A setting: a point of each axis.
  public struct Setting: Sendable {
    /// Where it stands, a point an axis.
    public let points: [Axis.Point]
    /// The setting's trial, with the first of its seeds.
    public let trial: T
    /// What the points are called.
    public var labels: [String] { points.map(\.label) }
  }

  /// The most runs that an experiment may have.
  private static var most: Int { 1_000_000 }

  /// The settings of an experiment.
  ///
  /// - Throws: `ExperimentError` for the first setting that makes no trial.
  public init(_ experiment: Experiment) throws {
    precondition(T.kind == experiment.kind.rawValue, "an experiment of another kind")
    let runs = experiment.settings * Double(experiment.seeds.count)
    guard runs <= Double(Self.most) else {
      let found = String(format: runs < 1e15 ? "%.0f" : "%.2g", runs)
      throw ExperimentError(experiment.source, "expected at most \(Self.most) runs, found \(found)")
    }
    headings = experiment.axes.map(\.name)
    var settings: [Setting] = []
    var seeds: [[UInt64]] = []
    try Self.walk(experiment, [], experiment.trial) { points, tree in
      let trial = try Self.trial(
        tree, experiment.source, zip(experiment.axes, points).map { "\($0.name) \($1.label)" })
      let own = try experiment.seeds.seeds(of: trial)
      var first = trial
      first.seed = own[0]
      settings.append(Setting(points: points, trial: first))
      seeds.append(own)
    }
    self.settings = settings
    self.seeds = seeds
  }

  /// All trials: setting by setting, in each the seeds in order.
  public var trials: [T] {
    zip(settings, seeds).flatMap { setting, seeds in
      seeds.map { seed in
        var trial = setting.trial
        trial.seed = seed
        return trial
      }
    }
  }

  /// The outcomes of `trials`, setting by setting.
  public func bySetting<Outcome>(_ outcomes: [Outcome]) -> [(setting: Setting, outcomes: [Outcome])] {
    precondition(outcomes.count == seeds.reduce(0) { $0 + $1.count }, "one outcome a trial")
    var rest = outcomes[...]
    return zip(settings, seeds).map { setting, seeds in
      defer { rest = rest.dropFirst(seeds.count) }
      return (setting, Array(rest.prefix(seeds.count)))
    }
  }

  /// Visits every setting, the first axis outermost.
  private static func walk(
    _ experiment: Experiment, _ points: [Axis.Point], _ trial: JSONValue,
    _ visit: ([Axis.Point], JSONValue) throws -> Void
  ) throws {
    guard points.count < experiment.axes.count else { return try visit(points, trial) }
    let axis = experiment.axes[points.count]
    for point in axis.points {
      let place = "axis \(axis.name.shown()), value \(point.label.shown())"
      let changed = try Experiment.located(experiment.source, [place]) { () throws(FieldError) in
        var changed = trial
        for (field, value) in zip(axis.fields, point.values) {
          changed = try experiment.kind.form.merging(
            field.change(to: value, in: changed, of: experiment.kind), into: changed)
        }
        return changed
      }
      try walk(experiment, points + [point], changed, visit)
    }
  }

  private static func trial(_ tree: JSONValue, _ source: String, _ labels: [String]) throws -> T {
    guard case .object(var fields) = tree else { preconditionFailure("a trial is an object") }
    fields["seed"] = .integer(0)
    let place = "at \(labels.map { $0.shown() }.joined(separator: ", "))"
    do {
      let trial = try JSONValue.object(fields).decoded(as: T.self)
      try trial.check()
      return trial
    } catch let error as DecodingError {
      throw ExperimentError(
        source, "\(place): expected a whole trial, found \(tree.summary.shown()) (\("\(error)".shown(400)))")
    } catch {
      throw ExperimentError(source, "\(place): \(error)")
    }
  }
}
