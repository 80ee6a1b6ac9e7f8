import Experiments
import Lab
import Statistics

/// The numbers of activation regions of one setting's networks, under the labels of the setting.
struct RegionGroup: Sendable {
  /// The setting, one label a column.
  let labels: [String]
  /// A trial of the setting.
  let trial: RegionTrial
  /// What its runs found out.
  let outcomes: [RegionTrial.Outcome]

  /// The number N of hidden units.
  var units: Int { outcomes.first?.units ?? 0 }

  /// How many regions N units in general position make: N²/2 on a plane, N on a line (paper B, theorem 5 without its
  /// constant).
  var expected: Double {
    trial.slicesAreLines ? Double(units) : Double(units * units) / 2
  }

  /// The share of what there is to learn, or of the test images, that each run named rightly at its last epoch's end.
  var learnt: [Double] { outcomes.compactMap { $0.epochs.last?.testAccuracy } }

  /// The share of random points in two classes that the more frequent class has, in the mean: 1/2 + 1/√(2 π n).
  var guessed: Double {
    guard case .points(let count) = trial.input else { return 0.5 }
    return 0.5 + 1 / (2 * Double.pi * Double(count)).squareRoot()
  }

  /// What the runs found at one moment.
  struct Moment: Sendable {
    /// How many epochs had passed.
    let epoch: Double
    /// The mean over the runs' planes or lines, one a run.
    let regions: [Double]
  }

  /// The moments that at least one run came to.
  var moments: [Moment] {
    trial.moments.compactMap { epoch in
      let regions = outcomes.compactMap { outcome in
        outcome.moments.first { $0.epoch == epoch }.map {
          Double($0.regions.reduce(0, +)) / Double($0.regions.count)
        }
      }
      return regions.isEmpty ? nil : Moment(epoch: epoch, regions: regions)
    }
  }
}

extension RegionGroup: SettingGroup {
  init(_ labels: [String], _ trial: RegionTrial, _ outcomes: [RegionTrial.Outcome], on _: DataShelf) {
    self.init(labels: labels, trial: trial, outcomes: outcomes)
  }

  func with(_ outcomes: [RegionTrial.Outcome]) -> RegionGroup {
    RegionGroup(labels: labels, trial: trial, outcomes: outcomes)
  }

  static func report(_ measured: Measured<RegionGroup>, on paper: PaperExperiment?) -> FigureReport {
    let claims =
      switch paper {
      case .regionsInit: RegionClaims.atTheBeginning(measured.groups)
      case .regionsTraining: RegionClaims.whileTraining(measured.groups)
      case .regionsMemory: RegionClaims.memorising(measured.groups)
      case .regionsRate: RegionClaims.rates(measured.groups)
      default: [RegionClaims.order(measured.groups)]
      }
    let name = measured.experiment.name
    let table = RegionTable(measured.headings, measured.groups)
    return FigureReport(
      name, measured, table: table.table(measured.title), data: table.csv,
      charts: measured.charts(name), claims: claims)
  }
}

extension Measured<RegionGroup> {
  /// The regions as a share of N² (of N on lines), over epochs where there are several moments, else over an axis; of the
  /// first half epoch a close-up, as in the paper, where there is enough to see.
  func charts(_ file: String) -> [Chart] {
    let isOverTime = groups.contains { $0.moments.count > 1 }
    let labels = groups.map(\.labels)
    guard let x = isOverTime ? "epoch" : xName(labels) else { return [] }
    let (chart, points) = (regionChart(x), points(x, isOverTime))
    let whole = chart.chart(file, title, points)
    let start = points.filter { $0.x <= 0.5 }
    guard isOverTime, Set(start.map(\.x)).count > 3 else { return [whole] }
    return [chart.chart("\(file)-start", "\(title), the first half epoch", start), whole]
  }

  private func points(_ x: String, _ isOverTime: Bool) -> [TheoryChart.Point] {
    let place = headings.firstIndex(of: x)
    return groups.flatMap { group in
      group.moments.compactMap { moment -> TheoryChart.Point? in
        let unit = group.trial.slicesAreLines ? Double(group.units) : Double(group.units * group.units)
        guard let mean = MeanEstimate(moment.regions.map { $0 / unit }) else { return nil }
        return TheoryChart.Point(
          line: line(group, x: x),
          x: isOverTime ? moment.epoch : place.flatMap { Double(group.labels[$0]) } ?? 0, mean: mean.mean,
          error: mean.standardError ?? 0, networks: mean.count, expected: group.expected / unit)
      }
    }
  }

  private func regionChart(_ x: String) -> TheoryChart {
    let areLines = groups.contains(where: \.trial.slicesAreLines)
    return TheoryChart(
      xTitle: x, yTitle: areLines ? "regions / N" : "regions / N²", lineTitle: lineTitle(linePlaces(x: x)),
      theory: areLines ? "N regions" : "N²/2 regions", isLogarithmic: experiment.chart?.isLogarithmic ?? false
    )
  }
}
