import Storage

/// Runs of a store as a table to read.
public struct RunTable: Sendable {
  private let runs: [StoredRun]

  /// A table of these runs.
  public init(_ runs: [StoredRun]) {
    self.runs = runs
  }

  /// The table to read.
  public func table(_ title: String) -> Table {
    var table = Table(
      title,
      columns: [
        .numbers("run"), .words("kind"), .words("data set"), .words("initialisation"), .numbers("depth"),
        .numbers("seed"), .words("result"), .words("at"), .numbers("seconds"), .words("ended"),
      ])
    for run in runs {
      table.append([
        "\(run.id)", run.labels.kind, run.labels.dataset ?? "–", run.labels.initialization,
        run.labels.depth.map(String.init) ?? "–", "\(run.labels.seed)", run.result.kind.rawValue,
        Self.place(run.result), decimals(run.seconds, 2), run.finished,
      ])
    }
    return table
  }

  private static func place(_ result: RunResult) -> String {
    switch result {
    case .started(let epoch), .censored(let epoch): "epoch \(epoch)"
    case .diverged(let step): "step \(step)"
    case .measured: "–"
    }
  }
}
