import Foresight
import Lab
import Network

/// Initialisations on one or several networks, ranked by when training starts, with measured and foreseen lengths beside.
public struct Comparison: Encodable, Sendable {
  /// How they were compared.
  public let options: ComparisonOptions
  /// What was compared, the soonest to start first.
  public let rows: [ComparisonRow]

  /// Runs what is missing and ranks the networks.
  ///
  /// - Throws: `ArchitectureError` where a network cannot be built, and what `Runner.run` throws.
  public static func run(
    _ networks: [(architecture: Architecture, initialization: Initialization)],
    _ options: ComparisonOptions, on runner: Runner
  ) async throws -> Comparison {
    // First of all, since it finds what cannot be built.
    let forecasts = try networks.map {
      try Forecast($0.architecture, $0.initialization, input: options.dataset.shape.extents)
    }
    let lengthTrials = forecasts.map(options.lengthTrial)
    let lengths = try await runner.run(lengthTrials, title: "lengths")
    let starts = try await runner.run(forecasts.flatMap(options.startTrials), title: "training")
    let shelf = try DataShelf(Set(lengthTrials.compactMap(\.dataset)), from: runner.search)
    let rows = try forecasts.indices.map { number in
      let outcomes = Array(starts[number * options.seeds..<(number + 1) * options.seeds])
      return ComparisonRow(
        forecasts[number], StartGroup([], options.startTrials(forecasts[number])[0], outcomes),
        lengths[number], try lengthTrials[number].prediction(on: shelf))
    }
    return Comparison(options, rows.compactMap(\.self))
  }

  /// A comparison of these rows, which are put in order.
  package init(_ options: ComparisonOptions, _ rows: [ComparisonRow]) {
    self.options = options
    // Those of which no run started come last, and of these the ones that diverged. What is equal keeps its order.
    let keys = rows.enumerated().map { number, row in
      (row.starts.epochs.isEmpty ? 1 : 0, row.restrictedMean.value, row.starts.diverged, number)
    }
    self.rows = keys.sorted(by: <).map { rows[$0.3] }
  }
}
