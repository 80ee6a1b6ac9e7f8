/// A number that a tensor file can hold.
public protocol TensorNumber: BinaryFloatingPoint {
  /// The unsigned integer of the same bits.
  associatedtype Bits: FixedWidthInteger & UnsignedInteger

  /// The number's type in files.
  static var element: Tensor.Element { get }

  /// The number's bits.
  var bitPattern: Bits { get }

  /// The number of these bits.
  init(bitPattern: Bits)
}

extension Float: TensorNumber {
  /// The number's type in files.
  public static let element = Tensor.Element.float32
}

extension Double: TensorNumber {
  /// The number's type in files.
  public static let element = Tensor.Element.float64
}
