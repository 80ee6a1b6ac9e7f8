import Storage

extension Store {
  /// Notes that an experiment is run; one that is there already stays as it is.
  ///
  /// - Parameter command: The command line.
  /// - Throws: `StoreError`.
  public func note(_ experiment: Experiment, command: String) throws {
    try note(try experiment.document, command: command)
  }

  /// How an experiment's claims differ from those of the first that was run with a setting in common; nil where they do not, or
  /// neither claims anything.
  ///
  /// - Throws: `StoreError`.
  package func claimChanges(of experiment: Experiment) throws -> ClaimChanges? {
    // What this version cannot read says nothing, and stops no run.
    let others = try documents().compactMap { id, document, command, begun in
      (try? Experiment(text: document, source: "experiment \(id)")).map {
        StoredExperiment(id: id, experiment: $0, command: command, begun: begun)
      }
    }
    guard others.contains(where: { !$0.experiment.stated.isEmpty }) || !experiment.stated.isEmpty else {
      return nil
    }
    let first = others.first { $0.experiment.sharesSettings(with: experiment) }
    return first.flatMap { ClaimChanges(of: experiment, since: $0) }
  }

  /// The experiments, in the order in which they were first run.
  ///
  /// - Throws: `StoreError`, and `ExperimentError` where this version cannot read one.
  public func experiments() throws -> [StoredExperiment] {
    try documents().map { id, document, command, begun in
      let source = "\(file.path): experiment \(id)"
      return StoredExperiment(
        id: id, experiment: try Experiment(text: document, source: source), command: command, begun: begun)
    }
  }
}
