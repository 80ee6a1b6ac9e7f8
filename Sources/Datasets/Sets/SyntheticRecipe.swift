import Randomness

/// A set made by a program, for when no data are at hand: learnable in a few epochs, but not at once.
///
/// A class has a few variants, each of them some blobs, bright and dark. An image is one variant of its class,
/// shifted by some pixels, with blobs of other strengths, among blobs that mean nothing, under noise. All of it is
/// drawn from a key, image by image, so that the first images stay the same when more are asked for.
public struct SyntheticRecipe: Hashable, Codable, Sendable {
  /// The shape of one image; colours have blobs of their own.
  public var shape = ImageShape(channels: 1, height: 28, width: 28)
  /// The number of training images.
  public var trainCount = 10_000
  /// The number of test images.
  public var testCount = 2_000
  /// The number of ways that a class can look.
  public var variants = 2
  /// The number of blobs in each channel of a variant.
  public var blobs = 4
  /// The number of blobs in each channel of an image that mean nothing.
  public var clutter = 1
  /// How far an image is shifted at most, in pixels, in each direction.
  public var shift = 2
  /// The standard deviation of the noise, in steps of a byte.
  public var noise: Float = 40

  /// The usual recipe: 28 × 28, grey.
  public init() {}

  /// The same in the shape of CIFAR-10.
  public static let colour: SyntheticRecipe = {
    var recipe = SyntheticRecipe()
    recipe.shape = ImageShape(channels: 3, height: 32, width: 32)
    recipe.blobs = 2
    return recipe
  }()

  private static let classes = 10

  /// Makes the set that this recipe and this key decide.
  public func dataset(from key: RandomKey) -> Dataset {
    precondition(trainCount >= 0 && testCount >= 0 && variants > 0)
    precondition(blobs >= 0 && clutter >= 0 && shift >= 0)
    let prototypes = (0..<Self.classes * variants).map { index in
      var stream = key["class"][index].stream()
      return scatter(blobs, from: &stream)
    }
    do {
      return Dataset(
        name: shape.channels == 1 ? .synthetic : .syntheticColour,
        train: try split(trainCount, of: prototypes, from: key["train"]),
        test: try split(testCount, of: prototypes, from: key["test"]), sources: [])
    } catch {
      preconditionFailure("the recipe contradicts itself: \(error)")
    }
  }

  /// A smooth spot on one channel: `strength` at its middle, falling to zero at `radius`.
  private struct Blob {
    let channel: Int
    var row, column: Float
    let radius: Float
    var strength: Float
  }

  private func scatter(_ count: Int, from stream: inout RandomStream) -> [Blob] {
    (0..<shape.channels * count).map { index in
      let sign: Float = Bool.random(using: &stream) ? 1 : -1
      return Blob(
        channel: index / count, row: Float(shape.height) * .random(in: 0.15...0.85, using: &stream),
        column: Float(shape.width) * .random(in: 0.15...0.85, using: &stream),
        radius: Float(shape.width) * .random(in: 0.15...0.35, using: &stream),
        strength: sign * .random(in: 60...110, using: &stream))
    }
  }

  private func split(
    _ count: Int, of prototypes: [[Blob]], from key: RandomKey
  ) throws(DataError) -> LabelledImages {
    var pixels: [UInt8] = [], labels: [Int32] = []
    pixels.reserveCapacity(count * shape.count)
    for item in 0..<count {
      var stream = key[item].stream()
      let index = Int.random(in: 0..<Self.classes * variants, using: &stream)
      labels.append(Int32(index / variants))
      pixels.append(contentsOf: image(of: prototypes[index], from: &stream))
    }
    return try LabelledImages(
      shape: shape, classes: Self.classes, pixels: .bytes(pixels), labels: labels, origin: "synthetic")
  }

  private func image(of prototype: [Blob], from stream: inout RandomStream) -> [UInt8] {
    var values = [Float](repeating: 112, count: shape.count)
    let down = Float(Int.random(in: -shift...shift, using: &stream))
    let right = Float(Int.random(in: -shift...shift, using: &stream))
    for var blob in prototype {
      blob.row += down
      blob.column += right
      blob.strength *= .random(in: 0.7...1.3, using: &stream)
      add(blob, to: &values)
    }
    for blob in scatter(clutter, from: &stream) { add(blob, to: &values) }
    return zip(values, grain(from: &stream)).map { UInt8(max(0, min(255, $0 + $1 * noise))) }
  }

  private func add(_ blob: Blob, to values: inout [Float]) {
    func reach(_ middle: Float, _ extent: Int) -> Range<Int> {
      let start = max(0, min(extent, Int(middle - blob.radius)))
      return start..<max(start, min(extent, Int(middle + blob.radius) + 1))
    }
    for y in reach(blob.row, shape.height) {
      for x in reach(blob.column, shape.width) {
        let dy = Float(y) - blob.row, dx = Float(x) - blob.column
        let height = max(0, 1 - (dy * dy + dx * dx) / (blob.radius * blob.radius))
        values[(blob.channel * shape.height + y) * shape.width + x] += blob.strength * height * height
      }
    }
  }

  /// One number a pixel, of mean 0 and variance 1: four uniform bytes summed, which is near enough to a normal.
  private func grain(from stream: inout RandomStream) -> [Float] {
    // A uniform byte has variance (256² − 1) / 12.
    let scale = 1 / (4 * Float(65_535) / 12).squareRoot()
    var bits: UInt64 = 0
    return (0..<shape.count).map { index in
      bits = index.isMultiple(of: 2) ? stream.next() : bits >> 32
      let sum = (bits & 0xFF) + (bits >> 8 & 0xFF) + (bits >> 16 & 0xFF) + (bits >> 24 & 0xFF)
      return (Float(sum) - 510) * scale
    }
  }
}
