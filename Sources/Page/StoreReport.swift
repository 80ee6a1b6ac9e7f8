import Datasets
import Figures
import Foundation
import Lab
import Storage

/// All that a store has to say: an account of its runs, and a report of each of its experiments.
public struct StoreReport: Sendable {
  /// Where the store lies.
  public let path: String
  /// The runs.
  public let account: StoreAccount
  /// The experiments, in the order in which they were first run.
  public let experiments: [ExperimentReport]

  /// What a store has to say.
  ///
  /// - Parameters:
  ///   - path: What the store is called.
  ///   - search: Where an image that theory must see is sought.
  /// - Throws: `StoreError`, and `ExperimentError` where an experiment in it is not in order.
  public init(of store: Store, at path: String, search: DataSearch) throws {
    self.path = path
    account = try store.account()
    var names: Set<String> = []
    experiments = try store.experiments().map { stored in
      // Versions of an experiment share its name.
      let isFirst = names.insert(stored.experiment.name).inserted
      return try ExperimentReport(
        stored, suffix: isFirst ? "" : "-\(stored.id)", in: store, search: search)
    }
  }

  /// All pictures, each with a name of its own for its file.
  public var charts: [(name: String, chart: Chart)] {
    var seen: Set<String> = []
    return experiments.flatMap { experiment in
      experiment.charts.map { chart in
        // An experiment may be called as another's picture is.
        var name = experiment.ownName(chart.file)
        while !seen.insert(name).inserted { name += "-\(experiment.stored.id)" }
        return (name, chart)
      }
    }
  }
}
