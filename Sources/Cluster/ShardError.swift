import Wording

/// A variable by which a batch system should tell a process its part does not.
public struct ShardError: Error, Hashable, CustomStringConvertible {
  /// The variable's name.
  public let variable: String
  /// What it should be.
  public let expected: String
  /// What it is; nil where it is not set.
  public let found: String?

  /// One line.
  public var description: String {
    "\(variable): expected \(expected), found \(found.map(\.quoted) ?? "nothing")"
  }
}
