import Foundation
import Lab
import Network
import Statistics

/// Figure 2(a): the length of residual networks of width 5 on a unit input.
enum Figure2a {
  private struct Point {
    let label: String
    let scale: ResidualScale
    let modules: Int
    let scaleSum: Double
    let measured: LengthSummary
    let wide: Double?
    let bound: Double?
  }

  static func report(_ measured: Measured<LengthGroup>) throws -> FigureReport {
    let points = try measured.groups.flatMap { group in
      guard case .residual(let network) = group.trial.architecture else {
        preconditionFailure("figure 2 is about residual networks")
      }
      let values = try network.scale.values(modules: network.modules)
      return (measured.experiment.layers ?? [network.modules]).map { count in
        Point(
          label: group.labels[0], scale: network.scale, modules: count,
          scaleSum: values[..<count].reduce(0, +),
          measured: group.outcome.layers[count - 1], wide: group.prediction.wideMeans?[count - 1],
          bound: group.prediction.upperBounds?[count - 1])
      }
    }
    return FigureReport(
      "fig2a", measured,
      table: table(points, measured.title), data: csv(points),
      charts: measured.charts("fig2a"),
      claims: claims(points))
  }

  private static func table(_ points: [Point], _ title: String) -> Table {
    var table = Table(
      title,
      columns: [
        .words("scale"), .numbers("modules"), .numbers("Σ η"), .numbers("nets"), .numbers("mean ‖N_L‖²"),
        .numbers("± s.e."), .numbers("wide limit"), .numbers("bound"),
      ])
    for point in points {
      table.append([
        point.label, "\(point.modules)", decimals(point.scaleSum, 2), "\(point.measured.count)",
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
        point.label, point.modules, point.scaleSum, point.measured.count, point.measured.mean,
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
    let shrinking = distinct(points.map(\.scale)).filter { $0 != .constant(1) }
    let leveling = shrinking.compactMap { scale -> Claim? in
      let last = points.filter { $0.scale == scale }.suffix(2).map(\.self)
      guard last.count == 2 else { return nil }
      let rate =
        log(last[1].measured.mean / last[0].measured.mean) / Double(last[1].modules - last[0].modules)
      return Claim(
        "With η_l = \(last[0].label) the mean length levels off",
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
