import Foundation

/// The quadrature of Gauss and Legendre.
enum GaussLegendre {
  /// Nodes between two numbers with their weights, which make up the distance: zeros of P_n, by Newton's method.
  static func nodes(_ count: Int, from start: Double, to end: Double) -> [(place: Double, weight: Double)] {
    let (middle, half) = ((start + end) / 2, (end - start) / 2)
    return (0..<count).map { index in
      var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<10 {
        var (before, value) = (1.0, x)
        for degree in 1..<count {
          let n = Double(degree)
          (before, value) = (value, ((2 * n + 1) * x * value - n * before) / (n + 1))
        }
        slope = Double(count) * (x * value - before) / (x * x - 1)
        x -= value / slope
      }
      return (middle + half * x, half * 2 / ((1 - x * x) * slope * slope))
    }
  }
}
