extension DataSearch {
  /// What of each set is where: every copy in every place is read and checked, so this takes seconds.
  ///
  /// Broken and missing sets are reported as such; nothing is thrown.
  public func inventory() -> [InventoryEntry] {
    DatasetName.allCases.flatMap { inventory(of: $0) }
  }

  /// What of one set is where, in the order of search; never empty.
  public func inventory(of name: DatasetName) -> [InventoryEntry] {
    if let recipe = name.recipe {
      return [
        InventoryEntry(
          set: name, isUsed: true, shape: recipe.shape, trainCount: recipe.trainCount,
          testCount: recipe.testCount)
      ]
    }
    if name.isOwn { return [inventory(ofOwn: name)] }
    var entries: [InventoryEntry] = []
    for place in places {
      guard let copy = place.copy(of: name) else { continue }
      // Where a directory was given by name, no other is used.
      let isUsed = entries.isEmpty && (place.reason == .explicit || places.first?.reason != .explicit)
      entries.append(entry(for: copy, of: name, in: place, isUsed: isUsed))
    }
    guard entries.isEmpty else { return entries }
    let missing = DataError.missing(set: name, places: places.map { String(describing: $0) })
    return [InventoryEntry(set: name, problem: missing.description)]
  }

  private func entry(
    for copy: DatasetCopy, of name: DatasetName, in place: SearchPlace, isUsed: Bool
  ) -> InventoryEntry {
    var entry = InventoryEntry(set: name, place: place, isUsed: isUsed)
    do throws(DataError) {
      entry.tell(of: try copy.read(as: name))
    } catch {
      entry.files = copy.paths.compactMap { try? SourceFile(path: $0) }.map { InventoryFile($0) }
      entry.problem = error.description
    }
    return entry
  }

  private func inventory(ofOwn name: DatasetName) -> InventoryEntry {
    do throws(DataError) {
      let (set, place) = try findOwn(name)
      var entry = InventoryEntry(set: name, place: place, isUsed: true)
      entry.tell(of: set)
      return entry
    } catch {
      return InventoryEntry(set: name, problem: error.description)
    }
  }
}

extension InventoryEntry {
  /// Tells of a set that was read.
  fileprivate mutating func tell(of set: Dataset) {
    shape = set.shape
    trainCount = set.train.count
    testCount = set.test.count
    hasPublishedSize = set.hasPublishedSize
    files = set.sources.map { InventoryFile($0) }
  }
}
