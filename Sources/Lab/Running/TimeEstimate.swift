import Datasets
import Foundation
import Storage

/// How much of a batch of trials is left to run, and how long that takes at most.
public struct TimeEstimate: Hashable, Codable, Sendable {
  /// All trials.
  public let runs: Int
  /// Those that the store holds already.
  public let found: Int
  /// How long the others take at most, in seconds; runs that start, or diverge, are done sooner.
  public let seconds: Double
  /// Of how many trials a small part was run to measure that.
  public let measured: Int

  /// The most trials that a part of is run.
  private static var most: Int { 8 }

  /// Runs a small part of a few trials, spread over the cheapest and the dearest, one after another.
  ///
  /// - Parameters:
  ///   - jobs: The runs at a time.
  ///   - store: Where outcomes are kept, if there is such a place yet.
  ///   - progress: Told which copies of data are in use.
  /// - Throws: The first error of a trial, `DataError`, `LabError.severalCopies` or `StoreError`.
  public init<T: Trial>(
    of trials: [T], jobs: Int, search: DataSearch, store: Store?, progress: Progress? = nil
  ) throws {
    let data = try DataInUse(Set(trials.compactMap(\.dataset)), from: search)
    let known = try StoredOutcomes(of: trials, in: store, on: data)
    var missing: [(trial: T, cost: Double)] = []
    for (trial, outcome) in zip(trials, known.outcomes) where outcome == nil {
      missing.append((trial, trial.cost))
    }
    missing.sort { $0.cost < $1.cost }
    runs = trials.count
    found = trials.count - missing.count
    let places = Set((0..<Self.most).map { $0 * (missing.count - 1) / (Self.most - 1) })
    let samples = missing.isEmpty ? [] : places.sorted()
    measured = samples.count
    let shelf = try DataShelf(missing.compactMap(\.trial.dataset), from: search)
    try data.check(shelf)
    progress?.tell(data.line)
    progress?.tell(known.leftOutLine)
    let rates = try samples.map { place in
      try Self.seconds(missing[place].trial, on: shelf) / max(missing[place].cost, 1)
    }
    let total = missing.enumerated().reduce(0.0) { sum, next in
      let nearest =
        samples.indices.min { abs(samples[$0] - next.offset) < abs(samples[$1] - next.offset) } ?? 0
      return sum + rates[nearest] * max(next.element.cost, 1)
    }
    // Runs at a time beyond the cores wait for each other.
    seconds = total / Double(min(jobs, ProcessInfo.processInfo.activeProcessorCount, max(missing.count, 1)))
  }

  private init(runs: Int, found: Int, seconds: Double, measured: Int) {
    (self.runs, self.found, self.seconds, self.measured) = (runs, found, seconds, measured)
  }

  /// What two batches take, one after the other.
  public static func + (one: TimeEstimate, other: TimeEstimate) -> TimeEstimate {
    TimeEstimate(
      runs: one.runs + other.runs, found: one.found + other.found, seconds: one.seconds + other.seconds,
      measured: one.measured + other.measured)
  }

  /// How long a trial takes at most, by a part of it.
  private static func seconds<T: Trial>(_ trial: T, on shelf: DataShelf) throws -> Double {
    let sample = trial.sample
    let few = sample.imageShare < 1 ? shelf.taking(sample.imageShare) : shelf
    let images = trial.dataset.map { Double(shelf[$0].train.count) / Double(few[$0].train.count) } ?? 1
    let clock = ContinuousClock()
    let time = try clock.measure { _ = try sample.trial.run(on: few) }
    return time / .seconds(1) * sample.count * images
  }
}
