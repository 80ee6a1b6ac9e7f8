import Foundation
import Lab
import Statistics

extension ExponentialRate: ClaimTest {
  /// The slope of the logarithm over the lower half of the points and over the upper one, both in the range.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    if let lack = settings.lack(of: number) { return .untested(statement, lack) }
    let numbers = settings.numbers(number, of: settings.measured.groups)
    if !isLogarithm, let least = numbers.min(), least <= 0 {
      return .untested(statement, "some run has \(number) \(short(least)), which has no logarithm")
    }
    guard let place = settings.measured.headings.firstIndex(of: axis) else {
      preconditionFailure("an axis is checked where a claim is read")
    }
    let strata = settings.strata.map { groups in
      groups.map { group in
        (
          x: group.points[place].number ?? 0,
          sample: settings.numbers(number, of: [group]).map { isLogarithm ? $0 : log($0) }
        )
      }
    }
    let places = Set(strata.joined().map(\.x)).sorted()
    guard places.count > 1 else { return .untested(statement, "one point") }
    let middle = places[places.count / 2]
    let halves =
      places.count == 2
      ? [places[0]...places[1]] : [places[0]...middle, middle...places[places.count - 1]]
    let slopes = halves.compactMap { half in
      MeanSlopeTest(strata: strata.map { $0.filter { half.contains($0.x) } })
    }
    guard slopes.count == halves.count else {
      return .untested(statement, "\(numbers.count) runs, fewer than two of some setting, or all the same")
    }
    let (low, high) = (range.lowerBound, range.upperBound)
    // Each half must lie above the one bound and below the other.
    let inside = slopes.map { max($0.pValue(largerThan: low), $0.pValue(smallerThan: high)) }
    let outside = slopes.flatMap { [$0.pValue(smallerThan: low), $0.pValue(largerThan: high)] }
    let texts = slopes.map { "\(decimals($0.slope, 4)) ± \(decimals($0.standardError, 4))" }
    return TestedClaim(
      statement, ifFalse: inside.max(), ifTrue: MultipleTests.bonferroni(outside).min(),
      evidence: "rate \(texts.joined(separator: " over the lower half of the points, over the upper "))"
        + "; \(numbers.count) runs")
  }
}
