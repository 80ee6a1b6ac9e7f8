import Autodiff
import Numbers

/// How far a value is from what was expected, relative to the larger of the two.
public func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : abs(value - expected) / max(abs(value), abs(expected))
}

extension Workspace {
  /// Writes numbers to an input or a parameter, row after row.
  public mutating func set(_ value: Value, to numbers: [Real]) {
    fill(value, with: numbers.span)
  }
}
