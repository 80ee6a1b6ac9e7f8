import Lab

/// Samples of networks' outputs beside samples of both laws, for one setting.
package struct LayerLawGroup: Sendable {
  /// Where the setting stands, a point an axis.
  package let points: [Axis.Point]
  /// A trial of the setting.
  package let trial: LayerLawTrial
  /// What its runs found out.
  package let outcomes: [LayerLawTrial.Outcome]
}

extension LayerLawGroup: SettingGroup {
  package init(
    _ points: [Axis.Point], _ trial: LayerLawTrial, _ outcomes: [LayerLawTrial.Outcome], on _: DataShelf
  ) {
    self.init(points: points, trial: trial, outcomes: outcomes)
  }

  package func with(_ outcomes: [LayerLawTrial.Outcome]) -> LayerLawGroup {
    LayerLawGroup(points: points, trial: trial, outcomes: outcomes)
  }

  package static func report(_ measured: Measured<LayerLawGroup>) -> FigureReport {
    LayerLawReport.report(measured)
  }

  package static func agreement(_ statement: String, _ measured: Measured<LayerLawGroup>) -> TestedClaim? {
    LayerLawReport.exactLaw(statement, measured.groups)
  }
}
