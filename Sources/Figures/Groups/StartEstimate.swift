import Lab
import Statistics

/// When the runs of one setting start, those that have not started counted for what they are: the Kaplan–Meier median or the
/// restricted mean, with a 95 % interval.
package struct StartEstimate: Sendable {
  /// The epoch; nil where fewer than half of the runs started and the median is asked for.
  package let epoch: Double?
  /// The interval; nil where there are too few runs.
  package let interval: MedianInterval?

  /// The estimate of a group.
  package init(_ group: StartGroup, _ statistic: StartStatistic) {
    guard let curve = KaplanMeier(group.observations) else {
      (epoch, interval) = (nil, nil)
      return
    }
    switch statistic {
    case .median:
      epoch = curve.median
      interval = curve.medianInterval()
    case .restrictedMean:
      let mean = curve.restrictedMean(upTo: Double(group.trial.criterion.epochLimit))
      epoch = mean?.value
      // All runs censored tell nothing of an error, though the formula says 0.
      interval = mean.flatMap { mean in
        guard let error = mean.standardError, !curve.steps.isEmpty else { return nil }
        let half = error * StudentT(degreesOfFreedom: Double(curve.count - 1)).halfWidth(level: 0.95)
        return MedianInterval(lower: mean.value - half, upper: mean.value + half)
      }
    }
  }
}

extension StartEstimate {
  /// An epoch in few digits.
  static func text(_ epoch: Double) -> String {
    decimals(epoch, epoch == epoch.rounded() || epoch >= 9.95 ? 0 : 1)
  }
}

extension [StartGroup] {
  /// How many runs of all settings started, and when, in a sentence without its end.
  func finding(_ statistic: StartStatistic) -> String {
    let (all, summaries) = (reduce(0) { $0 + $1.outcomes.count }, map(\.summary))
    let diverged = summaries.reduce(0) { $0 + $1.diverged }
    let epochs = compactMap { StartEstimate($0, statistic).epoch }
    let span = epochs.min().flatMap { least in
      epochs.max().map {
        "; \(statistic.title)s from \(StartEstimate.text(least)) to \(StartEstimate.text($0))"
      }
    }
    return "\(summaries.reduce(0) { $0 + $1.epochs.count }) of \(all) runs started"
      + (diverged > 0 ? ", \(diverged) diverged" : "") + (span ?? "")
  }
}

extension StartStatistic {
  /// What it is called in a picture.
  package var title: String {
    switch self {
    case .median: "Kaplan–Meier median"
    case .restrictedMean: "restricted mean"
    }
  }
}
