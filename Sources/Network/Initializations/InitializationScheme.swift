/// What an initialisation does to a network besides drawing weights by a law.
///
/// A scheme is one type of this kind, in a file of its own, and a place in the list of `Initialization.schemes`; one that hangs
/// on data is a `SettlingScheme`.
public protocol InitializationScheme: Hashable, Sendable {
  /// The name in files.
  var name: String { get }

  /// The layers as they begin so; the same ones unless it says otherwise.
  ///
  /// - Parameter law: The law of all weights that have none of their own.
  /// - Throws: `ArchitectureError` where they cannot.
  func prepared(_ layers: [Layer], drawnBy law: Initializer) throws(ArchitectureError) -> [Layer]
}

extension InitializationScheme {
  /// The same layers.
  public func prepared(_ layers: [Layer], drawnBy law: Initializer) throws(ArchitectureError) -> [Layer] {
    layers
  }
}
