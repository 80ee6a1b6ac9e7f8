/// What of a trial stands in columns of its own in a store, so that runs are found by it.
public struct RunLabels: Hashable, Encodable, Sendable {
  /// The sort of trial.
  public let kind: String
  /// The data set, if any.
  public let dataset: String?
  /// The initialisation's popular name, or its laws written out.
  public let initialization: String
  /// The number of hidden layers or residual modules; nil where the sizes make no network.
  public let depth: Int?
  /// The seed.
  public let seed: UInt64

  /// Labels of a trial.
  public init(kind: String, dataset: String?, initialization: String, depth: Int?, seed: UInt64) {
    self.kind = kind
    self.dataset = dataset
    self.initialization = initialization
    self.depth = depth
    self.seed = seed
  }
}
