import Storage

extension Store {
  /// Sees that the view `trials` is there, with a column for each field of this version's trials and a row for each run: a
  /// store of an earlier version, and runs that were merged, lack them.
  ///
  /// - Throws: `StoreError`, as where the file cannot be written.
  public func completeTrials() throws {
    let columns = TrialColumns.all
    if try wasCompleted || isComplete(columns.names) { return }
    guard isWritable else { return try Store(file).completeTrials() }
    try layOut(columns.names)
    // Runs of one setting differ in their seeds alone, and there may be a million of them.
    var settings: [String: [DatabaseValue]?] = [:]
    try fill { kind, setting, outcome in
      let key = "\(kind) \(setting)"
      if settings.count > 10_000 { settings.removeAll() }
      let fields = settings[key] ?? columns.cells(of: kind, identity: setting)
      settings[key] = .some(fields)
      return fields.map { $0 + columns.cells(of: kind, outcome: outcome) }
    }
    wasCompleted = true
  }

  /// Hands over runs with these columns of their trials one by one, the last added first.
  ///
  /// - Parameter limit: How many at most.
  /// - Throws: `StoreError`, or what the body throws.
  public func forEachTrial(
    in columns: TrialColumns, _ filter: RunFilter = RunFilter(), limit: Int = .max,
    _ body: (StoredTrial) throws -> Void
  ) throws {
    // What cannot be written is made as it is read.
    try? completeTrials()
    try forEachRun(
      with: columns.names, columns.narrowed(filter), limit: limit, cells: columns.cells(of:_:_:)
    ) { run, cells in
      try body(StoredTrial(run: run, columns: columns, columnValues: columns.values(of: cells)))
    }
  }

  /// Hands over the epochs of runs with these columns of their trials one by one, the first run's first.
  ///
  /// - Parameter limit: How many runs at most, the last added.
  /// - Throws: `StoreError`, or what the body throws.
  public func forEachEpoch(
    in columns: TrialColumns, _ filter: RunFilter = RunFilter(), limit: Int = .max,
    _ body: (StoredTrialEpoch) throws -> Void
  ) throws {
    try? completeTrials()
    try forEachEpoch(
      with: columns.names, columns.narrowed(filter), limit: limit, cells: columns.cells(of:_:_:)
    ) { epoch, run, cells in
      try body(
        StoredTrialEpoch(epoch: epoch, run: run, columns: columns, columnValues: columns.values(of: cells)))
    }
  }
}

extension TrialColumns {
  /// What a store keeps in all columns of a run; nil where its identity cannot be read.
  func cells(of kind: String, _ identity: String, _ outcome: String) -> [DatabaseValue]? {
    cells(of: kind, identity: identity).map { $0 + cells(of: kind, outcome: outcome) }
  }

  /// The runs that pass a filter and have these columns.
  fileprivate func narrowed(_ filter: RunFilter) -> RunFilter {
    var filter = filter
    if let kind { filter.kind = kind.rawValue }
    return filter
  }
}
