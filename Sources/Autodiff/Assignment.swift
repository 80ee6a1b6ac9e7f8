import Numbers

extension UnsafeMutableBufferPointer<Real> {
  /// Writes `term(i)` to number i; `term` reads of this array at most number i.
  ///
  /// A block at a time by way of a copy: a loop that may read what it writes goes from number to number and does not become vector
  /// instructions. Neither does one whose term is checked for overflow, as places that are added by `+` are.
  @inlinable
  @inline(__always)
  public func assign(_ term: (Int) -> Real) {
    let size = 64
    var block = InlineArray<64, Real>(repeating: 0)
    var start = 0
    while start &+ size <= count {
      for i in 0..<size { block[unchecked: i] = term(start &+ i) }
      for i in 0..<size { self[start &+ i] = block[unchecked: i] }
      start &+= size
    }
    while start < count {
      self[start] = term(start)
      start &+= 1
    }
  }
}
