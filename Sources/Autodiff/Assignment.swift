import Numbers

extension UnsafeMutableBufferPointer<Real> {
  /// Writes `term(i)` to number i; `term` reads of this array at most number i.
  ///
  /// A block at a time by way of a copy: where a loop may read what it writes, or the compiler cannot tell, it goes from number to
  /// number and does not become vector instructions.
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
