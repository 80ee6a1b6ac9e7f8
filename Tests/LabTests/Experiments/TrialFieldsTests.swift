import Forms
import Lab
import Testing

/// What follows from fields being described once.
@Suite struct TrialFieldsTests {
  /// Whether two fields can be those of one trial.
  private func meet(_ first: FormField, _ second: FormField) -> Bool {
    switch (first.condition, second.condition) {
    case (.kind(let mine, _, let my)?, .kind(let other, _, let their)?): my != their || mine == other
    case (.choice(let mine, let my)?, .choice(let other, let their)?): my != their || mine == other
    default: true
    }
  }

  @Test(arguments: TrialKind.allCases)
  func aNameMeansOneFieldOfATrial(kind: TrialKind) {
    let fields = kind.fields()
    for (place, field) in fields.enumerated() {
      for other in fields[..<place] where meet(field, other) {
        #expect(field.path != other.path)
        if let name = field.field.option?.name { #expect(name != other.field.option?.name) }
        if let name = field.field.short?.name { #expect(name != other.field.short?.name) }
      }
    }
  }

  @Test(arguments: TrialKind.allCases)
  func optionsAreWrittenAsHelpShowsThem(kind: TrialKind) {
    for field in kind.fields() {
      guard let option = field.field.option else { continue }
      #expect(option.name.hasPrefix("--"))
      #expect(([option.name] + option.aliases).allSatisfy { !$0.contains(" ") })
      let isFlag = if case .flag = field.field.form { true } else { false }
      #expect(option.usage.contains(" ") != isFlag)
    }
  }

  /// A default is the standard trial's own, or its kind's.
  @Test func defaultsAreTheStandardTrials() throws {
    let fields = TrialKind.start.fields()
    func standards(_ path: String) -> [JSONValue?] {
      fields.filter { $0.path.joined(separator: ".") == path }.map(\.standard)
    }
    let standard = try JSONValue(encoding: StartTrial.standard)
    for path in ["data", "batchSize", "criterion.accuracy", "criterion.epochLimit", "loss"] {
      let own = try #require(standard.at(path.split(separator: ".").map(String.init)))
      #expect(standards(path) == [own])
    }
    #expect(standards("optimizer.rate") == [.number(0.01), .number(0.001), .number(0.001), .number(0.01)])
    #expect(standards("architecture.depth") == [.integer(10), .integer(10)])
    #expect(standards("architecture.features") == [nil, .list([.integer(16)])])
  }

  /// Every form with a name is said once, and all that is referred to is there.
  @Test func theSchemaSaysEveryNamedFormOnce() throws {
    let schema = try #require(JSONValue(json5: Experiment.schema))
    guard case .object(let definitions)? = schema["$defs"] else {
      Issue.record("definitions")
      return
    }
    func references(_ value: JSONValue) -> [String] {
      switch value {
      case .object(let fields):
        fields.flatMap { name, value in
          name == "$ref" ? [String(value.summary.split(separator: "/").last ?? "")] : references(value)
        }
      case .list(let values): values.flatMap(references)
      case .null, .flag, .integer, .number, .text: []
      }
    }
    let counts = Dictionary(references(schema).map { ($0, 1) }, uniquingKeysWith: +)
    #expect(Set(counts.keys) == Set(definitions.keys))
    #expect(counts.values.allSatisfy { $0 > 1 })
  }
}
