/// The shape of one image: channels, then rows, then columns, as the pixels lie in memory.
public struct ImageShape: Hashable, Codable, Sendable {
  /// The number of planes: 1 for grey, 3 for red, green and blue.
  public let channels: Int
  /// The number of rows of pixels.
  public let height: Int
  /// The number of pixels in a row.
  public let width: Int

  /// A shape; no extent may be negative.
  public init(channels: Int, height: Int, width: Int) {
    precondition(channels >= 0 && height >= 0 && width >= 0)
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// Channels, height and width.
  public var extents: [Int] { [channels, height, width] }

  /// The number of values in one image.
  public var count: Int { channels * height * width }
}

extension ImageShape: CustomStringConvertible {
  /// The shape as, say, `3×32×32`.
  public var description: String { "\(channels)×\(height)×\(width)" }
}
