import Lab
import Training

extension EventFile {
  /// Adds a trial as JSON, as the text `trial`.
  ///
  /// - Throws: `DataError.unwritable`, or what encoding the trial throws.
  func add(_ trial: some Trial) throws {
    try add("```json\n\(Output.text(trial, pretty: true))\n```", tag: "trial")
  }

  /// Adds what a run found out: its epochs, and what was measured of its layers.
  ///
  /// - Throws: `DataError.unwritable`.
  func add(_ outcome: some TrialOutcome) throws {
    for record in outcome.epochs { try add(record) }
    for point in outcome.layerCurves {
      try add(point.numbers.map { (tag: $0.name, number: $0.value) }, step: point.step)
    }
  }
}
