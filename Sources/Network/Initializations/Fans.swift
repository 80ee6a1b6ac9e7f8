/// How many inputs feed one unit of a layer, and how many units one input feeds.
///
/// A layer states its own fans, in which a filter's receptive field counts; a tensor's shape never guesses
/// them. Where units come in groups, fan-out counts those of all groups, as in PyTorch, Keras and JAX.
public struct Fans: Hashable, Sendable {
  /// The inputs of one unit.
  public let fanIn: Int
  /// The units that one input feeds.
  public let fanOut: Int
  /// The pixels of a filter, which count in both; 1 for a product with vectors.
  public let receptiveField: Int
  /// In how many groups of their own inputs the units come.
  public let groups: Int

  /// Fans of a layer.
  public init(fanIn: Int, fanOut: Int, receptiveField: Int = 1, groups: Int = 1) {
    precondition(fanIn > 0 && fanOut > 0, "fans must be positive, not \(fanIn) and \(fanOut)")
    precondition(
      receptiveField > 0 && fanIn % receptiveField == 0 && fanOut % receptiveField == 0,
      "\(receptiveField) pixels do not count in \(fanIn) and \(fanOut)")
    self.fanIn = fanIn
    self.fanOut = fanOut
    precondition(groups > 0, "units come in at least one group, not in \(groups)")
    self.receptiveField = receptiveField
    self.groups = groups
  }

  /// The number of units or features, rows of the matrix of weights; its columns are as many as the fan-in.
  public var units: Int { fanOut / receptiveField }

  /// The units that one input feeds, with the pixels of a filter: those of its group.
  var ownFanOut: Int { fanOut / groups }
}
