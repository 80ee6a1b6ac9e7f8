import Numbers
import Randomness

extension Dataset {
  /// The set with a share of its training images replaced by noise; their labels stay.
  ///
  /// Each pixel of noise is normal, of the mean and the deviation that this pixel has over the training
  /// images; of images of bytes rounded to one and cut off at 0 and 255. What is cut off makes the noise of dark pixels
  /// brighter than their mean, and less spread (own choice; unbounded noise does not fit into bytes). An
  /// image's noise does not depend on the share.
  ///
  /// - Throws: `DataError` never, since the labels stay.
  public func corruptingImages(share: Double, key: RandomKey) throws(DataError) -> Dataset {
    if share == 0 { return self }
    let size = shape.count
    let laws = train.pixelLaws
    var stream = key["share"].stream()
    var pixels = train.pixels
    var normals = [Real](repeating: 0, count: size)
    for item in 0..<train.count where stream.nextUnit() < share {
      var span = normals.mutableSpan
      key["noise"][item].fillNormal(&span, deviation: 1)
      pixels.replace(from: item * size, count: size) {
        laws[$0].mean + laws[$0].deviation * Double(normals[$0])
      }
    }
    let train = try LabelledImages(
      shape: shape, classes: classes, pixels: pixels, labels: train.labels, origin: "corrupted images")
    return Dataset(name: name, train: train, test: test, sources: sources)
  }
}

extension LabelledImages {
  /// The mean and the standard deviation of each pixel over all images, in bytes or shares of full brightness.
  public var pixelLaws: [(mean: Double, deviation: Double)] {
    switch pixels {
    case .bytes(let bytes): Self.laws(of: bytes, size: shape.count) { Double($0) }
    case .reals(let reals): Self.laws(of: reals, size: shape.count) { Double($0) }
    }
  }

  private static func laws<Number>(
    of numbers: [Number], size: Int, _ value: (Number) -> Double
  ) -> [(mean: Double, deviation: Double)] {
    var sums = [Double](repeating: 0, count: size)
    var squares = sums
    for start in stride(from: 0, to: numbers.count, by: size) {
      for i in 0..<size {
        let number = value(numbers[start + i])
        sums[i] += number
        squares[i] += number * number
      }
    }
    let count = Double(max(numbers.count / size, 1))
    return zip(sums, squares).map { sum, square in
      let mean = sum / count
      return (mean, max(square / count - mean * mean, 0).squareRoot())
    }
  }
}

extension Pixels {
  /// Puts other numbers in the place of some, rounded to bytes where they are bytes.
  fileprivate mutating func replace(from first: Int, count: Int, _ number: (Int) -> Double) {
    switch self {
    case .bytes(var bytes):
      self = .bytes([])
      for i in 0..<count { bytes[first + i] = UInt8(min(max(number(i).rounded(), 0), Self.brightest)) }
      self = .bytes(bytes)
    case .reals(var reals):
      self = .reals([])
      for i in 0..<count { reals[first + i] = Real(number(i)) }
      self = .reals(reals)
    }
  }
}
