import Autodiff
import Numbers

/// Passes through a network whose numbers stay within the range of `Real`, however deep the network is.
///
/// In Float a length below 1e-90 or so is a finding about the format of numbers, not about the network. So
/// behind each hidden layer its numbers are multiplied by a power of two where they have come far from 1, and
/// the biases of the layers behind it by the same power while those are computed: products, rectifiers, leaky
/// or not, means and sums give c f(x) for c x and c b, for any c > 0, and a power of two changes no digit. So
/// lengths are those of a format whose exponents have no bounds, to the bit, and a layer is zero where all
/// its units are off and not otherwise.
///
/// tanh x is x to the last digit where x is small: numbers that have become too small are kept small there,
/// but not so small. Gradients are linear in those they come from, and go backwards in the same way.
///
/// What lies between two activations is computed as it stands. It may multiply numbers by some 2^100: far
/// more than one layer does, but a residual module whose branch has hundreds of layers can overflow, and its
/// length is then infinite.
public struct ScaledPass: Sendable {
  /// The power of two that the numbers behind the last activation lie multiplied by, after `forward`.
  public private(set) var exponent = 0

  /// The same of what is put into each layer.
  private var inputExponents: [Int]
  private let activations: [Value]
  private let segments: [Network.Segment]
  private let stages: [Stage]
  /// The biases of a segment as they were drawn, while it is computed with others.
  private var drawn: [[Real]]

  /// How far, in powers of two, numbers may come from 1: Float has 2^±126, of which products need some.
  private static let reach = 20
  /// From where on tanh's numbers are brought back, and where to: the square of what is left is no digit of
  /// Float, nor of Double.
  private static let (tiny, small) = (-60, -30)

  /// Passes through a network of a plan that keeps its activations and, where there are gradients, is of its
  /// loss.
  public init(_ network: Network, _ plan: Plan) {
    activations = network.activations
    stages = plan.stages(endingWith: activations)
    segments = Array(network.segments.prefix(stages.count))
    inputExponents = Array(repeating: 0, count: stages.count)
    drawn = segments.map { segment in
      segment.biases.map { bias in plan.parameters.first { $0.value == bias }?.shape.size ?? 0 }
    }.map { Array(repeating: 0, count: $0.reduce(0, +)) }
  }

  /// Computes every value, as `Workspace.forward` does, and tells the mean square of each hidden layer's
  /// numbers.
  ///
  /// - Parameter observe: Given the layer, from 0, and the mean square as if nothing had been multiplied;
  ///   infinite where a layer has overflowed all the same.
  public mutating func forward(
    _ workspace: inout Workspace, _ observe: (_ layer: Int, _ square: ScaledNumber) -> Void = { _, _ in }
  ) {
    // Most networks need no scale, and those that do only behind some layer.
    workspace.forward()
    exponent = 0
    var isReplayed = false
    for layer in stages.indices {
      inputExponents[layer] = exponent
      if isReplayed { replay(layer, in: &workspace) }
      guard layer < activations.count else { break }
      let square = workspace.meanSquare(of: activations[layer])
      observe(layer, ScaledNumber(square.isFinite ? square : .infinity, exponent: -2 * exponent))
      guard layer + 1 < stages.count else { break }
      let next = exponent(for: layer + 1, square, workspace)
      guard next != exponent else { continue }
      workspace.scale(activations[layer], exponent: next - exponent)
      exponent = next
      isReplayed = true
    }
  }

  /// Computes a layer once more, at the present scale.
  private mutating func replay(_ layer: Int, in workspace: inout Workspace) {
    if exponent != 0 { scaleBiases(of: layer, in: &workspace) }
    workspace.forward(stages[layer])
    if exponent != 0 { restoreBiases(of: layer, in: &workspace) }
  }

  /// Computes the gradients of the loss, as `Workspace.backward` does, after `forward`.
  ///
  /// - Parameter observe: Told of each layer, from the last to 0, when the gradients of its weights are known, and the power of
  ///   two that they lie multiplied by.
  /// - Returns: The power of two that the gradient with respect to what the network is given lies multiplied
  ///   by.
  public func backward(
    _ workspace: inout Workspace,
    _ observe: (_ layer: Int, _ exponent: Int, _ workspace: borrowing Workspace) -> Void = { _, _, _ in }
  ) -> Int {
    var exponent = 0
    for layer in stages.indices.reversed() {
      workspace.backward(stages[layer])
      observe(layer, exponent + inputExponents[layer], workspace)
      guard layer > 0 else { break }
      let level = Self.level(workspace.gradientMeanSquare(of: activations[layer - 1]))
      guard abs(level) > Self.reach else { continue }
      workspace.scaleGradient(of: activations[layer - 1], exponent: -level)
      exponent -= level
    }
    return exponent
  }

  /// The power of two nearest to the root of a mean square, or the one below it; 0 where there is none.
  private static func level(_ square: Double) -> Int {
    square > 0 && square.isFinite ? Int(square.exponent) >> 1 : 0
  }

  /// What a layer's input is to be multiplied by.
  private func exponent(for layer: Int, _ square: Double, _ workspace: borrowing Workspace) -> Int {
    // What is zero is so at any scale, and what is infinite cannot be brought back.
    guard square > 0, square.isFinite else { return 0 }
    let level = Self.level(square)
    var next = exponent
    if segments[layer].isHomogeneous {
      if abs(level) > Self.reach { next -= level }
    } else {
      next = level - exponent < Self.tiny ? Self.small - (level - exponent) : 0
    }
    // Biases of the usual size are all that counts beside numbers so small: they must not overflow.
    guard next > Self.reach, let largest = largestBias(of: layer, workspace) else { return next }
    return min(next, Self.reach - Int(largest.exponent))
  }

  /// The largest size of a segment's biases; nil where all are zero.
  private func largestBias(of layer: Int, _ workspace: borrowing Workspace) -> Real? {
    var largest: Real = 0
    for bias in segments[layer].biases {
      workspace.read(bias) { for i in $0.indices { largest = max(largest, abs($0[i])) } }
    }
    return largest > 0 ? largest : nil
  }

  private mutating func scaleBiases(of layer: Int, in workspace: inout Workspace) {
    var place = 0
    for bias in segments[layer].biases {
      workspace.read(bias) {
        for i in $0.indices { drawn[layer][place + i] = $0[i] }
        place += $0.count
      }
      workspace.scale(bias, exponent: exponent)
    }
  }

  private func restoreBiases(of layer: Int, in workspace: inout Workspace) {
    var place = 0
    for bias in segments[layer].biases {
      workspace.write(bias) {
        for i in $0.indices { $0[i] = drawn[layer][place + i] }
        place += $0.count
      }
    }
  }
}
