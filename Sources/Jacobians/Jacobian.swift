import Autodiff
import Numbers

/// The input-output Jacobian of a network at one input: entry Z_{qp} is ∂ output q / ∂ input p.
///
/// That of a deep network may lie beyond the range of `Real`: all entries share a power of two, told apart.
public struct Jacobian: Hashable, Sendable {
  /// The number of outputs, rows of the matrix.
  public let outputs: Int
  /// The number of inputs, columns of the matrix.
  public let inputs: Int
  /// The entries over 2^`exponent`, row by row.
  public let entries: [Real]
  /// The power of two that all entries are to be multiplied by: 0 unless they are very large or very small.
  public let exponent: Int

  /// A matrix of these entries, each times 2^`exponent`.
  public init(outputs: Int, inputs: Int, entries: [Real], exponent: Int = 0) {
    precondition(entries.count == outputs * inputs, "\(entries.count) entries for \(outputs) × \(inputs)")
    self.outputs = outputs
    self.inputs = inputs
    self.entries = entries
    self.exponent = exponent
  }

  /// The entry of an output and an input, over 2^`exponent`.
  public subscript(output: Int, input: Int) -> Real { entries[output * inputs + input] }

  /// The mean of Z² over all entries.
  public var meanSquare: ScaledNumber { ScaledNumber(mean { $0 }, exponent: 2 * exponent) }

  /// The mean of Z⁴ over all entries.
  public var meanFourth: ScaledNumber { ScaledNumber(mean { $0 * $0 }, exponent: 4 * exponent) }

  /// The empirical variance of Z² over all entries, mean Z⁴ − (mean Z²)² (Hanin 2018: the quenched version).
  public var squareVariance: ScaledNumber {
    let mean = mean { $0 }
    // Centred, so that it is no small difference of large numbers.
    return ScaledNumber(self.mean { ($0 - mean) * ($0 - mean) }, exponent: 4 * exponent)
  }

  /// The singular values over 2^`exponent`, the largest first: all equal is what dynamical isometry means.
  ///
  /// Those that are many orders of magnitude below the largest are rounding errors (see `singularValues`).
  public var singularValues: [Real] {
    Autodiff.singularValues(entries.span, rows: outputs, columns: inputs)
  }

  /// The mean of a function of Z², all entries being over 2^`exponent`.
  private func mean(_ term: (Double) -> Double) -> Double {
    entries.reduce(0) { $0 + term(Double($1) * Double($1)) } / Double(entries.count)
  }
}
