import Autodiff
import Numbers
import Randomness

/// Each number times a factor of mean 1 that is drawn for it in each step that is learnt from, y = x f; else y = x.
///
/// Takes a batch x and a memo of its shape. A factor depends on the run's key, the layer's name, the step, and the number's
/// place in the batch and in its example, and on nothing else.
public struct NoiseFactors: Autodiff.Operation {
  /// How factors are drawn.
  public enum Law: Hashable, Sendable {
    /// 0 with a probability p below 1, else 1 / (1 − p) (Srivastava et al. 2014, *Dropout*).
    case dropout(Double)
    /// Normal, of mean 1 and this standard deviation (in the same paper).
    case normal(Double)

    /// The second moment of the factors, whose mean is 1.
    public var square: Double {
      switch self {
      case .dropout(let share): 1 / (1 - share)
      case .normal(let deviation): 1 + deviation * deviation
      }
    }
  }

  private let law: Law
  private let name: String

  /// Factors of a law.
  public init(_ law: Law, name: String) {
    self.law = law
    self.name = name
  }

  /// The factors are kept.
  public var backwardReads: BackwardReads { [] }

  /// The output may take the input's place, which nothing reads any more.
  public var mayOverwriteInput: Bool { true }

  /// [n, …] gives the same.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[1] == inputs[0] else {
      throw ShapeMismatch("the input must be a batch, and as many factors are kept")
    }
    return inputs[0]
  }

  /// An example's factors.
  public func scratchBytes(for inputs: [Shape]) -> Int { inputs[0].size * MemoryLayout<Real>.size }

  /// y ← x f.
  public func forward(_ at: Site) {
    let (x, factors, y) = (at[0], at[1], at.output)
    // What fills up a last panel is let through.
    factors.update(repeating: 1)
    if at.isTraining { draw(at) }
    y.assign { x[$0] * factors[$0] }
  }

  /// dx ← dy f.
  public func backward(_ at: Site) {
    let (factors, dy) = (at[1], at.outputGradient)
    at.gradient(0)?.contribute { dy[$0] * factors[$0] }
  }

  private func draw(_ at: Site) {
    let (factors, size) = (at[1], at.size(0))
    let key = RandomKey(noise: at.noise)[name]
    let drawn = UnsafeMutableBufferPointer(
      start: at.scratch.bindMemory(to: Real.self, capacity: size), count: size)
    for row in 0..<at.rows {
      fill(drawn, from: key[at.firstRow + row])
      for number in 0..<size { factors[at.place(of: number, row: row, input: 1)] = drawn[number] }
    }
  }

  private func fill(_ factors: UnsafeMutableBufferPointer<Real>, from key: RandomKey) {
    var span = factors.mutableSpan
    switch law {
    case .dropout(let share):
      key.fillUniform(&span, bound: 1)
      let (bound, kept) = (Real(2 * share - 1), Real(1 / (1 - share)))
      for i in factors.indices { factors[i] = factors[i] < bound ? 0 : kept }
    case .normal(let deviation):
      key.fillNormal(&span, deviation: Real(deviation))
      for i in factors.indices { factors[i] += 1 }
    }
  }
}
