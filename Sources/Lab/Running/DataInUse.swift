import Datasets

/// The copies of data sets that trials are to be run on: a run of another copy does not count for them.
public struct DataInUse: Sendable {
  /// The copies, set by set; a set that a program makes, or that is nowhere, has none.
  public let copies: [DatasetName: CopyInUse]

  /// The copies that a search leads to.
  ///
  /// A set that is in none of the usual places is left out: nothing can be run on it, yet runs of it may be known.
  ///
  /// - Throws: `DataError` where a copy is broken, or is not where the user said.
  public init(_ names: some Sequence<DatasetName>, from search: DataSearch) throws(DataError) {
    var copies: [DatasetName: CopyInUse] = [:]
    for name in names where copies[name] == nil {
      do {
        copies[name] = try search.copy(of: name)
      } catch .missing {}
    }
    self.copies = copies
  }

  /// The copies in one line for a reader; nil where there are none.
  public var line: String? {
    let texts = copies.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value)" }
    return texts.isEmpty ? nil : Self.line(texts.joined(separator: "; "))
  }

  /// The line that tells of copies.
  public static func line(_ copies: String) -> String { "data: \(copies)" }

  /// Sees that what was loaded is what runs were compared by.
  ///
  /// - Throws: `LabError.dataChanged` where a file was changed in between.
  func check(_ shelf: DataShelf) throws(LabError) {
    for (name, copy) in copies {
      guard let sums = shelf.sums(of: name), sums != copy.sums else { continue }
      throw .dataChanged(set: name, folder: copy.folder)
    }
  }
}
