import Network

/// A network and how it begins, as a comparison tells of it.
public struct ComparedNetwork: Hashable, Sendable {
  /// The network.
  public let architecture: Architecture
  /// How its weights are drawn.
  public let initialization: Initialization
  /// The method by which a residual network begins; nil where an initialisation alone was asked for.
  public let method: String?
  /// What the network is called: of methods, what they change is left out.
  public let label: String

  /// A network and an initialisation.
  public init(_ architecture: Architecture, _ initialization: Initialization) {
    self.architecture = architecture
    self.initialization = initialization
    method = nil
    label = architecture.label
  }

  /// A residual network that begins by a method.
  ///
  /// - Parameter input: The extents of one input.
  /// - Throws: `ArchitectureError` where it cannot.
  public init(
    _ architecture: Architecture, _ method: ResidualMethod, input: [Int]
  ) throws(ArchitectureError) {
    self.architecture = try method.applied(to: architecture, input: input)
    initialization = method.initialization
    self.method = method.name
    label = method.label(of: architecture)
  }

  /// What it begins by: the method, or the initialisation's name.
  public var beginning: String { method ?? initialization.name }

  /// Whether its weights hang on data, so that it cannot be drawn and measured before training.
  var hangsOnData: Bool { initialization.scheme is any SettlingScheme }
}
