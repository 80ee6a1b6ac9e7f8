import Datasets
import Figures
import Foundation
import Lab
import Network
import Page
import Storage
import TestSupport
import Training

/// A store of invented outcomes, for pages to tell of.
struct SampleStore {
  let folder: TemporaryDirectory
  let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  /// Text that would break out of a page that let it.
  static let hostile = #"</script><script>alert(1)</script> <img src=x onerror='alert(2)'> "{{' & &lt;"#

  /// An experiment of two initialisations and three depths, two runs each.
  static func experiment(
    _ title: String = "Starts", name: String = "starts", runs: Int = 2
  ) throws -> Experiment {
    let text = String(
      decoding: try JSONEncoder().encode([
        "name": name, "title": title, "claim": "It starts: \(title)", "kind": "start",
      ]),
      as: UTF8.self)
    return try Experiment(
      text: """
        \(text.dropLast()), "trial": {"data": "synthetic", "criterion": {"epochLimit": 9}}, "seeds": \(runs), "axes": [
          {"name": "initialisation", "field": "init", "values": ["he-normal", "he-doubled"]},
          {"field": "depth", "values": [2, 4, 6]}], "chart": {"x": "depth", "lines": "initialisation"}}
        """, source: "test")
  }

  /// Notes an experiment, and invents the outcomes of its first runs.
  func fill(
    _ experiment: Experiment, runs: Int = .max, command: String = "kindling sweep starts.json",
    _ fate: (Int) -> Start = { $0 % 3 == 2 ? .censored(epoch: 9) : .started(epoch: $0 % 5 + 1) }
  ) throws {
    try store.note(experiment, command: command)
    for (number, trial) in try Grid<StartTrial>(experiment).trials.prefix(runs).enumerated() {
      try add(.init(start: fate(number), epochs: []), of: trial)
    }
  }

  /// Adds an outcome of a second's work.
  func add<T: Trial>(_ outcome: T.Outcome, of trial: T) throws {
    let origin = RunOrigin(
      provenance: .current(jobs: 2, environment: ["KINDLING_REVISION": "abc123"]), sources: [], seconds: 1,
      finished: Date(timeIntervalSince1970: 1_000_000_000))
    try store.add(outcome, of: trial, from: origin)
  }

  /// The report.
  func report() throws -> StoreReport {
    try StoreReport(of: store, at: "runs.db", search: DataSearch(places: []))
  }

  /// The page, by libraries that draw nothing.
  func page(_ drawing: ReportPage.Drawing = .libraries("/* libraries */")) throws -> String {
    try ReportPage(report(), drawing: drawing, made: Date(timeIntervalSince1970: 0)).text
  }
}
