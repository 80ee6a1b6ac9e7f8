import Foundation
import TestSupport
import Testing

@Suite struct RateCommandTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func rate(_ words: String...) throws -> Program.Result {
    try Program.run(
      [
        "rate", "--dataset", "synthetic", "--widths", "32", "--depth", "1", "--batch", "32", "--within", "60",
        "--accuracy", "0.15", "--precision", "2", "--seeds", "1", "--sharpness-images", "32",
      ] + words, in: folder.path)
  }

  private struct Search: Decodable {
    struct Outcome: Decodable {
      struct Sharpness: Decodable { let value: Double }
      let lower: Double
      let upper: Double
      let sharpness: Sharpness?
    }
    let seed: UInt64
    let outcome: Outcome
  }

  private func searches(_ result: Program.Result) throws -> [Search] {
    try JSONDecoder().decode([Search].self, from: Data(result.output.utf8))
  }

  @Test func aBracketIsToldAndKept() throws {
    let text = try rate()
    #expect(text.code == 0)
    #expect(text.output.contains(#/seed 1: η\* from [0-9.e-]+ to [0-9.e-]+; λ₁ [0-9.]+, to [0-9.]+ %/#))
    let again = try rate("--json")
    #expect(again.errors.contains("found from before, nothing was run"))
    let search = try #require(try searches(again).first)
    #expect(search.seed == 1 && search.outcome.lower < search.outcome.upper)
    #expect((search.outcome.sharpness?.value ?? 0) > 0)
  }

  /// Where the first layer's part of the curvature counts little, the others bear a larger rate.
  @Test func theInputLayerMayLearnAtAShareOfTheRate() throws {
    let (whole, tenth) = (try searches(rate("--json")), try searches(rate("--json", "--input-share", "0.1")))
    #expect(whole[0].outcome.upper < tenth[0].outcome.lower)
  }

  @Test func aSearchOutsideItsRangeSaysSo() throws {
    let result = try rate("--highest", "0.001")
    #expect(result.output.contains(": no rate that was tried clearly starts"))
  }

  @Test(arguments: [
    (["--highest", "0.0001"], "--highest: expected at least lowest, 0.001, found 0.0001"),
    (["--precision", "1"], "--precision: expected a number from 1.001 to 100"),
    (["--input-share", "-1"], "--input-share: expected a number of at least 0, found '-1'"),
    (["--rate", "1"], "unknown option '--rate'"),
  ])
  func whatIsNoSearchIsRefused(words: [String], message: String) throws {
    let result = try Program.run(["rate", "--dataset", "synthetic"] + words, in: folder.path)
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.errors.hasPrefix("kindling: \(message)"), "\(result.errors)")
  }
}
