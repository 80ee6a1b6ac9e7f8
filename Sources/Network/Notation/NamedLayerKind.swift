/// A kind of layer that a network written as data can name.
///
/// A new one is a type of this kind, and its place in the list of `LayerNotation`.
public protocol NamedLayerKind: LayerKind {
  /// What it is called, such as `conv`, or what its forms are called; what stands behind a word is the layer's size, or
  /// nothing.
  static var words: [String] { get }

  /// The layer that an item of a list describes.
  ///
  /// - Throws: `ArchitectureError` for what makes no such layer.
  init(_ item: inout LayerItem) throws(ArchitectureError)
}
