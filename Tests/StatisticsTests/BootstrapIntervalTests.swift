import Randomness
import Statistics
import TestSupport
import Testing

@Suite struct BootstrapIntervalTests {
  private let key = RandomKey(seed: 51)

  private func mean(_ sample: [Double]) -> Double? { MeanEstimate(sample)?.mean }

  @Test func theSameKeyGivesTheSameInterval() {
    let sample = [3.0, 1, 4, 1, 5, 9, 2, 6]
    let one = BootstrapInterval(of: sample, from: key, mean)
    #expect(one == BootstrapInterval(of: sample, from: key, mean))
    #expect(one != BootstrapInterval(of: sample, from: key["other"], mean))
  }

  @Test func itsEndsAreThePercentilesOfTheResampledStatistic() throws {
    // A share of 40 runs: the resampled number is binomial with mean 16 and deviation 3.1, and by
    // scipy.stats.binom.ppf of SciPy 1.17.1 its 2.5 % and 97.5 % points are 10 and 22.
    let sample = (0..<40).map { $0 < 16 ? 1.0 : 0 }
    let interval = try #require(
      BootstrapInterval(of: sample, resamples: 20_000, from: key) { $0.reduce(0, +) })
    #expect(interval.lower == 10 && interval.upper == 22)
    #expect(interval.level == 0.95 && interval.resamples == 20_000 && interval.undefined == 0)
    #expect(interval.contains(16) && !interval.contains(23))
  }

  @Test func endsBetweenTwoStatisticsAreInterpolated() throws {
    var number = 0.0
    let interval = try #require(
      BootstrapInterval(of: [1.0], resamples: 102, level: 0.9, from: key) { _ in
        number += 1
        return number
      })
    // The numbers 1 … 102, so that a share s of the way is at 1 + 101 s.
    #expect(abs(interval.lower - 6.05) < 1e-12 && abs(interval.upper - 96.95) < 1e-12)
  }

  @Test func clustersAreDrawnWhole() {
    let runs = [1.0, 10, 1, 10, 1, 10]
    let clusters = ["a", "b", "a", "b", "a", "b"]
    var sums: Set<Double> = []
    _ = BootstrapInterval(of: runs, clusters: clusters, resamples: 200, from: key) { sample in
      sums.insert(sample.reduce(0, +))
      return 0
    }
    #expect(sums == [6, 33, 60])
  }

  @Test func clustersOfOneAreNoClusters() {
    let sample = [3.0, 1, 4, 1, 5, 9, 2, 6]
    let clustered = BootstrapInterval(of: sample, clusters: Array(0..<8), from: key, mean)
    #expect(clustered == BootstrapInterval(of: sample, from: key, mean))
  }

  @Test func undefinedStatisticsAreCountedAndLeftOut() throws {
    // The first two draws of four are equal in a quarter of the cases.
    let some = try #require(
      BootstrapInterval(of: [1.0, 2, 3, 4], resamples: 400, from: key) { $0[0] == $0[1] ? nil : 3 })
    #expect(some.undefined > 60 && some.undefined < 140 && some.lower == 3 && some.upper == 3)
    #expect(BootstrapInterval(of: [1.0, 2], from: key) { _ in nil } == nil)
    #expect(BootstrapInterval(of: [1.0, 2], from: key) { _ in Double.nan } == nil)
    #expect(BootstrapInterval(of: [], from: key, mean) == nil)
  }

  @Test func intervalsHoldTheMeanAboutAsOftenAsTheySay() {
    // 90 % by name; the percentiles of 30 values are narrower than Student's interval by about √(29/30) and
    // 1.645 / 1.699, so 88.3 % are expected.
    let samples = 1000
    let held = (0..<samples).count { number in
      var stream = key["coverage"][number].stream()
      let sample = (0..<30).map { _ in normal(from: &stream) }
      let interval = BootstrapInterval(
        of: sample, resamples: 400, level: 0.9, from: key["coverage"][number]["draws"], mean)
      return interval?.contains(0) ?? false
    }
    #expect(abs(Double(held) / Double(samples) - 0.883) < 4 * (0.1 / Double(samples)).squareRoot())
  }

  @Test func intervalsOfClusteredRunsNeedClusters() {
    let samples = 400
    var (held, heldWithout) = (0, 0)
    for number in 0..<samples {
      var stream = key["clusters"][number].stream()
      var (runs, clusters): ([Double], [Int]) = ([], [])
      for cluster in 0..<25 {
        let common = normal(from: &stream)
        for _ in 0..<4 {
          runs.append(common + 0.5 * normal(from: &stream))
          clusters.append(cluster)
        }
      }
      let draws = key["clusters"][number]["draws"]
      let whole = BootstrapInterval(
        of: runs, clusters: clusters, resamples: 300, level: 0.9, from: draws, mean)
      let split = BootstrapInterval(of: runs, resamples: 300, level: 0.9, from: draws, mean)
      if whole?.contains(0) ?? false { held += 1 }
      if split?.contains(0) ?? false { heldWithout += 1 }
    }
    #expect(abs(Double(held) / Double(samples) - 0.88) < 4 * (0.1 / Double(samples)).squareRoot())
    #expect(Double(heldWithout) / Double(samples) < 0.75)
  }

  @Test func ofACensoredCorrelation() throws {
    // The larger the number, the later the start: so C is above ½ beyond the noise, and the point estimate is inside.
    var stream = key["starts"].stream()
    let runs = (0..<150).map { _ in
      let x = stream.nextUnit()
      return (x, geometricRuns(1, chance: 0.3 / (1 + 9 * x), limit: 30, from: &stream)[0])
    }
    let statistic = { (runs: [(Double, Observation)]) in
      Concordance(of: runs.map(\.0), with: runs.map(\.1)).harrell
    }
    let interval = try #require(BootstrapInterval(of: runs, from: key, statistic))
    let estimate = try #require(statistic(runs))
    #expect(interval.lower > 0.5 && interval.contains(estimate))
  }
}
