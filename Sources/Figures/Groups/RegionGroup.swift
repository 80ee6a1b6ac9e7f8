import Lab

/// The numbers of activation regions of one setting's networks, under the labels of the setting.
package struct RegionGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: RegionTrial
  /// What its runs found out.
  package let outcomes: [RegionTrial.Outcome]

  /// The number N of hidden units.
  package var units: Int { outcomes.first?.units ?? 0 }

  /// How many regions N units in general position make: N²/2 on a plane, N on a line (paper B, theorem 5
  /// without its constant).
  package var expected: Double {
    trial.slicesAreLines ? Double(units) : Double(units) * Double(units) / 2
  }

  /// The share of what there is to learn, or of the test images, that each run named rightly at its last
  /// epoch's end.
  package var learnt: [Double] { outcomes.compactMap { $0.epochs.last?.testAccuracy } }

  /// The share of random points in two classes that the more frequent class has, in the mean: 1/2 + 1/√(2 π
  /// n).
  package var guessed: Double {
    guard case .points(let count) = trial.input else { return 0.5 }
    return 0.5 + 1 / (2 * Double.pi * Double(count)).squareRoot()
  }

  /// What the runs found at one moment.
  package struct Moment: Sendable {
    /// How many epochs had passed.
    package let epoch: Double
    /// The mean over the runs' planes or lines, one a run.
    package let regions: [Double]
    /// The share of the training examples, as a run has them, that are named rightly; of the runs that know
    /// it.
    package let trainingAccuracies: [Double]
    /// The same of the test images.
    package let testAccuracies: [Double]
  }

  /// The moments that at least one run came to.
  package var moments: [Moment] {
    trial.moments.compactMap { epoch in
      let moments = outcomes.compactMap { $0.moments.first { $0.epoch == epoch } }
      return moments.isEmpty
        ? nil
        : Moment(
          epoch: epoch,
          regions: moments.map(\.meanRegions),
          trainingAccuracies: moments.compactMap(\.trainingAccuracy),
          testAccuracies: moments.compactMap(\.testAccuracy))
    }
  }

  /// How far to each side regions are counted on planes; nil for the whole planes, and for lines.
  package var window: Double? {
    if case .planes(_, _, let window) = trial.input { window } else { nil }
  }
}

extension RegionGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: RegionTrial, _ outcomes: [RegionTrial.Outcome], on _: DataShelf
  ) {
    self.init(points: points, trial: trial, outcomes: outcomes)
  }

  package func with(_ outcomes: [RegionTrial.Outcome]) -> RegionGroup {
    RegionGroup(points: points, trial: trial, outcomes: outcomes)
  }

  package static func report(_ measured: Measured<RegionGroup>) -> FigureReport {
    RegionReport.report(measured) { [RegionClaims.order($0)] }
  }

  package static func agreement(_ statement: String, _ measured: Measured<RegionGroup>) -> TestedClaim? {
    RegionClaims.order(measured.groups, statement)
  }
}
