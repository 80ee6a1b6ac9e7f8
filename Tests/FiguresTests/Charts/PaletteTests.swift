import Figures
import Forms
import Testing

/// Lines are told apart whoever looks at them.
@Suite struct PaletteTests {
  /// Pairs 1, 7, 15 and 17 of the table by Sharma, Wu and Dalal (2005).
  private static let known: [([Double], [Double], Double)] = [
    ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425), ([50, 0, 0], [50, -1, 2], 2.3669),
    ([50, -0.001, 2.49], [50, 0.0011, -2.49], 4.7461), ([50, 2.5, 0], [73, 25, -18], 27.1492),
  ]

  @Test(arguments: known)
  func theDifferenceIsCIEDE2000(one: [Double], other: [Double], expected: Double) {
    #expect(abs(ColorDifference.between(one, other) - expected) < 1e-4)
  }

  @Test(arguments: ColorDifference.Sight.allCases)
  func anyTwoLooksDiffer(sight: ColorDifference.Sight) {
    let looks = Palette.looks
    #expect(looks.count == Palette.count && Set(looks).count == looks.count)
    for (place, one) in looks.enumerated() {
      for other in looks[..<place] where one.shape == other.shape {
        let difference = ColorDifference.between(Color(one.color), Color(other.color), sight)
        #expect(difference >= 10, "\(one) and \(other): \(difference)")
      }
    }
  }

  @Test func everyColorIsSeenOnWhite() {
    for look in Palette.looks { #expect(Color(look.color).contrast(to: Color("#ffffff")) >= 3, "\(look)") }
  }

  @Test func aPictureHasTheLooksOfItsLines() throws {
    let widths = (1...Palette.count).map { "\($0)" }.joined(separator: ", ")
    let text = MadeStarts.text(
      [("depth", "[2, 4]"), ("width", "[\(widths)]")], seeds: 1, chart: #"{x: "depth", lines: "width"}"#)
    let chart = try MadeStarts.report(text) { _, _ in .started(epoch: 1) }.charts[0]
    func range(_ channel: String) throws -> [String] {
      (try chart.channel(channel)["scale"]?["range"]?.values ?? []).map(\.summary)
    }
    let shown = zip(try range("color"), try range("shape")).map { "\($0) \($1)" }
    #expect(Set(shown) == Set(Palette.looks.map { "\($0.color) \($0.shape)" }))
  }
}
