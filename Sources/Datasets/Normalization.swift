/// How a byte of an image becomes a number: byte · scale + shift.
public struct Normalization: Hashable, Codable, Sendable {
  /// What a byte is multiplied by.
  public var scale: Double
  /// What is added afterwards.
  public var shift: Double

  /// A normalisation with everything stated.
  public init(scale: Double, shift: Double) {
    self.scale = scale
    self.shift = shift
  }

  /// Bytes onto 0 … 1, by 1/255.
  public static let unit = Normalization(scale: 1 / 255, shift: 0)

  /// Bytes onto −½ … ½. Images whose mean is far from 0 make descent oscillate along it at rates that centred ones bear.
  public static let centred = Normalization(scale: 1 / 255, shift: -0.5)
}
