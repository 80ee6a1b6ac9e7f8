/// Why a workload's speed cannot be told.
public enum BenchError: Error, CustomStringConvertible {
  /// The run that is timed does not last.
  case diverged(workload: String, step: Int)

  /// One line that says what was expected and what was found.
  public var description: String {
    switch self {
    case .diverged(let workload, let step):
      "\(workload): expected finite losses, found one at step \(step) that is infinite or not a number"
    }
  }
}
