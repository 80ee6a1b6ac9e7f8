import Datasets
import Randomness

/// The data sets that a batch of trials needs, loaded once and shared by all workers.
public struct DataShelf: Sendable {
  private let sets: [DatasetName: Dataset]

  /// Loads the sets.
  ///
  /// - Throws: `DataError` where one is missing or broken.
  public init(_ names: some Sequence<DatasetName>, from search: DataSearch) throws {
    var sets: [DatasetName: Dataset] = [:]
    for name in names where sets[name] == nil {
      sets[name] = try search.load(name, key: RandomKey(seed: 0)["synthetic"])
    }
    self.init(sets: sets)
  }

  /// A shelf for trials that need no data.
  public static let empty = DataShelf(sets: [:])

  private init(sets: [DatasetName: Dataset]) {
    self.sets = sets
  }

  /// The sums of a loaded set's files; nil where it was not loaded.
  func sums(of name: DatasetName) -> DataSums? { sets[name].map { DataSums($0.sources) } }

  /// The same sets with a share of their images, a hundred at the least.
  package func taking(_ share: Double) -> DataShelf {
    func few(_ images: LabelledImages) -> LabelledImages {
      images.prefix(max(100, Int(share * Double(images.count))))
    }
    return DataShelf(
      sets: sets.mapValues {
        Dataset(name: $0.name, train: few($0.train), test: few($0.test), sources: $0.sources)
      })
  }

  /// A loaded set.
  public subscript(name: DatasetName) -> Dataset {
    guard let set = sets[name] else { preconditionFailure("\(name.rawValue) was not loaded for this trial") }
    return set
  }
}
