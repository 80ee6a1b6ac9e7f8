import Forms
import Foundation

extension Experiment {
  /// Reads an experiment file.
  ///
  /// - Throws: `ExperimentError`.
  public init(file: URL) throws(ExperimentError) {
    let tree = try JSON5File(file, of: "an experiment").tree
    try self.init(tree, source: file.relativePath)
  }

  /// Reads the text of an experiment file: JSON5, so that every value can carry its reason.
  ///
  /// - Parameter source: What errors begin with.
  /// - Throws: `ExperimentError`.
  public init(text: String, source: String) throws(ExperimentError) {
    try self.init(JSON5File(text: text, source: source).tree, source: source)
  }

  private init(_ tree: JSONValue, source: String) throws(ExperimentError) {
    self = try Self.located(source) { () throws(FieldError) in try Self(Self.form.merging(tree), source) }
    // What a level changes must fit, whether or not it is asked for.
    for level in Level.allCases { _ = try at(level) }
  }

  /// The form of an experiment file.
  static let form = ValueForm.family(
    TrialKind.allCases.map { kind in
      ValueForm.Kind(
        kind.rawValue,
        [
          .init("$schema", .words("a path"), "The schema, for editors."),
          .init("name", .words("a name"), "A short name, for files of results.", isRequired: true),
          .init("title", .words("a line"), "What is shown, in a line."),
          .init("claim", .words("a sentence"), "What is to be found out."),
          .init(
            "claims", .list(StatedClaim.form(kind), least: 1),
            "What is claimed, each with the test that decides it; to be stated before the first run."),
          .init("judgement", Judgement.form, "How the claims are judged."),
          .init("trial", trial(kind), "What all runs have in common; the rest is the standard trial's."),
          .init("axes", .list(axis, least: 1), "What is varied, the first axis outermost.", isRequired: true),
          .init("seeds", Seeds.form, "The runs of each setting: how many, or which.", isRequired: true),
          .init("levels", .record(Level.overriding.map { level($0, kind) }), "What other levels change."),
          .init("chart", chart, "How the result is drawn."),
        ] + layers(kind))
    })

  private static func trial(_ kind: TrialKind) -> ValueForm {
    .deferred(.named("\(kind.rawValue)-trial", kind.form))
  }

  private static let chart = ValueForm.named(
    "chart",
    .record([
      .init("x", .words("an axis's name"), "The axis from left to right.", isRequired: true),
      .init("y", .words("an axis's name"), "The axis upwards, for a heat map."),
      .init("lines", .words("an axis's name"), "The axis with a line for each of its points."),
      .init("isLogarithmic", .flag, "Whether what was measured stands on a scale of equal ratios."),
      .init(
        "statistic", .name(of: StartStatistic.self),
        "What stands for several runs' times to start; else median."),
    ]))

  private static func level(_ level: Level, _ kind: TrialKind) -> ValueForm.Field {
    let form = ValueForm.record(
      [
        .init("trial", trial(kind), "Other fields of the base trial."),
        .init("axes", .map(axisValues), "Other values of axes, by the axes' names."),
        .init("seeds", Seeds.form, "Other seeds."),
      ] + layers(kind))
    return .init(level.rawValue, form, "The level \(level.rawValue).")
  }

  private static func layers(_ kind: TrialKind) -> [ValueForm.Field] {
    guard kind.trial.measuredOver.contains("layer") else { return [] }
    let form = ValueForm.list(.count(least: 1), least: 1)
    return [.init("layers", form, "The hidden layers told of, counted from 1; else the last.")]
  }

  private static let values: [ValueForm.Field] = [
    .init("values", .list(.anything, least: 1), "Values as listed."),
    .init(
      "range",
      .record([
        .init("from", number, "The first number.", isRequired: true),
        .init("through", number, "The last number.", isRequired: true),
        .init("by", .number(in: 0...1e12), "The step.", isRequired: true),
      ]), "Numbers at equal distances."),
    .init(
      "logRange",
      .record([
        .init("from", number, "The first number, above 0.", isRequired: true),
        .init("through", number, "The last number.", isRequired: true),
        .init("count", .count(least: 2), "How many.", isRequired: true),
      ]), "Numbers of equal ratios; whole where the field is."),
  ]

  private static let axisValues = ValueForm.named("axis-values", .choice(values))

  private static let number = ValueForm.number(in: -1e12...1e12)

  private static let axis = ValueForm.named(
    "axis",
    .record(
      [
        .init("name", .words("a name"), "The heading of its column; else the field's name."),
        .init(
          "field", .either([.words("a field"), .list(.words("a field"), least: 1)]),
          "What takes the values: a path such as optimizer.rate, or a short name such as depth; or several."),
        .init(
          "zip", .map(.list(.anything, least: 1)), "Fields that change together, each with its own values."),
        .init("labels", .list(.words("a label"), least: 1), "What the points are called in tables."),
        .init(
          "omitted", .list(.words("a label"), least: 1),
          "Points that are not run, though claims may name them."
        ),
      ] + values))
}

extension Level {
  /// The levels that a file may say changes for; the file itself is the paper's.
  fileprivate static let overriding = Level.allCases.filter { $0 != .paper }
}

extension Experiment {
  /// The JSON Schema of experiment files, for editors.
  public static var schema: String {
    guard case .object(var schema) = form.schema else { preconditionFailure("a schema is an object") }
    schema["$schema"] = .text("http://json-schema.org/draft-07/schema#")
    schema["$defs"] = .object(form.definitions)
    schema["title"] = .text("An experiment of Kindling")
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    // Encoding a tree of texts and numbers cannot fail.
    return (try? encoder.encode(JSONValue.object(schema))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
