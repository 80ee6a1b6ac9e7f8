import Lab

/// The distances from boundaries that one setting's networks leave to points, under the labels of the setting.
package struct DistanceGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: DistanceTrial
  /// What its runs found out.
  package let outcomes: [DistanceTrial.Outcome]

  /// The number N of hidden units.
  package var units: Int { outcomes.first?.units ?? 0 }

  /// What the runs found at one moment.
  package struct Moment: Sendable {
    /// How many epochs had passed.
    package let epoch: Double
    /// What each run found.
    package let found: [DistanceTrial.Outcome.Moment]

    /// The mean distance of a sort of points times a number of units, one a run.
    package func distances(of source: DistanceTrial.Source, times units: Int) -> [Double] {
      found.map { $0[source].lengths.mean * Double(units) }.filter(\.isFinite)
    }
  }

  /// The moments that at least one run came to.
  package var moments: [Moment] {
    trial.moments.compactMap { epoch in
      let found = outcomes.compactMap { $0.moments.first { $0.epoch == epoch } }
      return found.isEmpty ? nil : Moment(epoch: epoch, found: found)
    }
  }
}

extension DistanceGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: DistanceTrial, _ outcomes: [DistanceTrial.Outcome], on _: DataShelf
  ) {
    self.init(points: points, trial: trial, outcomes: outcomes)
  }

  package func with(_ outcomes: [DistanceTrial.Outcome]) -> DistanceGroup {
    DistanceGroup(points: points, trial: trial, outcomes: outcomes)
  }

  package static func report(_ measured: Measured<DistanceGroup>) -> FigureReport {
    DistanceReport.report(measured) { _ in [] }
  }
}
