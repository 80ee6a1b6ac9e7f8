import Numbers

/// The product y = x wᵀ and its gradients number by number, in three loops.
struct NaiveProduct {
  private let x: [Real], w: [Real]
  private let rows: Int, outputs: Int, inputs: Int

  /// The product of rows of `inputs` numbers.
  init(_ x: [Real], _ w: [Real], inputs: Int) {
    (self.x, self.w, self.inputs) = (x, w, inputs)
    (rows, outputs) = (x.count / inputs, w.count / inputs)
  }

  var output: [Real] {
    var y = [Real](repeating: 0, count: rows * outputs)
    forEachTerm { y[$0] += x[$1] * w[$2] }
    return y
  }

  /// The gradients of both factors for the product's own.
  func gradients(_ dy: [Real]) -> (x: [Real], w: [Real]) {
    var (dx, dw) = ([Real](repeating: 0, count: x.count), [Real](repeating: 0, count: w.count))
    forEachTerm { output, input, weight in
      dx[input] += dy[output] * w[weight]
      dw[weight] += dy[output] * x[input]
    }
    return (dx, dw)
  }

  @inline(__always)
  private func forEachTerm(_ body: (_ output: Int, _ input: Int, _ weight: Int) -> Void) {
    for row in 0..<rows {
      for unit in 0..<outputs {
        for i in 0..<inputs { body(row * outputs + unit, row * inputs + i, unit * inputs + i) }
      }
    }
  }
}
