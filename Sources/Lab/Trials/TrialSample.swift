/// A short trial of the same network as a longer one, to measure how long that takes.
public struct TrialSample<T: Trial>: Sendable {
  /// The short trial, a matter of seconds on any network that the machine can hold.
  public let trial: T
  /// How many times as long the long one takes at most, on as many images.
  public let count: Double
  /// The share of the images that the short one is given.
  public let imageShare: Double

  /// A short trial on all images, or on a share of them.
  init(_ trial: T, count: Double, imageShare: Double = 1) {
    self.trial = trial
    self.count = count
    self.imageShare = imageShare
  }

  /// A short trial on as many of its images as are learnt from in some seconds.
  init(_ trial: T, count: Double, imagesThatTake cost: Double) {
    self.init(trial, count: count, imageShare: min(1, TrialSampleSize.multiplications / max(cost, 1)))
  }
}

/// How much a short trial may do.
enum TrialSampleSize {
  /// The multiplications of some seconds.
  static let multiplications = 1e11

  /// How many networks are drawn, of so many, at a cost of so much each: a few, and one at the least.
  static func networks(of all: Int, most: Int, demand: Demand) -> Int {
    let each = demand.multiplications / Double(max(all, 1))
    return min(all, max(1, Int(min(Double(most), multiplications / max(each, 1)))))
  }
}
