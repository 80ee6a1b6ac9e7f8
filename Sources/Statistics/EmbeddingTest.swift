import Autodiff
import Foundation
import Randomness

/// Whether two samples of vectors come from one distribution: the distance of the means of random cosines of them.
///
/// Cosines cos(w · x / s + b) of normal w and uniform b approximate the feature space of the Gaussian kernel of width s, so
/// that the distance is about the kernel's maximum mean discrepancy, which tells any two distributions apart; s is the median
/// distance of pairs of vectors. The p-value comes from drawing at random which vectors belong to which sample. It is exact
/// whatever the distributions, and no smaller than 1 / (permutations + 1). Complexity: O(vectors · features · permutations).
///
/// Source: Gretton et al. 2012, *A Kernel Two-Sample Test*; Rahimi and Recht 2007, *Random Features for Large-Scale Kernel
/// Machines*; Phipson and Smyth 2010 for the p-value.
public struct EmbeddingTest: Hashable, Codable, Sendable {
  /// The squared distance of the mean features.
  public let statistic: Double
  /// The share of permutations, the given one among them, that come out no smaller.
  public let pValue: Double
  /// How many permutations were drawn.
  public let permutations: Int

  /// Tests two samples of vectors of one dimension; nil where one is empty or the vectors that are
  /// compared for their distance are all the same.
  ///
  /// - Parameter key: Settles the features and the permutations; the same samples and key give the same test.
  public init?(
    _ first: [[Double]], _ second: [[Double]], features: Int = 64, permutations: Int = 199,
    from key: RandomKey
  ) {
    precondition(features > 0 && permutations > 0, "a test needs features and permutations")
    let all = first + second
    guard let dimension = all.first?.count, !first.isEmpty, !second.isEmpty else { return nil }
    precondition(all.allSatisfy { $0.count == dimension }, "vectors of several dimensions")
    guard let width = Self.width(all) else { return nil }
    let embedded = Self.embed(all, dimension, width: width, features: features, key)
    var totals = [Double](repeating: 0, count: features)
    for row in all.indices { for k in 0..<features { totals[k] += embedded[row * features + k] } }
    func distance(_ members: some Sequence<Int>) -> Double {
      var sums = [Double](repeating: 0, count: features)
      for row in members { for k in 0..<features { sums[k] += embedded[row * features + k] } }
      let (m, n) = (Double(first.count), Double(second.count))
      return (0..<features).reduce(0) { distance, k in
        let difference = sums[k] / m - (totals[k] - sums[k]) / n
        return distance + difference * difference
      } / Double(features)
    }
    let statistic = distance(first.indices)
    let atLeast = (0..<permutations).count { number in
      let order = key["permutation"][number].permutation(of: all.count)
      return distance(order.prefix(first.count).lazy.map { Int($0) }) >= statistic
    }
    self.statistic = statistic
    self.permutations = permutations
    pValue = Double(atLeast + 1) / Double(permutations + 1)
  }

  /// The median distance of vectors half the list apart, of which the first thousand are looked at; nil where all of them are the same.
  private static func width(_ vectors: [[Double]]) -> Double? {
    let step = max(1, vectors.count / 2)
    let distances = vectors.indices.dropFirst(step).prefix(1000).compactMap { i -> Double? in
      let square = zip(vectors[i], vectors[i - step]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return square > 0 && square.isFinite ? square.squareRoot() : nil
    }
    return distances.isEmpty ? nil : distances.sorted()[distances.count / 2]
  }

  /// The cosines, vector by vector.
  private static func embed(
    _ vectors: [[Double]], _ dimension: Int, width: Double, features: Int, _ key: RandomKey
  ) -> [Double] {
    var directions = [Real](repeating: 0, count: features * dimension)
    var span = directions.mutableSpan
    key["directions"].fillNormal(&span, deviation: 1)
    var stream = key["phases"].stream()
    let phases = (0..<features).map { _ in 2 * Double.pi * stream.nextUnit() }
    return vectors.flatMap { vector in
      (0..<features).map { k in
        let angle = (0..<dimension).reduce(0) { $0 + Double(directions[k * dimension + $1]) * vector[$1] }
        return cos(angle / width + phases[k])
      }
    }
  }
}
