import Datasets
import Lab

/// One experiment of a store, and what its runs tell so far.
public struct ExperimentReport: Sendable {
  /// The experiment.
  public let stored: StoredExperiment
  /// What it tells; nil where that cannot be said.
  public let figure: FigureReport?
  /// Why it cannot be said, in a line.
  public let trouble: String?
  /// How many runs the experiment has, known or not.
  public let runs: Int
  private let suffix: String

  /// - Parameter suffix: What the names of its files end with, where another experiment has the same name.
  /// - Throws: `StoreError`.
  init(_ stored: StoredExperiment, suffix: String, in store: Store, search: DataSearch) throws {
    self.stored = stored
    self.suffix = suffix
    let settings = stored.experiment.axes.reduce(1) { $0 * $1.points.count }
    runs = settings * stored.experiment.seeds.count
    do {
      figure = try FigureReport.found(stored.experiment, in: store, search: search)
      trouble = nil
    } catch let error as StoreError {
      throw error
    } catch {
      figure = nil
      trouble = "\(error)"
    }
  }

  /// What is shown, in a line.
  public var title: String {
    let experiment = stored.experiment
    let title = experiment.title ?? experiment.name
    let whole = experiment.dataset.map { "\(title), \($0.title)" } ?? title
    return suffix.isEmpty ? whole : "\(whole) (experiment \(stored.id))"
  }

  /// The pictures that show anything.
  public var charts: [Chart] {
    (figure?.charts ?? []).filter { !$0.picture.data.values.isEmpty }
  }

  /// The name of a file of the experiment, without its ending, that no other experiment's file has.
  func fileName(_ name: String) -> String { name + suffix }
}
