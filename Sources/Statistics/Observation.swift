/// When something happened to one run, or how long one looked without seeing it.
///
/// Time is in any unit, such as epochs, and starts at 0 for every run. A run that is censored at a time is known to
/// have its event later than that, and counts as under observation up to and including it.
public struct Observation: Hashable, Codable, Sendable {
  /// The time of the event, or the last time under observation.
  public let time: Double
  /// Whether the event had not happened by then.
  public let isCensored: Bool

  private init(_ time: Double, isCensored: Bool) {
    precondition(time.isFinite && time >= 0, "\(time) is not a time")
    self.time = time
    self.isCensored = isCensored
  }

  /// The event happened at this time.
  public static func event(at time: Double) -> Observation { Observation(time, isCensored: false) }

  /// The event happened in this epoch.
  public static func event(at epoch: Int) -> Observation { event(at: Double(epoch)) }

  /// The event had not happened by this time.
  public static func censored(at time: Double) -> Observation { Observation(time, isCensored: true) }

  /// The event had not happened by the end of this epoch.
  public static func censored(at epoch: Int) -> Observation { censored(at: Double(epoch)) }
}
