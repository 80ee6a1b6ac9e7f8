import Foundation
import Numbers
import Randomness

/// Whether two samples of vectors come from one distribution: the distance of the means of random cosines of
/// them.
///
/// Cosines cos(w · x / s + b) of normal w and uniform b span the feature space of the Gaussian kernel of
/// width s, in which any two distributions have different means; s is the median distance of pairs of
/// vectors. The distance of the means is taken in the cosines' own covariance (Hotelling's T²), whose law is
/// Fisher's F: cosines are bounded, so that their means are normal long before a sample of a thousand. A
/// p-value may therefore be as small as it is. Complexity: O(vectors · features²).
///
/// Source: Chwialkowski et al. 2015, *Fast Two-Sample Testing with Analytic Representations of Probability
/// Measures*; Rahimi and Recht 2007, *Random Features for Large-Scale Kernel Machines*; Hotelling 1931.
public struct EmbeddingTest: Hashable, Codable, Sendable {
  /// Hotelling's T² over its degrees of freedom, F in law where there is one distribution.
  public let statistic: Double
  /// The probability of a statistic at least as large where there is one distribution.
  public let pValue: Double
  /// How many directions the cosines span.
  public let degreesOfFreedom: Int
  /// T² where the means differ by one standard deviation.
  private let unit: Double

  /// Tests two samples of vectors of one dimension; nil where both together are no more than the features or
  /// the vectors that are compared for their distance are all the same.
  ///
  /// - Parameter key: Settles the features; the same samples and key give the same test.
  public init?(_ first: [[Double]], _ second: [[Double]], features: Int = 64, from key: RandomKey) {
    precondition(features > 0, "a test needs features")
    let all = first + second
    guard let dimension = all.first?.count, !first.isEmpty, !second.isEmpty, all.count > features + 2
    else { return nil }
    precondition(all.allSatisfy { $0.count == dimension }, "vectors of several dimensions")
    guard let width = Self.width(all) else { return nil }
    let embedding = Embedding(dimension, width: width, features: features, key)
    let (a, b) = (Moments(first, in: embedding), Moments(second, in: embedding))
    let (m, n) = (Double(first.count), Double(second.count))
    let pooled = m + n - 2
    let covariance = (0..<features).map { i in
      (0..<features).map { j in
        (a.scatter(i, j, count: m) + b.scatter(i, j, count: n)) / pooled * (1 / m + 1 / n)
      }
    }
    let form = QuadraticForm(of: zip(a.sums, b.sums).map { $0 / m - $1 / n }, in: covariance)
    guard form.rank > 0 else { return nil }
    let rank = Double(form.rank)
    let rest = pooled + 1 - rank
    unit = 1 / (1 / m + 1 / n)
    statistic = form.value * rest / (rank * pooled)
    degreesOfFreedom = form.rank
    pValue = FisherF(numerator: rank, denominator: rest).survival(statistic)
  }

  /// The chance, at most, of so small a statistic where the means lie apart, in some direction of the
  /// cosines, by so many standard deviations along it.
  ///
  /// The normal limit of χ² that is not central, for samples of many times the number of features.
  public func pValue(ifApartBy distance: Double) -> Double {
    let (rank, shift) = (Double(degreesOfFreedom), unit * distance * distance)
    return StandardNormal.cumulative((rank * statistic - rank - shift) / (2 * rank + 4 * shift).squareRoot())
  }

  /// The median distance of vectors half the list apart, of which the first thousand are looked at; nil
  /// where all of them are the same.
  private static func width(_ vectors: [[Double]]) -> Double? {
    let step = max(1, vectors.count / 2)
    let distances = vectors.indices.dropFirst(step).prefix(1000).compactMap { i -> Double? in
      let square = zip(vectors[i], vectors[i - step]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return square > 0 && square.isFinite ? square.squareRoot() : nil
    }
    return distances.isEmpty ? nil : distances.sorted()[distances.count / 2]
  }

  /// Random cosines.
  private struct Embedding {
    let directions: [Real]
    let phases: [Double]
    let width: Double

    init(_ dimension: Int, width: Double, features: Int, _ key: RandomKey) {
      var directions = [Real](repeating: 0, count: features * dimension)
      var span = directions.mutableSpan
      key["directions"].fillNormal(&span, deviation: 1)
      var stream = key["phases"].stream()
      phases = (0..<features).map { _ in 2 * Double.pi * stream.nextUnit() }
      self.directions = directions
      self.width = width
    }

    func cosine(_ feature: Int, of vector: [Double]) -> Double {
      let first = feature * vector.count
      let angle = vector.indices.reduce(0) { $0 + Double(directions[first + $1]) * vector[$1] }
      return cos(angle / width + phases[feature])
    }
  }

  /// Sums of cosines and of their products over a sample.
  private struct Moments {
    private(set) var sums: [Double]
    private var products: [Double]

    init(_ vectors: [[Double]], in embedding: Embedding) {
      let features = embedding.phases.count
      sums = [Double](repeating: 0, count: features)
      products = [Double](repeating: 0, count: features * features)
      var row = sums
      for vector in vectors {
        for k in 0..<features { row[k] = embedding.cosine(k, of: vector) }
        for i in 0..<features {
          sums[i] += row[i]
          for j in 0...i { products[i * features + j] += row[i] * row[j] }
        }
      }
    }

    /// The sum of products of deviations from the means.
    func scatter(_ i: Int, _ j: Int, count: Double) -> Double {
      products[max(i, j) * sums.count + min(i, j)] - sums[i] * sums[j] / count
    }
  }
}
