import Wording

/// Why data could not be found, read, trusted or fetched, told in one line.
///
/// Each case carries the file (or the set) concerned, what was expected and what was found instead.
public enum DataError: Error, Hashable, Sendable {
  /// The file cannot be opened or read: it is missing, a directory, or not permitted.
  case unreadable(file: String, reason: String)
  /// The file or directory cannot be made, written or renamed.
  case unwritable(file: String, reason: String)
  /// The file ends before it holds what its own header, or its format, promises.
  case truncated(file: String, expected: String, found: String)
  /// The compressed data contradict themselves, as when the CRC does not fit.
  case corrupt(file: String, reason: String)
  /// The file is readable but is not what its place or its name says that it is.
  case malformed(file: String, expected: String, found: String)
  /// The numbers of images and of labels differ.
  case countMismatch(file: String, images: Int, labels: Int)
  /// A label is not below the number of classes; items count from 0.
  case labelOutOfRange(file: String, item: Int, label: Int, classes: Int)
  /// The SHA-256 of the file is not the published one.
  case wrongChecksum(file: String, expected: Checksum, found: Checksum)
  /// No mirror gave the file; one reason a mirror, each naming its host.
  case download(file: String, reasons: [String])
  /// There is no set of the name, and no file or folder.
  case unknownSet(String)
  /// The set is in none of the places where data are looked for.
  case missing(set: DatasetName, places: [String])
  /// The set is not in the directory that was given by name, the only one to be looked at.
  case notThere(set: DatasetName, directory: String)
}

extension DataError: CustomStringConvertible {
  /// The error as one line for a reader; what names and headers in files hold may be anything.
  public var description: String { message.shown(2000) }

  private var message: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): cannot be read: \(reason)"
    case .unwritable(let file, let reason):
      "\(file): cannot be written: \(reason)"
    case .truncated(let file, let expected, let found):
      "\(file): too short: expected \(expected), found \(found)"
    case .corrupt(let file, let reason):
      "\(file): corrupt: expected sound packed data, found: \(reason)"
    case .malformed(let file, let expected, let found):
      "\(file): expected \(expected), found \(found)"
    case .countMismatch(let file, let images, let labels):
      "\(file): expected one label an image, found \(labels) labels for \(images) images"
    case .labelOutOfRange(let file, let item, let label, let classes):
      "\(file): expected labels from 0 to \(classes - 1), found \(label) at item \(item)"
    case .wrongChecksum(let file, let expected, let found):
      "\(file): expected SHA-256 \(expected), found \(found)"
    case .download(let file, let reasons):
      "\(file): cannot be fetched: \(reasons.joined(separator: "; "))"
    case .unknownSet(let name):
      "data set: expected \(DatasetName.expected), found \(name.quoted)"
    case .missing(let set, let places):
      "no \(set.title) data: looked at \(places.joined(separator: ", ")); \(set.remedy)"
    case .notThere(let set, let directory):
      "\(directory) (--data): expected \(set.title), as \(set.files), in it or in its folder "
        + "\(set.folders.joined(separator: " or ")); found none of them; \(set.remedy)"
    }
  }
}
