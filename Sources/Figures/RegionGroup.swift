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

  /// How many regions N units in general position make: N²/2 on a plane, N on a line (paper B, theorem 5
  /// without its constant).
  var expected: Double {
    trial.slicesAreLines ? Double(units) : Double(units) * Double(units) / 2
  }

  /// The share of what there is to learn, or of the test images, that each run named rightly at its last
  /// epoch's end.
  var learnt: [Double] { outcomes.compactMap { $0.epochs.last?.testAccuracy } }

  /// The share of random points in two classes that the more frequent class has, in the mean: 1/2 + 1/√(2 π
  /// n).
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
    /// The share of the training examples, as a run has them, that are named rightly; of the runs that know
    /// it.
    let trainingAccuracies: [Double]
    /// The same of the test images.
    let testAccuracies: [Double]
  }

  /// The moments that at least one run came to.
  var moments: [Moment] {
    trial.moments.compactMap { epoch in
      let moments = outcomes.compactMap { $0.moments.first { $0.epoch == epoch } }
      return moments.isEmpty
        ? nil
        : Moment(
          epoch: epoch,
          regions: moments.map { Double($0.regions.reduce(0, +)) / Double($0.regions.count) },
          trainingAccuracies: moments.compactMap(\.trainingAccuracy),
          testAccuracies: moments.compactMap(\.testAccuracy))
    }
  }

  /// How far to each side regions are counted on planes; nil for the whole planes, and for lines.
  var window: Double? {
    if case .planes(_, _, let window) = trial.input { window } else { nil }
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
      case .regionsMemory, .regionsMemoryLong: RegionClaims.memorising(measured.groups)
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
  /// The regions as a share of N² (of N on lines): over epochs and over training accuracy where there are
  /// several moments, else over an axis; of the first half epoch a close-up where there is enough to see.
  /// The paper has all three.
  func charts(_ file: String) -> [Chart] {
    guard groups.contains(where: { $0.moments.count > 1 }) else {
      guard let name = xName(groups.map(\.labels)), let place = headings.firstIndex(of: name) else {
        return []
      }
      let points = points(over: name) { group, _ in number(group.labels[place]) }
      return [chart(over: name).chart(file, title, points)]
    }
    // An axis may be called epoch, and tells lines apart all the same.
    let overTime = points(over: nil) { $1.epoch }
    var charts = [chart(over: nil, titled: "epoch").chart(file, title, overTime)]
    let start = overTime.filter { $0.x <= 0.5 }
    if Set(start.map(\.x)).count > 3 {
      let closeUp = chart(over: nil, titled: "epoch").chart(
        "\(file)-start", "\(title), the first half epoch", start)
      charts.insert(closeUp, at: 0)
    }
    let learnt = points(over: nil) { MeanEstimate($1.trainingAccuracies)?.mean }
    if !learnt.isEmpty {
      let chart = chart(over: nil, titled: "training accuracy")
      charts.append(chart.chart("\(file)-accuracy", "\(title), against accuracy", learnt))
    }
    return charts
  }

  /// - Parameters:
  ///   - name: The axis from left to right, which tells no lines apart; nil where none stands there.
  ///   - x: Where a moment of a group stands; nil where it has no place.
  private func points(
    over name: String?, _ x: (RegionGroup, RegionGroup.Moment) -> Double?
  ) -> [TheoryChart.Point] {
    groups.flatMap { group in
      group.moments.compactMap { moment -> TheoryChart.Point? in
        let unit =
          group.trial.slicesAreLines ? Double(group.units) : Double(group.units) * Double(group.units)
        guard let x = x(group, moment), let mean = MeanEstimate(moment.regions.map { $0 / unit }) else {
          return nil
        }
        return TheoryChart.Point(
          line: line(group, x: name), x: x, mean: mean.mean, error: mean.standardError ?? 0,
          networks: mean.count, expected: group.expected / unit)
      }
    }
  }

  private func chart(over name: String?, titled title: String? = nil) -> TheoryChart {
    let areLines = groups.contains(where: \.trial.slicesAreLines)
    return TheoryChart(
      xTitle: title ?? name ?? "", yTitle: areLines ? "regions / N" : "regions / N²",
      lineTitle: lineTitle(linePlaces(x: name)), theory: areLines ? "N regions" : "N²/2 regions",
      isLogarithmic: experiment.chart?.isLogarithmic ?? false)
  }
}
