import Datasets
import Figures
import Lab
import Papers
import Storage

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
    runs = stored.experiment.runs
    let held = try store.count()
    // What is claimed costs nothing, and all that is claimed is looked for.
    guard runs <= max(20_000, held.multipliedReportingOverflow(by: 100).partialValue) else {
      figure = nil
      trouble = "it has \(runs) runs, and the store holds \(held) in all, fewer than one in a hundred of them"
      return
    }
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

  /// The claim that the verdicts are on; nil where they test what the file does not say.
  public var claim: String? { stored.experiment.hasTestedClaim ? stored.experiment.claim : nil }

  /// The claims that were judged: none where no run has ended.
  var verdicts: [Claim] {
    guard let figure, figure.missing != runs else { return [] }
    return figure.claims
  }

  /// The pictures that show anything.
  public var charts: [Chart] {
    (figure?.charts ?? []).filter { !$0.picture.data.values.isEmpty }
  }

  /// The name of a file of the experiment, without its ending, that no version of it has.
  func ownName(_ name: String) -> String { name + suffix }
}
