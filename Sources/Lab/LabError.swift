/// What can go wrong around trials.
public enum LabError: Error, Equatable, CustomStringConvertible {
  /// A file of results cannot be used: its path and why.
  case journal(String, String)
  /// The runs were stopped by the user: how many were done, of how many, and where their results are.
  case interrupted(done: Int, of: Int, file: String?)

  /// One line.
  public var description: String {
    switch self {
    case .journal(let path, let reason): "\(path): \(reason)"
    case .interrupted(let done, let total, let file):
      "interrupted with \(done) of \(total) runs done"
        + (file.map { "; they are kept in \($0), and the same command goes on from there" } ?? "")
    }
  }
}
