import Lab
import Network

/// When networks started to learn, as a table and as CSV.
public struct StartTable {
  private let rows: [Row]

  private struct Row {
    let trial: StartTrial
    let starts: StartSummary
  }

  /// A table of trials with their outcomes; trials that differ in the seed alone make one row.
  public init(_ trials: [StartTrial], _ outcomes: [StartTrial.Outcome]) {
    var order: [StartTrial] = []
    var groups: [StartTrial: [StartTrial.Outcome]] = [:]
    for (trial, outcome) in zip(trials, outcomes) {
      var setting = trial
      setting.seed = 0
      if groups[setting] == nil { order.append(setting) }
      groups[setting, default: []].append(outcome)
    }
    rows = order.map {
      Row(trial: $0, starts: StartSummary(groups[$0] ?? [], epochLimit: $0.criterion.epochLimit))
    }
  }

  /// The table under a title.
  public func table(_ title: String) -> Table {
    var table = Table(
      title,
      columns: [
        .words("initialisation"), .numbers("depth"), .numbers("epochs to start"), .numbers("started"),
        .numbers("censored"), .numbers("diverged"),
      ])
    for row in rows {
      table.append([
        row.trial.initialization.name, "\(row.trial.architecture.depth)", row.starts.text,
        "\(row.starts.epochs.count)", "\(row.starts.censored)", "\(row.starts.diverged)",
      ])
    }
    table.notes = [
      "Epochs to start: mean ± standard deviation over the runs that started, and over those alone. Censored runs had",
      "not started by the last epoch allowed; diverged runs reached a loss that is infinite or not a number.",
    ]
    return table
  }

  /// The same, with all digits.
  public var csv: CSV {
    var csv = CSV([
      "dataset", "initialization", "depth", "epoch_limit", "started", "censored", "diverged", "mean_epoch",
      "standard_deviation",
    ])
    for row in rows {
      csv.append([
        row.trial.data.rawValue, row.trial.initialization.name, row.trial.architecture.depth,
        row.starts.epochLimit, row.starts.epochs.count, row.starts.censored, row.starts.diverged,
        row.starts.mean,
        row.starts.deviation,
      ])
    }
    return csv
  }
}
