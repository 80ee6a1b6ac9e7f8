/// How many inputs feed one unit of a layer, and how many units one input feeds.
///
/// A layer states its own fans, in which a filter's receptive field counts; a tensor's shape never guesses them.
public struct Fans: Hashable, Sendable {
  /// The inputs of one unit.
  public let fanIn: Int
  /// The units that one input feeds.
  public let fanOut: Int

  /// Fans of a layer.
  public init(fanIn: Int, fanOut: Int) {
    precondition(fanIn > 0 && fanOut > 0, "fans must be positive, not \(fanIn) and \(fanOut)")
    self.fanIn = fanIn
    self.fanOut = fanOut
  }
}
