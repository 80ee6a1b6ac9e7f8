import Forms
import Storage
import Wording

/// A claim that an experiment states before its runs, with the test that decides it.
public struct StatedClaim: Sendable {
  /// The claim in words of its own, if any.
  public let words: String?
  /// What kind of claim it is, and of what.
  public let kind: any ClaimKind
  /// The settings that it is about.
  public let settings: SettingChoice
  /// The axes within whose points runs are compared.
  public let strata: [String]
  /// The axis for each of whose points it is stated once; nil for a single claim.
  public let each: String?
  /// The claims that are judged: one for each of these points, or itself alone.
  public var single: [StatedClaim] { each == nil ? [self] : parts }
  private let parts: [StatedClaim]
  /// What the file says of it, in full.
  let written: JSONValue

  /// All kinds.
  static let kinds: [any ClaimKind.Type] = [
    StartShare.self, StartOrder.self, Alikeness.self, TheoryAgreement.self, Trend.self,
    ExponentialRate.self, MeanOrder.self,
  ]

  /// The names of all kinds.
  public static let names = kinds.flatMap { $0.names }

  /// A claim out of a value of the form.
  ///
  /// - Throws: `FieldError` where it does not fit the experiment.
  init(_ value: JSONValue, of experiment: Experiment) throws(FieldError) {
    let said = if case .text(let text) = value { try Self.written(text, of: experiment) } else { value }
    let tree = try Self.choice(experiment.kind).merging(said)
    try self.init(tree, written: tree, of: experiment)
  }

  /// A claim where axes have changed: points that are gone are chosen no more.
  ///
  /// - Throws: `FieldError` where nothing is left of what it is about.
  init(_ claim: StatedClaim, of experiment: Experiment) throws(FieldError) {
    try self.init(
      claim.written.changing { $0.choosing(among: experiment.axes) }, written: claim.written, of: experiment)
  }

  private init(
    _ tree: JSONValue, written: JSONValue, of experiment: Experiment
  ) throws(FieldError) {
    guard case .object(let parts) = tree, let (name, fields) = parts.first,
      let kind = Self.kind(named: name)
    else { preconditionFailure("a claim is checked before it is read") }
    let axes = experiment.axes
    let (own, about, points, within, said) = try Experiment.under(name) { () throws(FieldError) in
      let own = try kind.init(name, fields, of: experiment)
      let settings = try Experiment.under("where") { () throws(FieldError) in
        try SettingChoice(fields["where"], of: axes)
      }
      let compared = axes.filter { own.compared.contains($0.name) }
      if !compared.isEmpty, compared.allSatisfy({ settings.labels(of: $0).count == 1 }) {
        throw FieldError(
          ["where"], expected: "several points of \(own.compared.joined(separator: " or "))", found: "one")
      }
      let points = try ClaimPoints(each: fields, own.compared, of: axes)
      let strata = try Self.strata(fields["strata"], own, axes, but: points?.axis.name)
      return (own, settings, points, strata, try ClaimWords.filled(fields["claim"]?.summary, fields, axes))
    }
    (self.written, self.kind, settings, strata, words) = (written, own, about, within, said)
    each = points?.axis.name
    self.parts = try (points?.labels ?? []).map { label throws(FieldError) in
      let part = tree.changing { points?.narrowed($0, to: label, within: within) ?? $0 }
      return try StatedClaim(part, written: written, of: experiment)
    }
  }

  private static func strata(
    _ value: JSONValue?, _ kind: any ClaimKind, _ axes: [Axis], but each: String?
  ) throws(FieldError) -> [String] {
    guard let values = value?.values else { return kind.strata(among: axes).filter { $0 != each } }
    var names: [String] = []
    for (index, name) in values.enumerated() {
      let path = ["strata", "[\(index)]"]
      let axis = axes[try axes.place(named: name.summary, at: path)].name
      if kind.compared.contains(axis) {
        throw FieldError(path, expected: "an axis along which nothing is compared", found: name)
      }
      names.append(axis)
    }
    return names
  }

  /// The kind of a name; nil where there is none.
  static func kind(named name: String) -> (any ClaimKind.Type)? { kinds.first { $0.names.contains(name) } }

  /// The claim as a sentence without an end, by its test.
  public var sentence: String {
    kind.sentence + (strata.isEmpty ? "" : ", at equal \(strata.joined(separator: " and "))")
      + (settings.sentence.isEmpty ? "" : ", of \(settings.sentence)")
      + (each.map { ", for each \($0)" } ?? "")
  }

  /// The claim in its own words, or else as a sentence.
  public var statement: String { words ?? sentence }

  /// What it is known by: all that is said of it but its words.
  var identity: String {
    // Encoding a tree of texts and numbers cannot fail.
    (try? StoredJSON.encode(
      written.changing { fields in
        guard case .object(var said) = fields else { return fields }
        said["claim"] = nil
        return .object(said)
      })) ?? ""
  }
}

extension JSONValue {
  /// A claim of one kind with its fields changed.
  fileprivate func changing(_ change: (JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let claim) = self else { return self }
    return .object(claim.mapValues(change))
  }
}

extension StatedClaim {
  /// The form in an experiment file: in short, or by its kind.
  static func form(_ kind: TrialKind) -> ValueForm {
    let names = kinds.filter { $0.fits(kind) }.flatMap { $0.names }
    let short = ValueForm.text(expected: "a claim in short, such as '\(names[0])'") { text in
      text.split(separator: ";").first.flatMap { head(of: String($0)) } != nil
    }
    return .either([short, choice(kind)])
  }

  private static func choice(_ kind: TrialKind) -> ValueForm {
    .choice(
      kinds.filter { $0.fits(kind) }.flatMap { type in
        // Both directions have the same fields, which a schema says once.
        let record = ValueForm.record(type.fields(kind) + fields)
        let own =
          type.names.count > 1 ? ValueForm.named("\(kind.rawValue)-\(type.names[0])", record) : record
        return type.names.map { ValueForm.Field($0, own, "") }
      })
  }

  /// What is said of any claim.
  private static let fields: [ValueForm.Field] = [
    .init(
      "claim", .words("a sentence"),
      "The claim in words, where {AXIS} stands for the points that it is about."),
    .init("where", SettingChoice.form, "The settings that it is about; else all."),
    .init(
      "strata", .list(ClaimFields.axis, least: 0),
      "The axes within whose points runs are compared; else all along which nothing is compared."),
    .init(
      "each", ClaimFields.axis, "The axis for each of whose points it is stated once, as a claim of its own."),
  ]
}
