import Lab
import Statistics

/// Whether networks of one sort and depth that begin alike start to learn: what became of their runs at the rate that suits them best.
public struct Decision: Encodable, Sendable {
  /// The network's sort.
  public let network: String
  /// The numbers of layers with weights, such as `11 to 30`.
  public let layers: String
  /// The initialisation, and what branches are multiplied by.
  public let initialization: String
  /// Whether they start.
  public let verdict: Verdict
  /// How many runs started.
  public let started: Int
  /// How many runs there are.
  public let runs: Int
  /// How many of them diverged, some perhaps after they had started.
  public let diverged: Int
  /// The median epoch of the start over the runs that did; nil where none did.
  public let medianEpoch: Double?
  /// The last epochs by whose end they might start, the least and the greatest.
  public let limits: [Int]
  /// The learning rate of these runs, with the optimiser where it is no plain descent.
  public let rate: String
  /// How many rates were tried; the runs are those of the one at which the largest share started.
  public let rates: Int
  /// The data sets.
  public let datasets: [String]
  /// Where the row stands among those of other depths.
  let place: Int

  private enum CodingKeys: String, CodingKey {
    case network, layers, initialization, verdict, started, runs, diverged, medianEpoch, limits, rate, rates,
      datasets
  }

  /// What is said of runs.
  public enum Verdict: String, CaseIterable, Encodable, Sendable {
    /// All but one run in nine start, at most.
    case starts
    /// Some start.
    case sometimes
    /// All but one run in nine do not, at most.
    case fails
    /// There are too few runs to say.
    case few = "few runs"
  }

  /// How many runs say anything, at least.
  public static let leastRuns = 3

  /// What became of runs of one sort and depth that began alike, of which there is one at least.
  init(_ runs: [DecidedRun]) {
    let byRate = runs.groups { $0.descent }.map { Rate(descent: $0.key, runs: $0.elements) }
    // Of rates at which as many start the one at which they start sooner, and then the smaller one.
    let best = byRate.min { $0.key < $1.key } ?? Rate(descent: "", runs: runs)
    network = runs[0].sort.name
    layers = runs[0].sort.layers
    place = runs[0].sort.place
    initialization = runs[0].beginning
    started = best.epochs.count
    self.runs = best.runs.count
    diverged = best.runs.count { $0.diverged }
    medianEpoch = best.median
    let limits = best.runs.map(\.limit)
    self.limits = [limits.min() ?? 0, limits.max() ?? 0]
    rate = best.descent
    rates = byRate.count
    datasets = distinct(best.runs.map(\.dataset)).sorted()
    verdict = Self.verdict(started, of: best.runs.count)
  }

  private static func verdict(_ started: Int, of runs: Int) -> Verdict {
    if runs < leastRuns { return .few }
    let exceptions = RateTrial.exceptions(of: runs)
    if runs - started <= exceptions { return .starts }
    return started <= exceptions ? .fails : .sometimes
  }

  /// The runs at one rate.
  private struct Rate {
    let descent: String
    let runs: [DecidedRun]

    var epochs: [Int] { runs.compactMap(\.epoch).sorted() }

    var median: Double? { epochs.isEmpty ? nil : Figures.median(sorted: epochs.map { Double($0) }) }

    /// What orders rates, the best first; a rate of too few runs comes after those of enough.
    var key: (Int, Double, Double, Double) {
      (
        runs.count < Decision.leastRuns ? 1 : 0, -Double(epochs.count) / Double(max(1, runs.count)),
        median ?? .infinity, runs.first?.rate ?? 0
      )
    }
  }
}
