import Autodiff

/// How far a value is from what was expected, relative to the larger of the two.
public func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : abs(value - expected) / max(abs(value), abs(expected))
}

extension Workspace {
  /// The numbers of a value, copied.
  public func numbers(_ value: Value) -> [Real] {
    read(value) { span in span.indices.map { span[$0] } }
  }

  /// Writes numbers to an input or a parameter.
  public mutating func set(_ value: Value, to numbers: [Real]) {
    write(value) { span in
      precondition(span.count == numbers.count, "\(numbers.count) numbers for \(span.count) places")
      for i in span.indices { span[i] = numbers[i] }
    }
  }
}
