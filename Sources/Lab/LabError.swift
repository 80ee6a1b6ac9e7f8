import Autodiff
import Foundation

/// What can go wrong around trials.
public enum LabError: Error, Equatable, CustomStringConvertible {
  /// A network does not fit into memory: the bytes that it needs and those that there are.
  case tooLarge(needed: Double, available: Double)
  /// The process may open too few files: how many must be free, or allowed.
  case fewFileHandles(needed: Int)
  /// The runs were stopped by the user: how many were done, of how many, and where their results are.
  case interrupted(done: Int, of: Int, file: String?)

  /// One line.
  public var description: String {
    switch self {
    case .tooLarge(let needed, let available):
      "the network with its batch needs \(gigabytes(needed)) GB of memory, the machine has \(gigabytes(available)); "
        + "make it narrower, shallower or the batch smaller"
    case .fewFileHandles(let needed):
      "too few files may be open at a time: expected room for \(needed); 'ulimit -n 1024' gives more"
    case .interrupted(let done, let total, let file):
      "interrupted with \(done) of \(total) runs done"
        + (file.map { "; they are kept in \($0), and the same command goes on from there" } ?? "")
    }
  }
}

private func gigabytes(_ bytes: Double) -> String {
  String(format: bytes < 1e12 ? "%.1f" : "%.0f", bytes / 1e9)
}

/// Sees that a workspace fits into the machine's memory, before the system ends the program for want of it.
///
/// - Throws: `LabError.tooLarge`.
func requireMemory(for plan: Plan, capacity: Int) throws(LabError) {
  let (needed, available) = (plan.bytes(capacity: capacity), Double(ProcessInfo.processInfo.physicalMemory))
  if needed > 0.8 * available { throw .tooLarge(needed: needed, available: available) }
}
