import Foundation
import Numbers

/// The exact law of the squared length ‖Ju‖² over its mean, and of its like, for fully connected ReLU nets of normal weights: the
/// product of independent factors (2/n) χ²_K, K ~ Binomial(n, 1/2), one a layer of n units.
///
/// u is a fixed vector, J the input-output Jacobian at any input that is not zero: Ju is u taken through D_l W_l, where D_l keeps
/// a unit or not. It keeps it for one of the unit's weights w and −w, which give the same squares, so that half of the units are
/// kept whatever came before. A factor is 0 where K is; the law is that of the logarithm of the others, given that no layer is
/// wholly silent (``DeadLayers`` has the probability of that).
///
/// The squared gradient of a single weight of layer j, of one linear output, is a square χ²_1 of what unit b of layer j − 1 puts
/// out, which counts or not, another of what unit a of layer j passes on, which counts or not, and the factors of the other
/// layers: over its mean, it has the law of ‖Ju‖² of a net whose layers j − 1 and j are one unit wide (``widths(ofGradient:_:)``).
///
/// ln χ²_K has the characteristic function 2^it Γ(K/2 + it) / Γ(K/2), a layer's is a mixture of these, and that of a sum of
/// independent logarithms is the product. The distribution function is its inversion, by the midpoint rule, whose error is the
/// law's weight a whole period away.
/// Source: Hanin & Nica 2018 for the product; Gil-Pelaez 1951, *Note on the Inversion Theorem*; Davies 1973 for the midpoint rule;
/// the single weights and the mixture are our own derivation.
public struct ProductLaw: Sendable {
  /// The widths of the layers.
  public let widths: [Int]
  /// The mean and the variance of the logarithm.
  public let moments: LogLength
  /// How far apart the arguments are at which the characteristic function is known: at (k + ½) of these.
  private let step: Double
  /// Its values there over π (k + ½), until they are nothing.
  private let terms: [(real: Double, imaginary: Double)]

  /// The law of layers of these widths, of which there is one at least.
  ///
  /// Complexity: O(Σ √n of the widths that differ), times some hundred.
  public init(widths: [Int]) {
    precondition(!widths.isEmpty, "a net has at least one layer")
    self.widths = widths
    let counts = Dictionary(grouping: widths) { $0 }.mapValues(\.count)
    let factors = counts.keys.sorted().map { (Factor(width: $0), Double(counts[$0] ?? 0)) }
    moments = LogLength(through: LayerMoments.fullyConnected(inputs: widths[0], widths: widths))
    // The left tail falls as exp(K x / 2) with the least K that counts: a period holds all but e^−40.
    let least = factors.map(\.0.first).min() ?? 1
    step = 2 * Double.pi / (24 * moments.variance.squareRoot() + 80 / Double(least))
    var terms: [(real: Double, imaginary: Double)] = []
    while terms.count < Self.most {
      let place = Double(terms.count) + 0.5
      var (size, angle) = (0.0, 0.0)
      for (factor, count) in factors {
        let value = factor.characteristic(place * step)
        size += count * value.size
        angle += count * value.angle
      }
      guard size > log(1e-14) else { break }
      let weight = exp(size) / (Double.pi * place)
      terms.append((weight * cos(angle), weight * sin(angle)))
    }
    self.terms = terms
  }

  /// More values than any law takes.
  private static let most = 100_000

  /// The widths whose law the squared gradient over its mean has of a single weight of hidden layer `layer`, counted from 0, of a
  /// net of these widths with one linear output and an input of numbers of one size.
  public static func widths(ofGradient layer: Int, _ widths: [Int]) -> [Int] {
    widths.indices.map { $0 == layer || $0 + 1 == layer ? 1 : widths[$0] }
  }

  /// P(ln X ≤ x), to about 1e-9.
  public func cumulative(_ x: Double) -> Double {
    // Half a period from the mean there is nothing left, and the sum begins again.
    let distance = step * (x - moments.mean)
    guard abs(distance) < Double.pi else { return distance < 0 ? 0 : 1 }
    let (turnCosine, turnSine) = (cos(step * x), sin(step * x))
    var (cosine, sine) = (cos(0.5 * step * x), sin(0.5 * step * x))
    var sum = 0.0
    for term in terms {
      sum += term.imaginary * cosine - term.real * sine
      (cosine, sine) = (cosine * turnCosine - sine * turnSine, sine * turnCosine + cosine * turnSine)
    }
    return min(1, max(0, 0.5 - sum))
  }

  /// A factor (2/n) χ²_K, given that it is not 0.
  private struct Factor {
    let width: Int
    /// The least K that counts.
    let first: Int
    /// The probabilities of K from there on.
    let weights: [Double]

    init(width: Int) {
      self.width = width
      let n = Double(width)
      let all = (1...width).map { active in
        exp(lgamma(n + 1).0 - lgamma(Double(active) + 1).0 - lgamma(n - Double(active) + 1).0 - n * log(2))
      }
      let counted = all.indices.filter { all[$0] > 1e-18 }
      let range = (counted.first ?? 0)...(counted.last ?? 0)
      let total = all[range].reduce(0, +)
      first = range.lowerBound + 1
      weights = all[range].map { $0 / total }
    }

    /// E[exp(it ln X)] as the logarithm of its size and its angle.
    func characteristic(_ t: Double) -> (size: Double, angle: Double) {
      // Γ(K/2 + it) / Γ(K/2) of the next K, and of the one after it; then by the recurrence.
      func quotient(_ active: Int) -> (size: Double, angle: Double) {
        let value = SpecialFunctions.logGamma(Double(active) / 2, t)
        return (value.real - lgamma(Double(active) / 2).0, value.imaginary)
      }
      var (now, next) = (quotient(first), quotient(first + 1))
      var (real, imaginary) = (0.0, 0.0)
      for (place, weight) in weights.enumerated() {
        let size = weight * exp(now.size)
        real += size * cos(now.angle)
        imaginary += size * sin(now.angle)
        let active = Double(first + place)
        (now, next) = (
          next, (now.size + 0.5 * log1p(4 * t * t / (active * active)), now.angle + atan2(2 * t, active))
        )
      }
      return (
        0.5 * log(real * real + imaginary * imaginary), atan2(imaginary, real) + t * log(4 / Double(width))
      )
    }
  }
}
