import Autodiff
import Network

/// The weights of a fully connected network of any activations at one moment, in `Double`: what a line's image is long where it is
/// no sequence of straight strokes.
public struct SmoothNetwork: Sendable {
  private let inputs: Int
  private var steps: [Step] = []

  private enum Step: Sendable {
    /// Weights, unit by unit, and biases.
    case product(rows: [Double], biases: [Double])
    case activation(any ActivationFunction)
  }

  /// Reads the weights of layers out of a workspace in which they were recorded, as `ReLUNetwork` does.
  ///
  /// - Throws: `RegionError` where a layer is none of a sequence of fully connected ones with activations, or has weights that are
  ///   missing in the workspace or not finite.
  public init(
    _ layers: [Layer], input extents: [Int], in workspace: borrowing Workspace
  ) throws(RegionError) {
    inputs = extents.reduce(1, *)
    let reader = LayerReader(workspace.numbersByName, inputs: inputs)
    var width = inputs
    for layer in layers {
      switch layer.role {
      case .product(let product):
        try requireCount(width, like: product.inputs, "inputs of \(product.name)")
        width = product.outputs
        let (rows, biases) = try reader.numbers(of: product)
        steps.append(.product(rows: rows, biases: biases))
      case .activation(let activation): steps.append(.activation(activation.function))
      case .reshaping: break
      case .residual, .averaging, .other:
        throw RegionError(
          name: "layers", expected: "fully connected layers and activations", found: "\(layer)")
      }
    }
  }

  /// The length of the image of a line's segment.
  ///
  /// It is the integral of the speed at which the image of s moves with s, by Simpson's rule on intervals that are halved until a rule
  /// and that of both halves differ by less than 15 times the error that is allowed: the difference between the halves' rule, which is
  /// corrected by it, and the integral is a fifteenth of theirs to the leading order (Lyness 1969). All speeds are positive, so that
  /// errors relative to each interval's length are one relative to the whole.
  ///
  /// - Parameters:
  ///   - range: The segment as a range of the line's coordinate s.
  ///   - error: The relative error that is allowed.
  /// - Throws: `RegionError` where the line's points are no inputs of the network, or the range is infinite or a point.
  public func imageLength(
    of line: Line, within range: ClosedRange<Double>, error: Double = 1e-6
  ) throws(RegionError) -> Double {
    try requireCount(line.origin.count, like: inputs, "line's points")
    try requireLength(range, "line's range")
    let width = (range.upperBound - range.lowerBound) / Double(Self.parts)
    return (0..<Self.parts).reduce(0) { sum, part in
      let start = range.lowerBound + Double(part) * width
      let ends = (speed(line, start), speed(line, start + width / 2), speed(line, start + width))
      return sum + length(line, start, width, ends, error: error, halvings: Self.halvings)
    }
  }

  /// Into how many intervals a segment is cut at first, lest rules agree by chance on one that is folded.
  private static let parts = 16
  /// How often such an interval is halved at most, for functions with a kink.
  private static let halvings = 30

  /// The length over an interval of which the speeds at both ends and in the middle are known.
  private func length(
    _ line: Line, _ start: Double, _ width: Double, _ speeds: (Double, Double, Double), error: Double,
    halvings: Int
  ) -> Double {
    let quarters = (speed(line, start + width / 4), speed(line, start + 3 * width / 4))
    let whole = width / 6 * (speeds.0 + 4 * speeds.1 + speeds.2)
    let first = width / 12 * (speeds.0 + 4 * quarters.0 + speeds.1)
    let second = width / 12 * (speeds.1 + 4 * quarters.1 + speeds.2)
    let difference = first + second - whole
    if halvings == 0 || !(abs(difference) > 15 * error * (first + second)) {
      return first + second + difference / 15
    }
    return length(
      line, start, width / 2, (speeds.0, quarters.0, speeds.1), error: error, halvings: halvings - 1)
      + length(
        line, start + width / 2, width / 2, (speeds.1, quarters.1, speeds.2), error: error,
        halvings: halvings - 1)
  }

  /// ‖d f(origin + s · direction) / d s‖: values and slopes go through the layers together.
  private func speed(_ line: Line, _ s: Double) -> Double {
    var (values, slopes) = (line.point(s), line.direction)
    for step in steps {
      switch step {
      case .product(let rows, let biases):
        let count = values.count
        var outputs = (values: biases, slopes: [Double](repeating: 0, count: biases.count))
        for unit in biases.indices {
          for input in 0..<count {
            let weight = rows[unit * count + input]
            outputs.values[unit] += weight * values[input]
            outputs.slopes[unit] += weight * slopes[input]
          }
        }
        (values, slopes) = outputs
      case .activation(let function):
        for unit in values.indices {
          let point = function.point(at: values[unit])
          values[unit] = point.value
          slopes[unit] *= point.slope
        }
      }
    }
    return slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
