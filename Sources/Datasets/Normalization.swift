/// How a byte of an image becomes a number: byte · scale + shift.
///
/// A pixel that is no byte but a share of full brightness counts as 255 times as much.
public struct Normalization: Hashable, Sendable {
  /// What a byte is multiplied by.
  public var scale: Double
  /// What is added afterwards.
  public var shift: Double

  /// A normalisation with everything stated.
  public init(scale: Double, shift: Double) {
    self.scale = scale
    self.shift = shift
  }

  /// What a share of full brightness is multiplied by.
  public var realScale: Double { scale * Pixels.brightest }

  /// Bytes onto 0 … 1, by 1/255.
  public static let unit = Normalization(scale: 1 / 255, shift: 0)

  /// Bytes onto −½ … ½. Images whose mean is far from 0 make descent oscillate along it at rates that centred ones bear.
  public static let centred = Normalization(scale: 1 / 255, shift: -0.5)

  /// The normalisations that have names.
  public static let names = ["unit", "centred"]

  /// The normalisation with a name; nil where there is none.
  public init?(named name: String) {
    switch name {
    case "unit": self = .unit
    case "centred": self = .centred
    default: return nil
    }
  }
}

extension Normalization: Codable {
  private enum CodingKeys: String, CodingKey {
    case scale
    case shift
  }

  /// Reads a name, or `scale` and `shift`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self), let named = Self(named: name) {
      self = named
    } else {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        scale: try container.decode(Double.self, forKey: .scale),
        shift: try container.decode(Double.self, forKey: .shift))
    }
  }
}
