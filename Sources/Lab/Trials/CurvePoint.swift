/// Numbers of a run at one step of a curve: after so many steps of training, or at a layer.
public struct CurvePoint: Sendable {
  /// Where it stands.
  public let step: Int
  /// What each curve has there, by the curve's name.
  public let numbers: [(name: String, value: Double)]
}
