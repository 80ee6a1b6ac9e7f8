import Forms

/// A family of networks with its sizes: the layers that it makes, how it is written and told, and what theory may read and
/// change of it.
///
/// A family is one type of this kind, and a place in the list of `Architecture`.
public protocol NetworkFamily: Hashable, Codable, Sendable {
  /// The name in files and on the command line.
  static var name: String { get }

  /// The network of standard sizes: depth 10 and, where the family has a width of its own, the paper's.
  static var standard: Self { get }

  /// What may be said of such a network: a field for each of its stored properties.
  static var fields: [ValueForm.Field] { get }

  /// The number of hidden layers or residual modules.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  func layerCount() throws(ArchitectureError) -> Int

  /// The layers of a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - input: The extents of one input.
  ///   - classes: The width of a linear output layer; nil for a network that ends with its last hidden layer.
  /// - Throws: `ArchitectureError` where the sizes make no network.
  func layers(input: [Int], classes: Int?) throws(ArchitectureError) -> [Layer]

  /// The sizes, in a line.
  var summary: String { get }

  /// The family and its sizes in a few words: depth × width.
  var label: String { get }

  /// The activation after every hidden layer, or inside the modules; nil where they may differ.
  var hiddenActivation: Activation? { get }

  /// The number of units of each hidden layer, or of its features; nil for residual networks.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  func layerWidths() throws(ArchitectureError) -> [Int]?

  /// Whether what `layerWidths` counts are features of many units.
  var countsFeatures: Bool { get }

  /// The residual scale of the modules; nil for networks without.
  var residualScale: ResidualScale? { get }

  /// The number of products through which one hidden layer or module leads.
  var productsPerLayer: Int { get }

  /// The number of inputs that a network is given where nobody says: nil where it needs an image.
  ///
  /// - Throws: `ArchitectureError` where the sizes make no network.
  func inputWidth() throws(ArchitectureError) -> Int?

  /// The number that `withDepth` changes, where it is not `layerCount`.
  var depthPerStage: Int? { get }

  /// The same network of fewer hidden layers, or modules in each stage, which has the sizes of the first ones.
  func withDepth(_ depth: Int) -> Self

  /// The same network with changed widths; nil where the family has none of its own.
  func withWidths(_ change: ([Int]) -> [Int]) -> Self?

  /// The same network with other residual scales; nil where it has none.
  func withScale(_ scale: ResidualScale) -> Self?

  /// The same network with a circular border in place of zeros; nil where there are no such zeros.
  var onTorus: Self? { get }
}

extension NetworkFamily {
  /// A family counts units unless it says otherwise.
  public var countsFeatures: Bool { false }
  /// A family has no modules unless it says otherwise.
  public var residualScale: ResidualScale? { nil }
  /// One product a layer unless a family says otherwise.
  public var productsPerLayer: Int { 1 }
  /// A family needs images unless it says otherwise.
  public func inputWidth() throws(ArchitectureError) -> Int? { nil }
  /// Depth is counted in all unless a family says otherwise.
  public var depthPerStage: Int? { nil }
  /// A family has no widths to change unless it says otherwise.
  public func withWidths(_: ([Int]) -> [Int]) -> Self? { nil }
  /// A family has no residual scales unless it says otherwise.
  public func withScale(_: ResidualScale) -> Self? { nil }
  /// A family pads with no zeros unless it says otherwise.
  public var onTorus: Self? { nil }
}
