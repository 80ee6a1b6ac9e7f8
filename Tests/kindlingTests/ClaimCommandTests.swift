import Foundation
import TestSupport
import Testing

/// Claims of one's own, from a file or a command line to a verdict.
@Suite struct ClaimCommandTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func run(_ arguments: [String]) throws -> Program.Result {
    try Program.run(arguments, in: folder.path)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The verdicts of a report in JSON, claim by claim.
  private func claims(_ output: String) throws -> [[String: Any]] {
    try #require(object(output)["claims"] as? [[String: Any]])
  }

  private func write(_ file: String, claims: String, more: String = "") throws {
    try Data(
      """
      {
        name: "mine", kind: "start", seeds: 6, \(more)
        trial: { data: "synthetic", optimizer: { rate: 0.1 }, batchSize: 64, criterion: { epochLimit: 2 } },
        axes: [
          { field: "init", values: ["he-normal", "zeros"] }, { field: "depth", values: [1, 2] },
          { field: "width", values: [20, 30] },
        ],
        \(claims)
      }
      """.utf8
    ).write(to: URL(fileURLWithPath: folder[file]))
  }

  /// Networks of zeros have no gradient, and never start.
  private static let claims = """
    claims: [
      { sooner: { claim: "Zeros are no way to begin.", which: { init: "he-normal" } } },
      "all-start; where.init=zeros; strata=depth",
    ]
    """

  @Test func aTrueAndAFalseClaimOfThreeAxes() throws {
    try write("mine.json", claims: Self.claims)
    let report = try run(["sweep", "mine.json", "--json"])
    #expect(report.code == 0, "\(report.errors)")
    let claims = try claims(report.output)
    #expect(claims.map { $0["verdict"] as? String } == ["held", "failed"])
    #expect(claims[0]["statement"] as? String == "Zeros are no way to begin.")
    #expect(
      (claims[0]["evidence"] as? String)?.hasPrefix("tested: networks of init he-normal start sooner") == true
    )
    #expect(claims.allSatisfy { $0["remark"] == nil })

    let text = try run(["sweep", "mine.json"]).output
    #expect(text.contains("\nHELD: Zeros are no way to begin.\n"))
    #expect(text.contains("\nFAILED: all start: more than 50 % of the runs, at equal depth, of init zeros\n"))
    // The store keeps them, and its page has them.
    let page = try object(run(["report", "results/runs.db", "--json"]).output)
    let experiments = try #require(page["experiments"] as? [[String: Any]])
    #expect(
      (experiments[0]["claims"] as? [[String: Any]])?.map { $0["verdict"] as? String } == ["held", "failed"])
  }

  @Test func aClaimThatIsChangedAfterwardsIsToldAsSuch() throws {
    try write("mine.json", claims: Self.claims)
    _ = try run(["sweep", "mine.json"])
    try write(
      "mine.json",
      claims: #"claims: ["none-starts; where.init=zeros; strata=depth"], judgement: { level: 0.05 }"#)
    let changed = try run(["sweep", "mine.json"]).output
    #expect(changed.contains("\nHELD: none starts"))
    #expect(changed.contains("STATED OR CHANGED AFTER THE FIRST RUNS, of 20"))
    #expect(changed.contains("Changed after the first runs, of 20"))
    #expect(changed.contains("Not asked any more, though stated before the first runs"))
    #expect(try claims(run(["sweep", "mine.json", "--json"]).output).allSatisfy { $0["remark"] != nil })
    // What was claimed first still stands.
    try write("mine.json", claims: Self.claims)
    #expect(try !run(["sweep", "mine.json"]).output.contains("FIRST RUNS"))
  }

  @Test func aClaimOnTheCommandLine() throws {
    let words = [
      "sweep", "--dataset", "synthetic", "--axis", "depth=1,2", "--width", "20", "--init", "he-normal,zeros",
      "--seeds", "8", "--epochs", "2", "--rate", "0.1", "--batch", "64",
    ]
    let report = try run(
      words + [
        "--claim", "sooner: init=he-normal", "--claim", "none-starts; where.init=zeros; strata=init",
        "--json",
      ])
    #expect(report.code == 0, "\(report.errors)")
    #expect(try claims(report.output).map { $0["verdict"] as? String } == ["held", "held"])
    let wrong = try run(words + ["--claim", "later: deep"])
    #expect(wrong.code != 0)
    #expect(
      wrong.errors
        == "kindling: --claim later: deep: later.along: expected an axis, one of depth, init, found 'deep'\n")
    #expect(
      try run(words + ["--claim"]).errors
        == "kindling: --claim: expected a claim such as 'later: depth', found nothing\n")
  }

  @Test func aClaimInWordsAloneIsNotTested() throws {
    try write("mine.json", claims: #"claim: "Deep networks are slow.","#)
    let text = try run(["sweep", "mine.json"]).output
    #expect(text.contains("\nCLAIM NOT TESTED: Deep networks are slow.\n"))
    let json = try object(run(["sweep", "mine.json", "--json"]).output)
    #expect(json["untestedClaim"] as? String == "Deep networks are slow.")
    // With a test it is.
    try write("mine.json", claims: #"claim: "Deep networks are slow.", claims: ["later: depth"]"#)
    #expect(try !run(["sweep", "mine.json"]).output.contains("NOT TESTED"))
  }

  /// Options that leave nothing of a paper's claims are no error, and told of.
  @Test func aClaimThatAnOptionLeavesNothingOfIsNotAsked() throws {
    let words = [
      "reproduce", "fig1b", "--dataset", "synthetic", "--init", "he-normal,zeros", "--depths", "2", "--runs",
      "1",
      "--epochs", "1",
    ]
    let text = try run(words)
    #expect(text.code == 0, "\(text.errors)")
    #expect(
      text.output.contains("\nNOT ENOUGH DATA: Networks with Var[w] = 2 / fan-in start at every depth\n"))
    #expect(text.output.contains("\nNot asked here: he-truncated, he-doubled, "))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(run(words + ["--json"]).output.utf8)) as? [[String: Any]])
    #expect((json[0]["claims"] as? [Any])?.count == 1)
    #expect((json[0]["unaskedClaims"] as? [String])?.count == 2)
    #expect(try run(["report", "results/runs.db"]).code == 0)
    let page = try String(contentsOfFile: folder["results/report.html"], encoding: .utf8)
    #expect(page.contains("Not asked here: he-"))
    // More depths ask them, and they stood before.
    let more = try run(words.map { $0 == "2" ? "2,3" : $0 }).output
    #expect(more.contains(": With Var[w] = 2 / fan-in the deepest") && !more.contains("FIRST RUNS"))
  }

  @Test func theKindsOfClaimAreTried() throws {
    let result = try run(["verdicts", "--claims", "--level", "quick", "--repeats", "4", "--json"])
    let rates = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(rates.count == 33)
    #expect(
      try run(["verdicts", "fig3", "--claims"]).errors.contains("--claims: expected no figure beside it"))
  }
}
