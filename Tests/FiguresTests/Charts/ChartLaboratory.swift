import Datasets
import Figures
import Forms
import Foundation
import Lab
import Papers
import Storage
import TestSupport

/// Experiments run into a store of a test's own, and what their pictures hold.
struct ChartLaboratory {
  let store: Store
  let search = DataSearch(places: [])
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  func run(_ text: String) async throws -> FigureReport {
    let experiment = try Experiment(text: text, source: "test")
    return try await FigureReport.run(experiment, on: Runner(jobs: 2, search: search, store: store))
  }

  /// The rows of a picture, read back out of its JSON.
  func rows(_ chart: Chart) throws -> [[String: JSONValue]] {
    struct Picture: Decodable {
      struct Rows: Decodable { let values: [[String: JSONValue]] }
      let data: Rows
    }
    return try JSONDecoder().decode(Picture.self, from: Data(chart.picture.json.utf8)).data.values
  }
}
