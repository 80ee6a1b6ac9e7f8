import Datasets
import Figures
import Forms
import Foundation
import Lab
import Papers

/// Every experiment of `reproduce all`, small, and sweeps of one's own, each run once for all tests.
enum EveryChart {
  /// An experiment and what was found.
  typealias Reported = (experiment: Experiment, report: FigureReport)

  /// The papers' experiments, then the sweeps of one's own; before all else, since else its many small steps wait behind all other tests.
  static let reports = Task(priority: .high) { () async throws -> [Reported] in
    let runner = Runner(jobs: 2, search: DataSearch(places: []))
    var reports: [Reported] = []
    for experiment in try papers + own() {
      reports.append((experiment, try await FigureReport.run(experiment, on: runner)))
    }
    return reports
  }

  private static var papers: [Experiment] {
    get throws {
      var options = FigureOptions(level: .quick, dataset: .synthetic, colourDataset: .syntheticColour)
      options.depths = [1, 2]
      options.networks = 12
      options.runs = 2
      options.epochs = 1
      options.initializations = [.heNormal, .lecunNormal]
      return try PaperExperiment.all.map { paper in
        var experiment = try options.experiment(paper)
        // Of eight features an epoch takes seconds, and so does a search for a rate of a hundred steps.
        if [.fig5a, .fig5b].contains(paper) { try experiment.set(FieldName("width"), to: .integer(2)) }
        if [.residualStart, .residualRates].contains(paper) {
          try experiment.set(FieldName("architecture.parameters.width"), to: .integer(1))
        }
        if experiment.kind.rawValue == "rates" { try experiment.set(FieldName("steps"), to: .integer(5)) }
        if experiment.has(FieldName("points")) { try experiment.set(FieldName("points"), to: .integer(20)) }
        return experiment
      }
    }
  }

  /// Times to start over two, three and four axes, over names, and where nothing starts; heat maps of numbers and of names.
  static let sweeps = [
    ("two", #"axes: [{field: "depth", values: [1, 2]}, {field: "rate", values: [0.001, 0.01, 0.1]}]"#),
    (
      "three",
      #"axes: [{field: "depth", values: [1, 2]}, {field: "rate", values: [0.01, 0.1]}, {field: "init", values: ["he-normal", "zeros"]}]"#
    ),
    (
      "four",
      #"""
      axes: [{field: "depth", values: [1, 2]}, {field: "rate", values: [0.01, 0.1]}, {field: "batchSize", values: [50, 100]},
             {field: "init", values: ["he-normal", "zeros"]}], chart: {x: "depth", lines: "init"}
      """#
    ),
    ("names", #"axes: [{field: "init", values: ["he-normal", "zeros", "orthogonal"]}]"#),
    (
      "none-starts",
      #"axes: [{field: "rate", values: [1e6, 1e7]}, {field: "depth", values: [3, 4]}], chart: {x: "depth", lines: "rate"}"#
    ),
    (
      "map",
      #"axes: [{field: "depth", values: [2, 4]}, {field: "width", values: [2, 4]}, {field: "rate", values: [0.1, 1]}]"#
    ),
    (
      "map-of-names",
      #"axes: [{field: "depth", values: [2, 4]}, {field: "init", values: ["he-normal", "zeros"]}], chart: {x: "init", y: "depth"}"#
    ),
  ]

  private static func own() throws -> [Experiment] {
    let start = #"kind: "start", seeds: 2, trial: {data: "synthetic", criterion: {epochLimit: 1}}"#
    let lengths = #"""
      name: "lengths", kind: "lengths", seeds: 1, trial: {networks: 30}, axes: [{field: "depth", values: [2, 4, 8]},
        {field: "width", values: [5, 10]}, {field: "init", values: ["he-normal", "lecun-normal"]}]
      """#
    let signals = #"""
      name: "signals", kind: "signals", seeds: 2, trial: {data: "synthetic", steps: [0, 2]},
        axes: [{field: "depth", values: [2, 4]}, {field: "init", values: ["he-normal", "lecun-normal"]}]
      """#
    return try (sweeps.map { #"name: "\#($0.0)", \#(start), \#($0.1)"# } + [lengths, signals]).map {
      try Experiment(text: "{\($0)}", source: "test")
    }
  }
}

/// A picture as its specification says it, read back out of the JSON.
struct ReadChart {
  let title: String
  let whole: JSONValue
  let rows: [[String: JSONValue]]
  let layers: [Layer]
  /// How many bytes the specification takes.
  let size: Int

  /// Marks, and the rows that they stand for.
  struct Layer {
    let mark: String
    let encoding: [String: JSONValue]
    let rows: [[String: JSONValue]]

    /// The numbers of a channel's field.
    func numbers(_ channel: JSONValue) -> [Double] {
      guard case .text(let field)? = channel["field"] else { return [] }
      return rows.compactMap { $0[field]?.number }
    }
  }

  init(_ chart: Chart) throws {
    let json = try chart.picture.json
    size = json.utf8.count
    title = chart.title
    whole = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
    let rows = (whole["data"]?["values"]?.values ?? []).compactMap { row -> [String: JSONValue]? in
      if case .object(let fields) = row { fields } else { nil }
    }
    self.rows = rows
    layers = ((whole["spec"] ?? whole)["layer"]?.values ?? []).map { layer in
      let filter = layer["transform"]?.values?.first?["filter"]?.summary ?? ""
      let part = filter.firstMatch(of: /part === '([^']*)'/).map { String($0.1) }
      guard case .object(let encoding)? = layer["encoding"] else {
        return Layer(mark: layer["mark"]?["type"]?.summary ?? "", encoding: [:], rows: [])
      }
      return Layer(
        mark: layer["mark"]?["type"]?.summary ?? "", encoding: encoding,
        rows: rows.filter { part == nil || $0["part"] == part.map { .text($0) } })
    }
  }

  /// The rows of a part.
  func rows(_ part: String) -> [[String: JSONValue]] { rows.filter { $0["part"] == .text(part) } }

  /// The first of a channel in all layers.
  func channel(_ name: String) -> JSONValue? { layers.lazy.compactMap { $0.encoding[name] }.first }
}
