import Figures
import Lab

/// The methods as the files of these experiments call them, and where a setting stands.
enum ResidualMethods {
  static let batchNorm = "batch norm"
  static let he = "He"
  /// Those that were made for residual networks without normalisation, and whose branches begin as nothing.
  static let silent = ["Fixup", "SkipInit", "ReZero"]
  /// All that have no normalisation.
  static let unnormalized = ["He", "1/√L"] + silent + ["LSUV"]

  /// The axes' names.
  static let (method, layers) = ("method", "layers")
}

extension Measured where Group: SettingGroup {
  /// The settings of a method with their numbers of layers, the shallowest first.
  func settings(of method: String) -> [(layers: Double, group: Group)] {
    guard let place = headings.firstIndex(of: ResidualMethods.method),
      let other = headings.firstIndex(of: ResidualMethods.layers)
    else { return [] }
    let placed = groups.filter { $0.labels[place] == method }.compactMap { group in
      group.points[other].number.map { (layers: $0, group: group) }
    }
    return placed.sorted { $0.layers < $1.layers }
  }

  /// For each number of layers that both methods have, what was found of either.
  func pairs(_ one: String, _ other: String) -> [(layers: Double, first: Group, second: Group)] {
    settings(of: one).compactMap { layers, first in
      settings(of: other).first { $0.layers == layers }.map { (layers, first, $0.group) }
    }
  }
}
