import Foundation
import Lab
import Network
import Statistics

/// Figure 2(a): the length of residual networks of width 5 on a unit input.
public enum Figure2a {
  /// The residual scales: the same for all modules, and three that shrink.
  static let scales: [ResidualScale] = [.constant(1), .geometric(0.9), .geometric(0.75), .geometric(0.5)]

  /// One trial a scale: the length after each module is that of the network which ends there.
  public static func trials(_ options: FigureOptions) -> [LengthTrial] {
    scales.enumerated().map { number, scale in
      LengthTrial(
        architecture: .residual(
          ResidualNetwork(modules: modules(options).max() ?? 50, width: 5, scale: scale)),
        initialization: PopularInitialization.heNormal.initialization, input: .unit(dimension: 5),
        networks: options.networks ?? 1000, seed: UInt64(number + 1))
    }
  }

  private static func modules(_ options: FigureOptions) -> [Int] {
    options.depths ?? Array(stride(from: 5, through: 50, by: 5))
  }

  private struct Point {
    let scale: ResidualScale
    let modules: Int
    let scaleSum: Double
    let measured: LengthSummary
    let wide: Double?
    let bound: Double?
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let trials = trials(options)
    let outcomes = try await runner.run(trials, title: "figure 2(a)")
    let points = try zip(zip(scales, trials), outcomes).flatMap { setting, outcome in
      let prediction = try setting.1.prediction(on: .empty)
      let values = try setting.0.values(modules: outcome.layers.count)
      return modules(options).map { count in
        Point(
          scale: setting.0, modules: count, scaleSum: values[..<count].reduce(0, +),
          measured: outcome.layers[count - 1], wide: prediction.wideMeans?[count - 1],
          bound: prediction.upperBounds?[count - 1])
      }
    }
    return FigureReport(
      name: "fig2a", tables: [.init(file: "fig2a", table: table(points), data: csv(points))],
      claims: claims(points))
  }

  private static func table(_ points: [Point]) -> Table {
    var table = Table(
      "Figure 2(a): length of residual networks, width 5, unit input",
      columns: [
        .words("scale"), .numbers("modules"), .numbers("Σ η"), .numbers("nets"), .numbers("mean ‖N_L‖²"),
        .numbers("± s.e."), .numbers("wide limit"), .numbers("bound"),
      ])
    for point in points {
      table.append([
        point.scale.rawValue, "\(point.modules)", decimals(point.scaleSum, 2), "\(point.measured.count)",
        short(point.measured.mean), short(point.measured.standardError), short(point.wide),
        short(point.bound),
      ])
    }
    table.notes = [
      "At width 5 the mean has no closed form: the bound lies above it at every width, the wide limit is exact as",
      "the width grows.",
    ]
    return table
  }

  private static func csv(_ points: [Point]) -> CSV {
    var csv = CSV([
      "scale", "modules", "scale_sum", "networks", "mean", "standard_error", "wide_limit", "upper_bound",
    ])
    for point in points {
      csv.append([
        point.scale.rawValue, point.modules, point.scaleSum, point.measured.count, point.measured.mean,
        point.measured.standardError, point.wide, point.bound,
      ])
    }
    return csv
  }

  private static func claims(_ points: [Point]) -> [Claim] {
    let constant = points.filter { $0.scale == .constant(1) }
    guard let fit = LineFit(x: constant.map { Double($0.modules) }, y: constant.map { log($0.measured.mean) })
    else {
      return [Claim("With η = 1 the length explodes", .notEnoughData, evidence: "too few numbers of modules")]
    }
    let interval = fit.slopeInterval(level: 0.99)
    let explodes = Claim(
      "With η = 1 the mean length grows exponentially with the number of modules",
      interval.lowerBound > 0 ? .held : .failed,
      evidence: "ln mean rises by \(decimals(fit.slope, 2)) a module, 99 % interval "
        + "\(decimals(interval.lowerBound, 2)) to \(decimals(interval.upperBound, 2))")
    let leveling = scales.dropFirst().map { scale in
      let last = points.filter { $0.scale == scale }.suffix(2).map(\.self)
      let rate =
        log(last[1].measured.mean / last[0].measured.mean) / Double(last[1].modules - last[0].modules)
      return Claim(
        "With η_l = \(scale.rawValue) the mean length levels off",
        rate < 0.1 * fit.slope ? .held : .failed,
        evidence:
          "from \(last[0].modules) to \(last[1].modules) modules ln mean rises by \(short(rate)) a module; "
          + "a tenth of η = 1's rate would be \(short(0.1 * fit.slope))")
    }
    let bounded = points.filter { $0.bound != nil }
    let below = bounded.count { $0.measured.mean <= ($0.bound ?? 0) + 4 * $0.measured.standardError }
    let bound = Claim(
      "Mean lengths lie below the proven bound", below == bounded.count ? .held : .failed,
      evidence: "\(below) of \(bounded.count) points, four standard errors allowed")
    return [explodes] + leveling + [bound]
  }
}
