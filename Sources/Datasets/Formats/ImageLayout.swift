/// How an array of images lies in a file: the shape of one, and where its channels stand.
struct ImageLayout: Hashable, Sendable {
  /// The shape of one image.
  let shape: ImageShape
  /// Whether the channels of a pixel lie side by side.
  let isChannelsLast: Bool

  /// How many channels images have as a rule: an extent beyond it is a height or a width.
  private static let usualChannels = 1...4

  /// The layout of images of these extents, the first being their number; nil where they make none.
  ///
  /// Two extents are vectors, three grey images. Of four the second or the last is the number of channels: the one that is
  /// at most 4, or where both or none is, the one that the format has as a rule.
  init?(_ extents: [Int], order: ChannelOrder) {
    guard extents.allSatisfy({ $0 > 0 }) else { return nil }
    switch extents.count {
    case 2: self.init(1, 1, extents[1])
    case 3: self.init(1, extents[1], extents[2])
    case 4:
      let (first, last) = (
        Self.usualChannels.contains(extents[1]), Self.usualChannels.contains(extents[3])
      )
      if first == last ? order == .last : last {
        self.init(extents[3], extents[1], extents[2], isChannelsLast: true)
      } else {
        self.init(extents[1], extents[2], extents[3])
      }
    default: return nil
    }
  }

  private init(_ channels: Int, _ height: Int, _ width: Int, isChannelsLast: Bool = false) {
    shape = ImageShape(channels: channels, height: height, width: width)
    self.isChannelsLast = isChannelsLast
  }

  /// The numbers of images in the order channels, height, width.
  func channelsFirst<Number>(_ numbers: [Number]) -> [Number] {
    guard isChannelsLast, shape.channels > 1 else { return numbers }
    let pixels = shape.height * shape.width
    return [Number](unsafeUninitializedCapacity: numbers.count) { sink, count in
      count = numbers.count
      for start in stride(from: 0, to: count, by: shape.count) {
        for channel in 0..<shape.channels {
          for pixel in 0..<pixels {
            sink[start + channel * pixels + pixel] = numbers[start + pixel * shape.channels + channel]
          }
        }
      }
    }
  }
}
