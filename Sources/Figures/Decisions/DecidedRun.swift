import Foundation
import Lab
import Network
import Storage
import Training

/// A run as a decision table counts it: what sort of network it was of, how that began, and whether it started.
public struct DecidedRun: Hashable, Sendable {
  /// The network's sort.
  let sort: NetworkSort
  /// The initialisation's name, and what its branches are multiplied by.
  let beginning: String
  /// The data set.
  let dataset: String
  /// What it was trained by: the learning rate, and the optimiser where that is no plain or heavy-ball descent.
  let descent: String
  /// The learning rate.
  let rate: Double
  /// The last epoch by whose end it might start.
  let limit: Int
  /// The epoch of the start; nil where it did not start.
  let epoch: Int?
  /// Whether it diverged, before its start or after it.
  let diverged: Bool

  /// A run of a store; nil for what is no training until a start, and for what this version cannot read.
  ///
  /// A run starts where it names twice as many test images rightly as a guess does, by the end of an epoch; whatever the run's own
  /// criterion was, so that all runs are counted alike.
  public init?(_ run: RunDetails) {
    guard let trial = run.trial(of: StartTrial.self), let layers = try? trial.layers else { return nil }
    self.init(trial, run.epochs, diverged: run.run.result.kind == .diverged, layers)
  }

  /// - Parameter layers: Those of the trial's network.
  init(_ trial: StartTrial, _ epochs: [EpochRecord], diverged: Bool, _ layers: [Layer]) {
    sort = NetworkSort(layers)
    beginning = trial.initialization.name + Self.scales(of: trial.architecture, layers)
    dataset = trial.data.title
    rate = trial.optimizer.rate
    let name = type(of: trial.optimizer.rule).name
    descent = (name == SGD.name ? "" : "\(name) ") + String(format: "%g", rate)
    let criterion = StartCriterion(accuracy: 2 / Double(trial.data.classes))
    epoch = criterion.start(in: epochs)?.epoch
    limit = trial.criterion.epochLimit
    self.diverged = diverged
  }

  /// What the branches are multiplied by, where it is not 1.
  private static func scales(of architecture: Architecture, _ layers: [Layer]) -> String {
    let scales = layers.compactMap(\.module?.scale)
    if scales.allSatisfy({ $0 == 1 }) { return "" }
    let root = 1 / Double(scales.count).squareRoot()
    if scales.allSatisfy({ abs($0 - root) < 1e-6 }) { return ", η = 1/√L" }
    return architecture.family.residualScale.map { ", η = \($0.rawValue)" } ?? ", scaled branches"
  }
}
