/// What was found of one set in one place.
public struct InventoryEntry: Hashable, Codable, Sendable {
  /// Which set.
  public var set: DatasetName
  /// Where it was found; nil if it is nowhere.
  public var place: SearchPlace?
  /// Whether a run would use this copy: it is the first in the order of search.
  public var isUsed = false
  /// The shape of one image; nil if the copy is broken.
  public var shape: ImageShape?
  /// The number of training images; nil if the copy is broken.
  public var trainCount: Int?
  /// The number of test images; nil if the copy is broken.
  public var testCount: Int?
  /// Whether the counts are those of the published set; nil if there are none to compare.
  public var hasPublishedSize: Bool?
  /// Each file that could be read.
  public var files: [InventoryFile] = []
  /// What is wrong with the copy, or how to get one; nil if all is well.
  public var problem: String?
}
