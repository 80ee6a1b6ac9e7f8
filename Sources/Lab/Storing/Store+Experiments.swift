import Storage

extension Store {
  /// Notes that an experiment is run; one that is there already stays as it is.
  ///
  /// - Parameter command: The command line.
  /// - Throws: `StoreError`.
  public func note(_ experiment: Experiment, command: String) throws {
    try note(try experiment.document, command: command)
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
