import Datasets
import Foundation

/// What can go wrong around trials.
public enum LabError: Error, Equatable, CustomStringConvertible {
  /// A run does not fit into memory: the bytes that it needs, those that it may take, and those of the machine.
  case tooLarge(needed: Double, most: Double, of: Double)
  /// A run that keeps no state would not end: the multiplications that it takes, and the most that it may.
  case tooLong(Double, most: Double)
  /// The runs were stopped by the user: how many were done, of how many, and where their results are.
  case interrupted(done: Int, of: Int, file: String?)
  /// A store holds runs of the same trials on several copies of a set, and none of them is in use.
  case severalCopies(set: DatasetName, count: Int, file: String)
  /// The files of a set are others than those that its runs were compared by.
  case dataChanged(set: DatasetName, folder: String)
  /// The copy of a set that theory would be given is another than the one of the runs.
  case otherCopy(set: DatasetName)

  /// One line.
  public var description: String {
    switch self {
    case .tooLarge(let needed, let most, let machine):
      "the run needs \(gigabytes(needed)) GB of memory, expected at most \(gigabytes(most)) of the machine's "
        + "\(gigabytes(machine)): "
        + "make the network narrower or shallower, the batch smaller, or the number of networks or points"
    case .tooLong(let multiplications, let most):
      "the run takes about \(String(format: "%.0e", multiplications)) multiplications, expected at most "
        + "\(String(format: "%.0e", most)), ten days of a core: make the network smaller, or fewer"
    case .interrupted(let done, let total, let file):
      "interrupted with \(done) of \(total) runs done"
        + (file.map { "; they are kept in \($0), and the same command goes on from there" } ?? "")
    case .severalCopies(let set, let count, let file):
      "\(file): expected runs of one copy of \(set.title), found runs of \(count) copies whose files differ; "
        + "--data DIR says which is meant"
    case .dataChanged(let set, let folder):
      "\(folder): expected the same files of \(set.title) as when the command began, found others"
    case .otherCopy(let set):
      "theory must see the images that the runs were given: expected the copy of \(set.title) that they recorded, "
        + "found another; --data DIR says where it lies"
    }
  }
}

private func gigabytes(_ bytes: Double) -> String {
  String(format: bytes < 1e12 ? "%.1f" : "%.3g", bytes / 1e9)
}
