import Numbers

/// The two passes of `ExampleNorm` over images, which lie one after another, or over one vector.
struct RowNorm {
  private let norm: ExampleNorm
  private let at: Site
  private let gains: UnsafeMutableBufferPointer<Real>
  /// The numbers of a group, and those of them that take the same gain.
  private let count, run: Int

  init(_ norm: ExampleNorm, _ at: Site) {
    (self.norm, self.at) = (norm, at)
    gains = at[1]
    count = at.size(0) / norm.groups
    run = at.size(0) / at.size(1)
  }

  private var memoInput: Int { norm.isCentred ? 3 : 2 }

  func forward() {
    let (memo, y) = (at[memoInput], at.output)
    guard let x = at[0].baseAddress else { return }
    forEachGroup { group, first, kept in
      let x = x + first
      let mean = norm.isCentred ? Lanes.sum(x, count) / Real(count) : 0
      let square = Lanes.sumOfSquares(x, count, about: mean)
      let scale = 1 / (square / Real(count) + norm.epsilon).squareRoot()
      (memo[kept.mean], memo[kept.scale]) = (mean, scale)
      forEachRun(group) { gain, numbers in
        let (factor, bias) = (scale * gains[gain], norm.isCentred ? at[2][gain] : 0)
        for i in numbers { y[first + i] = (x[i] - mean) * factor + bias }
      }
    }
  }

  func backward() {
    let (memo, slot) = (at[memoInput], at.gradient(0))
    guard let x = at[0].baseAddress, let dy = at.outputGradient.baseAddress else { return }
    let sums = at.scratch.bindMemory(to: Real.self, capacity: 2 * gains.count)
    sums.update(repeating: 0, count: 2 * gains.count)
    forEachGroup { group, first, kept in
      let (x, dy, mean, scale) = (x + first, dy + first, memo[kept.mean], memo[kept.scale])
      var (steady, along): (Real, Real) = (0, 0)
      forEachRun(group) { gain, numbers in
        let start = numbers.lowerBound
        let sum = Lanes.sum(dy + start, numbers.count)
        let product = scale * Lanes.sum(of: dy + start, times: x + start, about: mean, numbers.count)
        sums[gain] += product
        sums[gains.count + gain] += sum
        steady += gains[gain] * sum
        along += gains[gain] * product
      }
      steady = norm.isCentred ? steady / Real(count) : 0
      along *= scale / Real(count)
      forEachRun(group) { gain, numbers in
        slot?.part(first + numbers.lowerBound..<first + numbers.upperBound).contribute { i in
          let place = numbers.lowerBound + i
          return (dy[place] * gains[gain] - steady - (x[place] - mean) * along) * scale
        }
      }
    }
    at.gradient(1)?.contribute { sums[$0] }
    if norm.isCentred { at.gradient(2)?.contribute { sums[gains.count + $0] } }
  }

  /// Visits each group of each example: where its first number lies, and what is kept of it in the memo.
  @inline(__always)
  private func forEachGroup(_ body: (_ group: Int, _ first: Int, _ kept: (mean: Int, scale: Int)) -> Void) {
    for row in 0..<at.rows {
      for group in 0..<norm.groups {
        let mean = at.place(of: 2 * group, row: row, input: memoInput)
        let scale = at.place(of: 2 * group + 1, row: row, input: memoInput)
        body(group, (row * norm.groups + group) * count, (mean, scale))
      }
    }
  }

  /// Visits the numbers of a group that take the same gain, and that gain's number.
  @inline(__always)
  private func forEachRun(_ group: Int, _ body: (_ gain: Int, _ numbers: Range<Int>) -> Void) {
    for i in 0..<count / run { body(group * (count / run) + i, i * run..<(i + 1) * run) }
  }
}
