/// What a convolution's windows see beyond the edge of an image.
public enum Padding: String, Hashable, Codable, Sendable, CaseIterable {
  /// Zeros, so that the output has ⌈extent / stride⌉ numbers along each axis. Energy is lost at the border.
  case zero
  /// The image again, as if it were wrapped around a torus; as often as a large kernel needs. The output has
  /// ⌈extent / stride⌉ numbers along each axis.
  case circular
  /// Nothing lies there: there are windows only where they fit, ⌊(extent − kernel) / stride⌋ + 1 along each axis.
  case valid
}
