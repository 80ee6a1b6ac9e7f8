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
    _ networks: [ComparedNetwork], _ options: ComparisonOptions, on runner: Runner
  ) async throws -> Comparison {
    // First of all, since it finds what cannot be built.
    let forecasts = try forecasts(of: networks, options)
    let (lengthTrials, startTrials) = try trials(of: networks, options)
    for experiment in experiments(lengthTrials, startTrials, of: networks, options) {
      try runner.note(experiment)
    }
    let lengths = try await runner.run(lengthTrials, title: "lengths")
    let starts = try await runner.run(startTrials, title: "training")
    let shelf = try DataShelf(Set(lengthTrials.compactMap(\.dataset)), from: runner.search)
    let measured = try networks.indices.filter { !networks[$0].hangsOnData }.enumerated().map {
      place, network in
      (network, ComparedLengths(lengths[place], try lengthTrials[place].prediction(on: shelf)))
    }
    let lengthsByNetwork = Dictionary(uniqueKeysWithValues: measured)
    let rates = options.differentRates.count
    let rows = stride(from: 0, to: starts.count, by: options.seeds).map { first in
      let number = first / options.seeds / rates
      let outcomes = Array(starts[first..<first + options.seeds])
      return ComparisonRow(
        networks[number], forecasts[number], StartGroup([], startTrials[first], outcomes),
        lengthsByNetwork[number])
    }
    return Comparison(options, rows.compactMap(\.self))
  }

  /// The trials that a comparison is made of: the measurement of each network's lengths, but for those that hang on data, and the
  /// runs of each network at each rate, seed by seed.
  ///
  /// - Throws: `ArchitectureError` where a network cannot be built.
  public static func trials(
    of networks: [ComparedNetwork], _ options: ComparisonOptions
  ) throws -> (lengths: [LengthTrial], starts: [StartTrial]) {
    _ = try forecasts(of: networks, options)
    let starts = networks.flatMap { network in
      options.differentRates.flatMap { options.startTrials(network, rate: $0) }
    }
    return (networks.filter { !$0.hangsOnData }.map(options.lengthTrial), starts)
  }

  private static func forecasts(
    of networks: [ComparedNetwork], _ options: ComparisonOptions
  ) throws -> [Forecast] {
    try networks.map {
      try Forecast($0.architecture, $0.initialization, input: options.dataset.shape.extents)
    }
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
