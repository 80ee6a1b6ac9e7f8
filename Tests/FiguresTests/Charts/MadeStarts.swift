import Figures
import Forms
import Foundation
import Lab
import Training

/// Pictures of made-up times to start, which no network is trained for.
enum MadeStarts {
  /// The report of an experiment whose runs start as is said of their labels and number.
  static func report(_ text: String, _ fate: ([String], Int) -> Start) throws -> FigureReport {
    let experiment = try Experiment(text: text, source: "test")
    let grid = try Grid<StartTrial>(experiment)
    let groups = grid.bySetting(grid.trials).map { setting, trials in
      StartGroup(
        setting.points, setting.trial,
        trials.indices.map { StartTrial.Outcome(start: fate(setting.labels, $0), epochs: []) })
    }
    return StartGroup.report(Measured(experiment, groups))
  }

  /// An experiment file of axes, each `name: values`, of runs with so many seeds.
  static func text(
    _ axes: [(name: String, values: String)], seeds: Int, chart: String? = nil, limit: Int = 20
  ) -> String {
    let fields = axes.map { #"{name: "\#($0.name)", field: "\#($0.name)", values: \#($0.values)}"# }
    return """
      {name: "mine", kind: "start", seeds: \(seeds), trial: {data: "synthetic", criterion: {epochLimit: \(limit)}},
       axes: [\(fields.joined(separator: ", "))]\(chart.map { ", chart: \($0)" } ?? "")}
      """
  }
}

extension Chart {
  /// The specification, read back out of its JSON.
  var specification: JSONValue {
    get throws { try JSONDecoder().decode(JSONValue.self, from: Data(picture.json.utf8)) }
  }

  /// The layers, which stand one level deeper where there are several panels.
  var layers: [JSONValue] {
    get throws {
      let whole = try specification
      return (whole["spec"] ?? whole)["layer"]?.values ?? []
    }
  }

  /// The rows of a part.
  func rows(_ part: String) -> [[String: JSONValue]] {
    picture.data.values.filter { $0["part"] == .text(part) }
  }

  /// A channel of the first layer that has it.
  func channel(_ name: String) throws -> JSONValue {
    try layers.lazy.compactMap { $0["encoding"]?[name] }.first ?? .null
  }
}
