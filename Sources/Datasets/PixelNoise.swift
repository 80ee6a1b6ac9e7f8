import Numbers
import Randomness

extension Dataset {
  /// The set with a share of its training images replaced by noise; their labels stay.
  ///
  /// Each pixel of noise is normal, of the mean and the deviation that this pixel has over the training
  /// images, rounded to a byte and cut off at 0 and 255. What is cut off makes the noise of dark pixels
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
      for i in 0..<size {
        let value = (laws[i].mean + laws[i].deviation * Double(normals[i])).rounded()
        pixels[item * size + i] = UInt8(min(max(value, 0), 255))
      }
    }
    let train = try LabelledImages(
      shape: shape, classes: classes, pixels: pixels, labels: train.labels, origin: "corrupted images")
    return Dataset(name: name, train: train, test: test, sources: sources)
  }
}

extension LabelledImages {
  /// The mean and the standard deviation of each pixel over all images, in bytes.
  public var pixelLaws: [(mean: Double, deviation: Double)] {
    var sums = [Int](repeating: 0, count: shape.count)
    var squares = sums
    for item in 0..<count {
      for i in 0..<shape.count {
        let byte = Int(pixels[item * shape.count + i])
        sums[i] += byte
        squares[i] += byte * byte
      }
    }
    let count = Double(max(count, 1))
    return zip(sums, squares).map { sum, square in
      let mean = Double(sum) / count
      return (mean, max(Double(square) / count - mean * mean, 0).squareRoot())
    }
  }
}
