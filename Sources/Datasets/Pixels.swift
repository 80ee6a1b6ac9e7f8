import Numbers

/// The numbers of images, one image after the other.
///
/// Most files hold bytes, which are kept as they are. Of others a number stands for a share of full brightness: 1 is what a
/// byte of 255 is, whatever the file's type.
public enum Pixels: Hashable, Sendable {
  /// Bytes, from 0 to 255.
  case bytes([UInt8])
  /// Shares of full brightness; they may lie outside 0 … 1, as those of standardised images do.
  case reals([Real])

  /// How many numbers there are.
  public var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .reals(let numbers): numbers.count
    }
  }

  /// Those of some places alone.
  subscript(_ places: Range<Int>) -> Pixels {
    switch self {
    case .bytes(let bytes): .bytes(Array(bytes[places]))
    case .reals(let numbers): .reals(Array(numbers[places]))
    }
  }

  /// A number as normalisation is given it: a byte, or 255 times a share.
  public subscript(_ place: Int) -> Double {
    switch self {
    case .bytes(let bytes): Double(bytes[place])
    case .reals(let numbers): Double(numbers[place]) * Self.brightest
    }
  }

  /// The byte of full brightness.
  static let brightest = 255.0
}
