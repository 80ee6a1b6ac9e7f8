import Files
import Testing

/// What is told where there are too few is tested from outside, in a process of its own (`ReportCommandTests`).
@Suite struct FileHandlesTests {
  /// Each call gives back what it tried: else some thousand of them would use up what a process may open.
  @Test func whatThereIsIsLeftOpenForOthers() throws {
    for _ in 0..<5000 { try requireFileHandles(16) }
  }

  @Test func anotherProgramCanBeStarted() throws {
    try requireFileHandlesForPrograms()
  }
}
