import Numbers

extension RandomKey {
  /// Fills a span with independent N(0, `deviation`²) numbers.
  ///
  /// They are drawn in Float and then widened, so that a network has the same weights in both precisions.
  public func fillNormal(_ values: inout MutableSpan<Real>, deviation: Real) {
    fill(&values, times: deviation) { $0.makeNormal(rows: $1) }
  }

  /// Fills a span with a vector of length 1 in a random direction.
  public func fillUnit(_ values: inout MutableSpan<Real>) {
    fillNormal(&values, deviation: 1)
    let length = (meanSquare(values.span) * Double(values.count)).squareRoot()
    for i in values.indices { values[i] /= Real(length) }
  }

  /// Fills a span with independent numbers, uniform on (−`bound`, `bound`).
  public func fillUniform(_ values: inout MutableSpan<Real>, bound: Real) {
    fill(&values, times: bound) { $0.makeUniform(rows: $1) }
  }

  /// Fills a span with independent numbers of Laplace's law, exponential to both sides of 0, of a standard deviation.
  public func fillLaplace(_ values: inout MutableSpan<Real>, deviation: Real) {
    fill(&values, times: deviation) { $0.makeLaplace(rows: $1) }
  }

  /// Fills a span with N(0, `deviation`²) numbers of at most `cut` standard deviations; what lies beyond is drawn
  /// again.
  public func fillTruncatedNormal(_ values: inout MutableSpan<Real>, deviation: Real, cut: Real) {
    precondition(cut >= 0.1, "a cut at \(cut) standard deviations would reject almost every draw")
    fillNormal(&values, deviation: 1)
    var fresh = InlineArray<256, Real>(repeating: 0)
    var position = fresh.count
    var refills = 0
    let limit = Int(truncatingIfNeeded: cut.bitPattern)
    var beyond = InlineArray<256, Int>(repeating: 0)
    for start in stride(from: 0, to: values.count, by: beyond.count) {
      let end = min(start + beyond.count, values.count)
      // They are listed first, without a branch, since no processor foresees which ones lie beyond the cut: the bits
      // of magnitudes are in the order of the magnitudes, and their difference is negative beyond the cut.
      var count = 0
      for i in start..<end {
        beyond[unchecked: count] = i
        let magnitude = Int(truncatingIfNeeded: values[unchecked: i].magnitude.bitPattern)
        count &-= (limit &- magnitude) >> (Int.bitWidth - 1)
      }
      for k in 0..<count {
        while abs(values[beyond[k]]) > cut {
          if position == fresh.count {
            var span = fresh.mutableSpan
            self["redraw"][refills].fillNormal(&span, deviation: 1)
            refills += 1
            position = 0
          }
          values[beyond[k]] = fresh[position]
          position += 1
        }
      }
      for i in start..<end { values[unchecked: i] *= deviation }
    }
  }

  /// Fills a span: number k comes from counter 16 ⌊k / 64⌋ + k mod 16 and its word ⌊k mod 64 / 16⌋.
  ///
  /// - Parameter transform: Makes a draw's words into numbers, whole rows of them.
  @inline(__always)
  private func fill(
    _ values: inout MutableSpan<Real>, times factor: Real, _ transform: (inout Draw, _ rows: Int) -> Void
  ) {
    var generator = PhiloxBlock(key: bits)
    var draw = Draw()
    for start in stride(from: 0, to: values.count, by: Draw.size) {
      let count = min(Draw.size, values.count - start)
      for row in stride(from: 0, to: (count + 15) / 16, by: 8) {
        generator.nextWords(into: &draw.words, at: row)
      }
      transform(&draw, (count + 15) / 16)
      let whole = count / 16
      for row in 0..<whole {
        let numbers = draw.numbers[row]
        for lane in 0..<16 { values[unchecked: start &+ 16 &* row &+ lane] = Real(numbers[lane]) * factor }
      }
      for k in 16 * whole..<count { values[start + k] = Real(draw.numbers[whole][k - 16 * whole]) * factor }
    }
  }
}

/// What is drawn at once: words, and the numbers made of them, both in rows of 16.
private struct Draw {
  static let size = 256
  var words = InlineArray<16, BoxMuller.Words>(repeating: .zero)
  var numbers = InlineArray<16, BoxMuller.Numbers>(repeating: .zero)

  /// Each two rows of words become two rows of normal numbers.
  @inline(__always)
  mutating func makeNormal(rows: Int) {
    for row in stride(from: 0, to: rows, by: 2) {
      numbers[row] = BoxMuller.squaredRadius(words[row])
    }
    for row in stride(from: 0, to: rows, by: 2) {
      numbers[row] = BoxMuller.squareRoot(numbers[row])
    }
    for row in stride(from: 0, to: rows, by: 2) {
      let radius = numbers[row]
      let (cosine, sine) = BoxMuller.circle(words[row + 1])
      numbers[row] = radius * cosine
      numbers[row + 1] = radius * sine
    }
  }

  /// A word's last bit is the sign, and the others make an exponential number E: E / √2 has a mean square of 1.
  @inline(__always)
  mutating func makeLaplace(rows: Int) {
    for row in 0..<rows {
      let sizes = BoxMuller.squaredRadius(words[row]) * 0.353_553_39  // −2 ln u / √8
      numbers[row] = unsafeBitCast(
        unsafeBitCast(sizes, to: BoxMuller.Words.self) | words[row] &<< 31, to: BoxMuller.Numbers.self)
    }
  }

  @inline(__always)
  mutating func makeUniform(rows: Int) {
    for row in 0..<rows {
      for lane in 0..<16 { numbers[row][lane] = symmetricUnit(words[row][lane]) }
    }
  }
}

/// A number in (−1, 1), symmetric about 0, which is not among its values.
@inline(__always)
private func symmetricUnit(_ word: UInt32) -> Float {
  (Float(Int32(bitPattern: word) >> 8) + 0.5) * 0x1p-23
}
