/// What a picture shows of the times to start of several runs, some of which may not have started.
public enum StartStatistic: String, Hashable, Codable, CaseIterable, Sendable {
  /// The epoch by which half of the runs have started.
  case median
  /// The mean, later times and runs that never started counting as the last epoch.
  case restrictedMean = "restricted-mean"
}
