/// The files of one set, in one of the forms in which sets are handed round.
package protocol SetFiles: Sendable {
  /// The paths of the files, in the order in which their sums are told.
  var paths: [String] { get }

  /// Sees by the heads of the files that they can be read, without unpacking them; throws `DataError`.
  ///
  /// - Parameter set: The set that they must hold; nil for a set of one's own, which may be any.
  func check(as set: DatasetName?) throws(DataError)

  /// Reads the files to their end; throws `DataError`.
  func stored(as set: DatasetName?) throws(DataError) -> StoredSet
}

/// A set as its files hold it.
package struct StoredSet: Sendable {
  /// The images and the labels to train on.
  let train: StoredSplit
  /// The images and the labels to test on.
  let test: StoredSplit
  /// How images of four extents are read where these do not tell.
  var order = ChannelOrder.first
  /// The files.
  let sources: [SourceFile]
}

/// A split of a set as its files hold it.
struct StoredSplit: Sendable {
  /// The images, [count, …].
  let images: StoredArray
  /// The labels, [count] or [count, columns], of which the first is the class.
  let labels: StoredArray
}

/// Where the channels of images stand.
enum ChannelOrder: Sendable {
  /// [count, channels, height, width].
  case first
  /// [count, height, width, channels].
  case last
}
