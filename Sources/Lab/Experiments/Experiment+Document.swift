import Forms
import Storage

extension Experiment {
  /// The experiment as a file that says all of it, as a store keeps it: levels are applied, ranges written out.
  ///
  /// - Throws: What encoding throws.
  public var document: String {
    get throws {
      var fields: [String: JSONValue] = [
        "name": .text(name), "kind": .text(kind.rawValue), "trial": trial,
        "axes": .list(axes.map(\.document)), "seeds": seeds.document,
      ]
      fields["title"] = title.map { .text($0) }
      fields["claim"] = claim.map { .text($0) }
      fields["layers"] = layers.map { .list($0.map { .integer($0) }) }
      fields["chart"] = try chart.map { try JSONValue(encoding: $0) }
      return try StoredJSON.encode(JSONValue.object(fields))
    }
  }
}

extension Axis {
  fileprivate var document: JSONValue {
    let columns = fields.enumerated().map { place, field in
      (field.name, JSONValue.list(points.map { $0.values[place] }))
    }
    return .object([
      "name": .text(name), "zip": .object(Dictionary(columns) { $1 }),
      "labels": .list(points.map { .text($0.label) }),
    ])
  }
}

extension Seeds {
  fileprivate var document: JSONValue {
    switch self {
    case .independent(let count): .integer(count)
    case .shared(let first, let count):
      .object([
        "from": Int(exactly: first).map { .integer($0) } ?? .text("\(first)"), "count": .integer(count),
      ])
    }
  }
}
