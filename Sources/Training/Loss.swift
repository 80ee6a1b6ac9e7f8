import Autodiff
import Forms
import Numbers
import Wording

/// What a run makes smaller: the mean of a loss over the images of a batch.
public enum Loss: Hashable, Sendable {
  /// The cross-entropy of the softmax of the outputs with the labels, of which all classes may have a share.
  case crossEntropy(smoothing: Double)
  /// The mean square of the outputs less the labels as unit vectors.
  case squaredError

  /// The operation of outputs and labels.
  var operation: any Operation {
    switch self {
    case .crossEntropy(let smoothing): SoftmaxCrossEntropy(smoothing: Real(smoothing))
    case .squaredError: SquaredError()
    }
  }
}

extension Loss: RawRepresentable, Codable {
  /// The loss with a name: `cross-entropy`, `cross-entropy:SMOOTHING` or `squared-error`.
  public init?(rawValue: String) {
    switch rawValue {
    case "cross-entropy": self = .crossEntropy(smoothing: 0)
    case "squared-error": self = .squaredError
    default:
      guard rawValue.hasPrefix("cross-entropy:"),
        let smoothing = Double(word: rawValue.dropFirst("cross-entropy:".count)), (0...1).contains(smoothing)
      else { return nil }
      self = .crossEntropy(smoothing: smoothing)
    }
  }

  /// The loss's name.
  public var rawValue: String {
    switch self {
    case .crossEntropy(smoothing: 0): "cross-entropy"
    case .crossEntropy(let smoothing): "cross-entropy:\(smoothing)"
    case .squaredError: "squared-error"
    }
  }
}

extension Loss {
  /// A loss by its name.
  package static let form = ValueForm.text(
    expected: "cross-entropy, cross-entropy:SMOOTHING from 0 to 1, or squared-error",
    isValid: { Loss(rawValue: $0) != nil })
}
