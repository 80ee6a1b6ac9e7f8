import Foundation

/// What can go wrong around trials.
public enum LabError: Error, Equatable, CustomStringConvertible {
  /// A run does not fit into memory: the bytes that it needs and those that there are.
  case tooLarge(needed: Double, available: Double)
  /// A run that keeps no state would not end: the multiplications that it takes, and the most that it may.
  case tooLong(Double, most: Double)
  /// The runs were stopped by the user: how many were done, of how many, and where their results are.
  case interrupted(done: Int, of: Int, file: String?)

  /// One line.
  public var description: String {
    switch self {
    case .tooLarge(let needed, let available):
      "the run needs \(gigabytes(needed)) GB of memory, the machine has \(gigabytes(available)): "
        + "make the network narrower or shallower, the batch smaller, or the number of networks or points"
    case .tooLong(let multiplications, let most):
      "the run takes about \(String(format: "%.0e", multiplications)) multiplications, expected at most "
        + "\(String(format: "%.0e", most)), a hundred days of a core: make the network smaller, or fewer"
    case .interrupted(let done, let total, let file):
      "interrupted with \(done) of \(total) runs done"
        + (file.map { "; they are kept in \($0), and the same command goes on from there" } ?? "")
    }
  }
}

private func gigabytes(_ bytes: Double) -> String {
  String(format: bytes < 1e12 ? "%.1f" : "%.3g", bytes / 1e9)
}
