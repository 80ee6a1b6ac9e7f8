import Lab

/// An experiment of a paper, which the program carries within itself.
public struct PaperExperiment: Sendable {
  /// What it is called on the command line, and in its file.
  public let name: String
  private let bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The experiments of all papers.
  public static let all = Paper.all.flatMap(\.experiments)

  /// The experiment of a name; nil where there is none.
  public init?(named name: String) {
    guard let own = Self.all.first(where: { $0.name == name }) else { return nil }
    self = own
  }

  /// The experiment, as its file says it.
  ///
  /// - Throws: `ExperimentError` where the file is not in order, which the tests see to.
  public func experiment() throws(ExperimentError) -> Experiment {
    try Experiment(text: String(decoding: bytes, as: UTF8.self), source: name)
  }
}

extension PaperExperiment: Hashable {
  /// Whether both have one name.
  public static func == (one: Self, other: Self) -> Bool { one.name == other.name }

  /// Takes the name into a hash.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension PaperExperiment: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}
