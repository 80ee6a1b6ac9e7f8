import Datasets
import Forms
import Storage

extension Experiment {
  /// The experiment as a file that says all of it, as a store keeps it: levels are applied, ranges written out, and data sets
  /// of one's own called by what their files hold, so that it can be read where these are not.
  ///
  /// - Throws: `DataError` where files of one's own cannot be read; what encoding throws.
  public var document: String {
    get throws {
      let sets = kind.fields().filter { if case .named("dataset", _) = $0.field.form { true } else { false } }
      let trial = try sets.reduce(trial) { trial, set in
        guard let value = trial.at(set.path) else { return trial }
        return trial.overlaid(with: set.change(to: try Self.named(value)))
      }
      let axes = try axes.map { axis in
        let namesSets = axis.fields.map { field in
          let change = field.change(to: .flag(true), in: trial, of: kind)
          return sets.contains { $0.change(to: .flag(true)) == change }
        }
        let written = try axis.document { try namesSets[$1] ? Self.named($0) : $0 }
        if stated.isEmpty || axis.omitted.isEmpty { return written }
        return written.overlaid(
          with: .object(["omitted": .list(axis.omitted.map { .text($0.label) })]))
      }
      var fields: [String: JSONValue] = [
        "name": .text(name), "kind": .text(kind.rawValue), "trial": trial, "axes": .list(axes),
        "seeds": seeds.document,
      ]
      fields["title"] = title.map { .text($0) }
      fields["claim"] = claim.map { .text($0) }
      if !stated.isEmpty { fields["claims"] = .list(stated.map(\.written)) }
      if judgement != .standard { fields["judgement"] = try JSONValue(encoding: judgement) }
      fields["layers"] = layers.map { .list($0.map { .integer($0) }) }
      fields["chart"] = try chart.map { try JSONValue(encoding: $0) }
      return try StoredJSON.encode(JSONValue.object(fields))
    }
  }

  private static func named(_ set: JSONValue) throws -> JSONValue {
    guard case .text(let text) = set else { return set }
    return .text(try DatasetName(text).rawValue)
  }
}

extension Axis {
  /// - Parameter written: How a value of the field of this place is written.
  fileprivate func document(_ written: (JSONValue, Int) throws -> JSONValue) throws -> JSONValue {
    let columns = try fields.enumerated().map { place, field in
      (field.name, JSONValue.list(try points.map { try written($0.values[place], place) }))
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
