import Autodiff

/// What stands between the last convolution and the linear output.
public enum ConvolutionalHead: String, CaseIterable, Codable, Sendable {
  /// Every number of every feature.
  case flatten
  /// The mean of each feature.
  case average

  func layers(after image: ImageExtents, classes: Int) -> [Layer] {
    switch self {
    case .flatten:
      [.flatten, .linear(Layer.Linear(name: "output", inputs: image.size, outputs: classes))]
    case .average:
      [.globalAveragePool, .linear(Layer.Linear(name: "output", inputs: image.channels, outputs: classes))]
    }
  }
}
