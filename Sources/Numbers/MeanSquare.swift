/// The mean of the squares of numbers, summed in Double; 0 / 0 where there are none.
public func meanSquare(_ values: Span<Real>) -> Double {
  values.withUnsafeBufferPointer { values in
    guard let first = values.baseAddress else { return .nan }
    // Sums side by side, for one alone would wait for itself.
    var (low, high) = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    var i = 0
    while i + 16 <= values.count {
      let lanes = UnsafeRawPointer(first + i).loadUnaligned(as: SIMD16<Real>.self)
      let (a, b) = (widened(lanes.lowHalf), widened(lanes.highHalf))
      low += a * a
      high += b * b
      i += 16
    }
    var sum = (low + high).sum()
    while i < values.count {
      sum += Double(first[i]) * Double(first[i])
      i += 1
    }
    return sum / Double(values.count)
  }
}

@inline(__always)
private func widened(_ x: SIMD8<Real>) -> SIMD8<Double> {
  SIMD8(
    Double(x[0]), Double(x[1]), Double(x[2]), Double(x[3]), Double(x[4]), Double(x[5]), Double(x[6]),
    Double(x[7]))
}
