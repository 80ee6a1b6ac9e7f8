/// An interval that holds the median time to the event, whatever law the times have.
///
/// Its ends are times of events, as many from either side, so that fewer of as many fair coins than that show heads with
/// probability (1 − level) / 2 at most.
///
/// Source: Thompson 1936, *On Confidence Ranges for the Median and Other Expectation Distributions*.
public struct MedianInterval: Hashable, Codable, Sendable {
  /// The lower end; nil where it comes later than all that was observed.
  public let lower: Double?
  /// The upper end; nil where it comes later than all that was observed.
  public let upper: Double?

  /// An interval of these ends.
  public init(lower: Double?, upper: Double?) {
    self.lower = lower
    self.upper = upper
  }
}

extension KaplanMeier {
  /// The least number of runs that an interval of 95 % takes.
  public static let leastRunsForMedianInterval = 6

  /// An interval that holds the median with at least this probability; nil where there are too few runs, and where some were
  /// censored before others had their event: then the order of times is not known.
  public func medianInterval(level: Double = 0.95) -> MedianInterval? {
    precondition(level > 0 && level < 1, "\(level) is no level")
    var times: [Double] = []
    for step in steps {
      guard step.atRisk == count - times.count else { return nil }
      times += Array(repeating: step.time, count: step.events)
    }
    let coins = Binomial(trials: count, chance: 0.5)
    guard let left = (0..<count).prefix(while: { coins.atMost($0) <= (1 - level) / 2 }).last else {
      return nil
    }
    func time(_ place: Int) -> Double? { place < times.count ? times[place] : nil }
    return MedianInterval(lower: time(left), upper: time(count - 1 - left))
  }
}
