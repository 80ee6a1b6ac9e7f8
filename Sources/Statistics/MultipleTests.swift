/// P-values adjusted for the number of tests of one claim, so that the chance of any false alarm stays as stated.
///
/// An adjusted p-value is compared with the level of all tests together; both hold whatever the tests have in common.
public enum MultipleTests {
  /// Every p-value times the number of tests, at most 1.
  public static func bonferroni(_ pValues: [Double]) -> [Double] {
    check(pValues)
    return pValues.map { min(1, $0 * Double(pValues.count)) }
  }

  /// Step-down adjustment, never larger than Bonferroni's: the smallest p-value counts for all tests, the next for
  /// all but one, and none comes out below the one before it.
  ///
  /// Source: Holm 1979, *A Simple Sequentially Rejective Multiple Test Procedure*.
  public static func holm(_ pValues: [Double]) -> [Double] {
    check(pValues)
    var adjusted = pValues
    var least = 0.0
    for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      least = max(least, min(1, pValues[index] * Double(pValues.count - rank)))
      adjusted[index] = least
    }
    return adjusted
  }

  private static func check(_ pValues: [Double]) {
    precondition(pValues.allSatisfy { $0 >= 0 && $0 <= 1 }, "a p-value lies between 0 and 1")
  }
}
