import Forms
import Wording

/// The points of an axis that a claim is about: those of `which` where it names the axis, or else those of `where`, or all.
struct ClaimPoints {
  /// The axis.
  let axis: Axis
  /// The points, in order.
  let labels: [String]
  /// Where the claim says which points; `where` where it does not.
  private let field: String
  /// What the axis is called there.
  private let name: String

  /// The most claims that one may stand for.
  private static let most = 1000

  /// The points of an axis that fields of a claim name.
  ///
  /// - Throws: `FieldError` where a point is not there.
  init(_ axis: Axis, _ fields: JSONValue, of axes: [Axis]) throws(FieldError) {
    self.axis = axis
    for field in ["which", "where"] {
      guard case .object(let parts)? = fields[field] else { continue }
      let own = parts.keys.sorted().first { name in
        (try? axes.place(named: name)).map { axes[$0].name } == axis.name
      }
      guard let own else { continue }
      (self.field, name) = (field, own)
      labels = try SettingChoice(fields[field], of: axes).labels(of: axis)
      return
    }
    (field, name, labels) = ("where", axis.name, axis.points.map(\.label))
  }

  /// The points for each of which a claim is stated once; nil where it is a single one.
  ///
  /// - Parameter compared: The axes along which runs are compared.
  /// - Throws: `FieldError` where `each` names no axis, or one along which runs are compared, unless `which` says its points.
  init?(each fields: JSONValue, _ compared: [String], of axes: [Axis]) throws(FieldError) {
    guard let each = fields["each"] else { return nil }
    let axis = axes[try axes.place(named: each.summary, at: ["each"])]
    try self.init(axis, fields, of: axes)
    if field != "which", compared.contains(axis.name) {
      throw FieldError(["each"], expected: "an axis along which nothing is compared", found: each)
    }
    if labels.count > Self.most {
      throw FieldError(["each"], expected: "an axis of at most \(Self.most) points", found: "\(labels.count)")
    }
  }

  /// The fields of the claim of one of the points.
  ///
  /// - Parameter strata: The axes within whose points runs are compared.
  func narrowed(_ fields: JSONValue, to label: String, within strata: [String]) -> JSONValue {
    guard case .object(var own) = fields.overlaid(with: JSONValue(.text(label), at: [field, name])) else {
      preconditionFailure("a claim's fields are an object")
    }
    own["each"] = nil
    own["strata"] = .list(strata.map { .text($0) })
    return .object(own)
  }
}

/// The words of a claim.
enum ClaimWords {
  /// The words with the points that the claim is about in the place of `{AXIS}`.
  ///
  /// - Throws: `FieldError` where braces hold no axis.
  static func filled(_ words: String?, _ fields: JSONValue, _ axes: [Axis]) throws(FieldError) -> String? {
    guard var rest = words?[...] else { return nil }
    var text = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      let points = try ClaimPoints(axes[axes.place(named: name, at: ["claim"])], fields, of: axes)
      text += rest[..<open] + points.labels.joined(separator: ", ")
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }
}
