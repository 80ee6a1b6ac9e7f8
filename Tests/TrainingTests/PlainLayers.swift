import Foundation

/// Layers in plain loops over Double, for a batch of examples each of which is a list of numbers.
enum PlainLayers {
  typealias Batch = [[Double]]

  /// y = W x + b, the weights [outputs, inputs].
  static func linear(_ x: Batch, _ weights: [Double], _ biases: [Double]) -> Batch {
    x.map { x in
      biases.enumerated().map { unit, bias in
        var sum = bias
        for i in x.indices { sum += weights[unit * x.count + i] * x[i] }
        return sum
      }
    }
  }

  /// Filters of 3 × 3 within zeros over images of so many channels and a side, the weights [outputs, inputs, 3, 3].
  static func convolution(
    _ x: Batch, _ weights: [Double], _ biases: [Double], channels: Int, side: Int
  ) -> Batch {
    x.map { x in
      var y: [Double] = []
      for (feature, bias) in biases.enumerated() {
        for (row, column) in places(side) {
          var sum = bias
          for channel in 0..<channels {
            for (i, j) in places(3) {
              let (from, at) = (row + i - 1, column + j - 1)
              guard (0..<side).contains(from), (0..<side).contains(at) else { continue }
              sum +=
                weights[(feature * channels + channel) * 9 + i * 3 + j]
                * x[(channel * side + from) * side + at]
            }
          }
          y.append(sum)
        }
      }
      return y
    }
  }

  private static func places(_ side: Int) -> [(Int, Int)] {
    (0..<side).flatMap { row in (0..<side).map { (row, $0) } }
  }

  /// Each feature less its mean over the batch, over its deviation, times a gain, plus a bias.
  static func batchNorm(_ x: Batch, _ gains: [Double], _ biases: [Double]) -> Batch {
    var y = x
    let size = x[0].count / gains.count
    for feature in gains.indices {
      let own = feature * size..<(feature + 1) * size
      let all = x.flatMap { $0[own] }
      let mean = all.reduce(0, +) / Double(all.count)
      let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
      for example in x.indices {
        for i in own {
          y[example][i] =
            gains[feature] * (x[example][i] - mean) / (variance + 1e-5).squareRoot() + biases[feature]
        }
      }
    }
    return y
  }

  /// A function of each number.
  static func each(_ x: Batch, _ function: (Double) -> Double) -> Batch { x.map { $0.map(function) } }

  /// x Φ(x).
  static func gelu(_ x: Double) -> Double { x * erfc(-x / 2.0.squareRoot()) / 2 }

  /// Φ(x) + x φ(x).
  static func geluSlope(_ x: Double) -> Double {
    erfc(-x / 2.0.squareRoot()) / 2 + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }
}
