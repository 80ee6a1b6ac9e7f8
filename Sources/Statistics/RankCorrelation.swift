/// How far two numbers of each run rise together, whatever the shape of the relation: 1 and −1 where one
/// always rises or always falls with the other.
public enum RankCorrelation {
  /// The rank of each value counted from 1; values that are equal, but for rounding, share the mean of their
  /// ranks.
  public static func ranks(_ values: [Double]) -> [Double] {
    let places = Ties.places(of: values)
    var counts = [Int](repeating: 0, count: (places.max() ?? -1) + 1)
    for place in places { counts[place] += 1 }
    var below = 0
    let shared = counts.map { count in
      defer { below += count }
      return Double(2 * below + count + 1) / 2
    }
    return places.map { shared[$0] }
  }

  /// Spearman's ρ, the correlation of the ranks; nil where all x or all y are equal.
  ///
  /// Source: Spearman 1904, *The Proof and Measurement of Association between Two Things*.
  public static func spearman(_ x: [Double], _ y: [Double]) -> Double? {
    precondition(x.count == y.count, "every run has an x and a y")
    let middle = Double(x.count + 1) / 2
    var (squareX, squareY, product) = (0.0, 0.0, 0.0)
    for (rankX, rankY) in zip(ranks(x), ranks(y)) {
      squareX += (rankX - middle) * (rankX - middle)
      squareY += (rankY - middle) * (rankY - middle)
      product += (rankX - middle) * (rankY - middle)
    }
    // The product of the roots could come out below the root of the product, and ρ above 1.
    return squareX > 0 && squareY > 0 ? product / (squareX * squareY).squareRoot() : nil
  }

  /// Kendall's τ-b; nil where all x or all y are equal.
  ///
  /// The number of pairs in which x and y rise together, less that in which one rises and the other falls,
  /// over the geometric mean of the numbers of pairs that differ in x and of those that differ in y.
  /// Source: Kendall 1945, *The Treatment of Ties in Ranking Problems*. Complexity: O(n log n).
  public static func kendall(_ x: [Double], _ y: [Double]) -> Double? {
    precondition(!y.contains(where: \.isNaN), "what is not a number has no rank")
    // Ranks, because a time is not negative and a y may be.
    return Concordance(of: x, with: ranks(y).map { .event(at: $0) }).kendall
  }
}
