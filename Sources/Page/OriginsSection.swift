import Datasets
import Figures
import Foundation
import Lab
import Storage
import Wording

/// The section of a page that says what was run, by what and on what.
struct OriginsSection {
  private let account: StoreAccount

  init(_ account: StoreAccount) {
    self.account = account
  }

  var html: HTML {
    let tables =
      account.runs == 0
      ? [.tag("p", "No runs yet.")] : [runs, datasets] + account.environments.map(environment)
    return .tag("section", ["id": "origins"], [.tag("h2", "What was run")] + tables)
  }

  private var runs: HTML {
    let results = RunResult.Kind.allCases
    var table = Table(
      "Runs by how they ended",
      columns: [.words("kind"), .words("data set")] + results.map { .numbers($0.rawValue) })
    for kind in distinct(account.counts.map(\.kind)) {
      let counts = account.counts.filter { $0.kind == kind }
      for dataset in distinct(counts.map(\.dataset)) {
        let numbers = results.map { result in
          counts.first { $0.dataset == dataset && $0.result == result }?.runs ?? 0
        }
        table.append([kind, dataset ?? "–"] + numbers.map(String.init))
      }
    }
    return TableHTML(table).html
  }

  private var datasets: HTML {
    var table = Table(
      "Data sets",
      columns: [.words("data set"), .numbers("runs"), .words("file"), .numbers("bytes"), .words("SHA-256")])
    for set in account.datasets {
      let name = DatasetName(rawValue: set.name)?.title ?? set.name
      if set.files.isEmpty { table.append([name, "\(set.runs)", "made by the program", "–", "–"]) }
      for file in set.files {
        let path = URL(fileURLWithPath: file.path).lastPathComponent
        table.append([name, "\(set.runs)", path, "\(file.byteCount)", file.checksum.hex])
      }
    }
    return table.rows.isEmpty ? .tag("p", "No data set was needed.") : TableHTML(table).html
  }

  private func environment(_ environment: StoreAccount.Environment) -> HTML {
    let by = environment.provenance
    let runs = counted(environment.runs, "run")
    let (first, last) = (environment.finished.lowerBound, environment.finished.upperBound)
    let fields = [
      ("Runs", "\(runs), \(Progress.text(environment.seconds)) in all"),
      ("Ended", first == last ? moment(first) : "\(moment(first)) to \(moment(last))"),
      (
        "Program", "kindling \(by.program), revision \(by.revision ?? "unknown"), numbers are \(by.precision)"
      ),
      ("OpenBLAS", by.openblas), ("Kernels", by.kernels), ("Processor", by.processor ?? "unknown"),
      ("System", by.system),
      ("At a time", "\(by.jobs), each of \(counted(by.threads, "thread"))"),
    ]
    return .tag(
      "div", .tag("h3", "Computed by"),
      .tag("dl", fields.flatMap { [.tag("dt", HTML($0.0)), .tag("dd", HTML($0.1))] }))
  }
}
