import Lab
import Network
import Statistics
import Theory

/// Failure mode 2: how much the lengths of one network differ from layer to layer, against Σ 1/n.
public enum FailureMode2 {
  /// One trial for each arrangement of figure 3 and each depth.
  public static func trials(_ options: FigureOptions) -> [LengthTrial] {
    let depths = options.depths ?? [2, 4, 6, 8, 12, 16]
    return Figure3.arrangements.flatMap { arrangement in
      depths.map { depth in
        LengthTrial(
          architecture: .fullyConnected(arrangement.network(depth)),
          initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 30),
          networks: options.networks ?? options.choose(quick: 20_000, paper: 1_000_000),
          seed: StartGroup.seed(["fm2", arrangement.name, "\(depth)"]))
      }
    }
  }

  private struct Point {
    let widths: String
    let depth: Int
    let inverseWidths: Double
    let measured: LengthSummary
    let expected: Double
    /// Theory's standard error; a sample's own is far too small where the mean hangs on a few giants.
    let standardError: Double

    /// Whether four standard errors are less than the value itself.
    var isEstimable: Bool { 4 * standardError <= expected }
    var z: Double { (measured.mean - expected) / standardError }
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let trials = trials(options)
    let outcomes = try await runner.run(trials, title: "failure mode 2")
    let points = try zip(trials, outcomes).enumerated().map { number, run in
      guard case .fullyConnected(let network) = run.0.architecture else {
        preconditionFailure("failure mode 2 is measured on fully connected networks")
      }
      let widths = try network.hiddenWidths()
      let expected = LayerVariance.he(widths: widths)
      let error = LayerVariance.relativeDeviation(widths: widths) / Double(run.0.networks).squareRoot()
      return Point(
        widths: Figure3.arrangements[number * Figure3.arrangements.count / trials.count].name,
        depth: widths.count, inverseWidths: InverseWidths.sum(widths), measured: run.1.layerVariance,
        expected: expected, standardError: expected * error)
    }.sorted { $0.inverseWidths < $1.inverseWidths }
    return FigureReport(
      name: "fm2", tables: [.init(file: "fm2", table: table(points), data: csv(points))],
      claims: claims(points))
  }

  private static func table(_ points: [Point]) -> Table {
    var table = Table(
      "Failure mode 2: variance of M_1 … M_d across the layers of a network, He normal",
      columns: [
        .words("widths"), .numbers("depth"), .numbers("Σ 1/n"), .numbers("nets"), .numbers("mean variance"),
        .numbers("± s.e."), .numbers("theory"), .numbers("z"),
      ])
    for point in points {
      table.append([
        point.widths, "\(point.depth)", decimals(point.inverseWidths, 3), "\(point.measured.count)",
        short(point.measured.mean), short(point.standardError), short(point.expected),
        point.isEstimable ? decimals(point.z, 1) : "–",
      ])
    }
    table.notes = [
      "The variance of M_1 … M_d across layers, over the input's squared length. Its tails are heavy: the standard",
      "error is theory's, and where four of them exceed the value there is no z.",
    ]
    return table
  }

  private static func csv(_ points: [Point]) -> CSV {
    var csv = CSV(["widths", "depth", "inverse_widths", "networks", "mean", "standard_error", "theory"])
    for point in points {
      csv.append([
        point.widths, point.depth, point.inverseWidths, point.measured.count, point.measured.mean,
        point.standardError, point.expected,
      ])
    }
    return csv
  }

  private static func claims(_ points: [Point]) -> [Claim] {
    let estimable = points.filter(\.isEstimable)
    let agreeing = estimable.count { abs($0.z) <= 4 }
    let agree = Claim(
      "The mean variance across layers is theory's",
      estimable.isEmpty ? .notEnoughData : agreeing == estimable.count ? .held : .failed,
      evidence: "\(agreeing) of \(estimable.count) points within 4 standard errors, "
        + "\(points.count - estimable.count) points decide nothing")
    let statement = "The variance across layers rises with Σ 1/n"
    guard estimable.count >= 5,
      let rho = RankCorrelation.spearman(estimable.map(\.inverseWidths), estimable.map(\.measured.mean))
    else { return [agree, Claim(statement, .notEnoughData, evidence: "\(estimable.count) points")] }
    return [
      agree,
      Claim(
        statement, rho > 0.8 ? .held : .failed,
        evidence: "Spearman's ρ \(decimals(rho, 2)) over \(estimable.count) points; held above 0.8"),
    ]
  }
}
