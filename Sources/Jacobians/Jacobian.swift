import Autodiff

/// The input-output Jacobian of a network at one input: entry Z_{qp} is ∂ output q / ∂ input p.
public struct Jacobian: Hashable, Sendable {
  /// The number of outputs, rows of the matrix.
  public let outputs: Int
  /// The number of inputs, columns of the matrix.
  public let inputs: Int
  /// The entries, row by row.
  public let entries: [Real]

  /// A matrix of these entries.
  public init(outputs: Int, inputs: Int, entries: [Real]) {
    precondition(entries.count == outputs * inputs, "\(entries.count) entries for \(outputs) × \(inputs)")
    self.outputs = outputs
    self.inputs = inputs
    self.entries = entries
  }

  /// The entry of an output and an input.
  public subscript(output: Int, input: Int) -> Real { entries[output * inputs + input] }

  /// The mean of Z² over all entries.
  public var meanSquare: Double { mean { $0 } }

  /// The mean of Z⁴ over all entries.
  public var meanFourth: Double { mean { $0 * $0 } }

  /// The empirical variance of Z² over all entries, mean Z⁴ − (mean Z²)² (Hanin 2018: the quenched version).
  public var squareVariance: Double {
    let mean = meanSquare
    // Centred, so that it is no small difference of large numbers.
    return self.mean { ($0 - mean) * ($0 - mean) }
  }

  /// The singular values, the largest first: all equal is what dynamical isometry means.
  ///
  /// Those that are many orders of magnitude below the largest are rounding errors (see `singularValues`).
  public var singularValues: [Real] {
    Autodiff.singularValues(entries.span, rows: outputs, columns: inputs)
  }

  /// The mean of a function of Z².
  private func mean(_ term: (Double) -> Double) -> Double {
    entries.reduce(0) { $0 + term(Double($1) * Double($1)) } / Double(entries.count)
  }
}
