import Autodiff

extension RandomKey {
  /// Fills a span with independent N(0, `deviation`²) numbers.
  ///
  /// They are drawn in Float and then widened, so that a network has the same weights in both precisions.
  public func fillNormal(_ values: inout MutableSpan<Real>, deviation: Real) {
    fill(&values, times: deviation) { words in
      let (a, b) = BoxMuller.pair(words.0, words.1)
      let (c, d) = BoxMuller.pair(words.2, words.3)
      return (a, b, c, d)
    }
  }

  /// Fills a span with independent numbers, uniform on (−`bound`, `bound`).
  public func fillUniform(_ values: inout MutableSpan<Real>, bound: Real) {
    fill(&values, times: bound) { words in
      (symmetricUnit(words.0), symmetricUnit(words.1), symmetricUnit(words.2), symmetricUnit(words.3))
    }
  }

  /// Fills a span with N(0, `deviation`²) numbers of at most `cut` standard deviations; what lies beyond is drawn
  /// again.
  public func fillTruncatedNormal(_ values: inout MutableSpan<Real>, deviation: Real, cut: Real) {
    precondition(cut >= 0.1, "a cut at \(cut) standard deviations would reject almost every draw")
    fillNormal(&values, deviation: 1)
    var fresh = [Real](repeating: 0, count: 256)
    var position = fresh.count
    var refills = 0
    for i in values.indices {
      while abs(values[i]) > cut {
        if position == fresh.count {
          var span = fresh.mutableSpan
          self["redraw"][refills].fillNormal(&span, deviation: 1)
          refills += 1
          position = 0
        }
        values[i] = fresh[position]
        position += 1
      }
      values[i] *= deviation
    }
  }

  /// Fills a span from blocks of 16 counters, each giving four numbers: number k comes from counter
  /// 16 ⌊k / 64⌋ + k mod 16 and its word ⌊k mod 64 / 16⌋.
  ///
  /// The loops have fixed lengths and no branches, so they become vector instructions.
  @inline(__always)
  private func fill(
    _ values: inout MutableSpan<Real>, times factor: Real,
    _ transform: (Philox.Words) -> (Float, Float, Float, Float)
  ) {
    var numbers = InlineArray<64, Real>(repeating: 0)
    var counter: UInt64 = 0
    for start in stride(from: 0, to: values.count, by: 64) {
      for lane in 0..<16 {
        let counter = counter &+ UInt64(lane)
        let high = UInt32(truncatingIfNeeded: counter >> 32)
        let words = Philox.words(key: bits, counter: (UInt32(truncatingIfNeeded: counter), high, 0, 0))
        let four = transform(words)
        numbers[lane] = Real(four.0) * factor
        numbers[lane + 16] = Real(four.1) * factor
        numbers[lane + 32] = Real(four.2) * factor
        numbers[lane + 48] = Real(four.3) * factor
      }
      for k in 0..<min(64, values.count - start) { values[unchecked: start + k] = numbers[k] }
      counter &+= 16
    }
  }
}

/// A number in (−1, 1), symmetric about 0, which is not among its values.
@inline(__always)
private func symmetricUnit(_ word: UInt32) -> Float {
  (Float(Int32(bitPattern: word) >> 8) + 0.5) * 0x1p-23
}
