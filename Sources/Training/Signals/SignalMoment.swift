/// What was measured of a network's layers at one moment of a run.
public struct SignalMoment: Hashable, Codable, Sendable {
  /// How many steps had been taken.
  public let step: Int
  /// The mean loss of the batch of the step that follows; nil where it is infinite or not a number.
  public internal(set) var loss: Double?
  /// The numbers of each layer; a signal that a layer has not, or that is not a number, is left out.
  ///
  /// Those of activations are of the weights as they stand, `gradient` and `update` of the step that follows.
  public internal(set) var layers: [[Signal: Double]]

  /// What was measured at a moment.
  public init(step: Int, loss: Double?, layers: [[Signal: Double]]) {
    self.step = step
    self.loss = loss
    self.layers = layers
  }
}
