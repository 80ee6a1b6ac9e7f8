import Lab

/// When networks started to learn, one axis from left to right and one downwards.
package struct StartGridTable {
  private let headings: [String]
  private let groups: [StartGroup]
  private let x: Int
  private let y: Int

  /// A table of groups whose labels stand under `headings`.
  ///
  /// - Parameters:
  ///   - x: The place of the labels from left to right.
  ///   - y: The place of the labels downwards.
  package init(_ headings: [String], _ groups: [StartGroup], x: Int, y: Int) {
    self.headings = headings
    self.groups = groups
    self.x = x
    self.y = y
  }

  /// A table for each combination of the other labels, under a title.
  package func tables(_ title: String) -> [Table] {
    let others = headings.indices.filter { $0 != x && $0 != y }
    return groups.parted(by: others).map { setting, those in
      let name = zip(others, setting).map { "\(headings[$0]) \($1)" }.joined(separator: ", ")
      return table(name.isEmpty ? title : "\(title), \(name)", those)
    }
  }

  private func table(_ title: String, _ groups: [StartGroup]) -> Table {
    let columns = distinct(groups.map { $0.labels[x] })
    let rows = distinct(groups.map { $0.labels[y] })
    var table = Table(
      title,
      columns: [.numbers("\(headings[y]) ↓  \(headings[x]) →")] + columns.map { .numbers($0) })
    for row in rows {
      table.append(
        [row]
          + columns.map { column in
            groups.first { $0.labels[x] == column && $0.labels[y] == row }.map { Self.cell($0.summary) }
              ?? "–"
          })
    }
    table.notes = [
      "The mean epoch of the start over the runs that started; beside it how many of all did, where not all.",
      "> N: none by epoch N; diverged: none, and most diverged.",
    ]
    return table
  }

  private static func cell(_ summary: StartSummary) -> String {
    let runs = summary.epochs.count + summary.censored + summary.diverged
    guard let mean = summary.mean else { return summary.text }
    return decimals(mean, 1) + (summary.epochs.count < runs ? " (\(summary.epochs.count)/\(runs))" : "")
  }
}

/// The values that are there, each once, in the order of their first appearance.
package func distinct<Value: Hashable>(_ values: [Value]) -> [Value] {
  var seen: Set<Value> = []
  return values.filter { seen.insert($0).inserted }
}

extension Array where Element: SettingGroup {
  /// The groups parted by their labels at some places, in the order of their first appearance.
  package func parted(by places: [Int]) -> [(labels: [String], groups: [Element])] {
    func labels(_ group: Element) -> [String] { places.map { group.labels[$0] } }
    return distinct(map(labels)).map { setting in (setting, filter { labels($0) == setting }) }
  }
}
