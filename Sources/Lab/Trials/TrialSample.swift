/// A short trial of the same network as a longer one, to measure how long that takes.
public struct TrialSample<T: Trial>: Sendable {
  /// The short trial, a matter of seconds on any network that the machine can hold.
  public let trial: T
  /// How many times as long the long one takes at most, on as many images.
  public let count: Double
  /// The share of the images that the short one is given.
  public let imageShare: Double

  /// A short trial on all images, or on a share of them.
  public init(_ trial: T, count: Double, imageShare: Double = 1) {
    self.trial = trial
    self.count = count
    self.imageShare = imageShare
  }

  /// A short trial on as many of its images as are learnt from in some seconds.
  public init(_ trial: T, count: Double, imagesThatTake cost: Double) {
    self.init(trial, count: count, imageShare: min(1, Self.multiplications / max(cost, 1)))
  }

  /// A few of a trial's networks: at most so many, as many as are drawn in some seconds, and one at the least.
  init(of trial: T, _ networks: WritableKeyPath<T, Int>, most: Int) {
    var few = trial
    let all = trial[keyPath: networks]
    if let demand = try? trial.demand() {
      let each = demand.multiplications / Double(max(all, 1))
      let fitting = max(1, Int(min(Double(most), Self.multiplications / max(each, 1))))
      few[keyPath: networks] = min(all, fitting)
    }
    self.init(few, count: Double(all) / Double(few[keyPath: networks]))
  }

  /// The multiplications of some seconds.
  private static var multiplications: Double { 1e11 }
}
