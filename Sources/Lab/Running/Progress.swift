import Foundation
import Wording

/// How far a batch of trials has come, told on standard error: one line that is rewritten on a terminal, else a plain
/// line now and then.
public final class Progress {
  /// How much is told.
  public enum Extent: Sendable {
    /// Nothing.
    case nothing
    /// What a reader needs.
    case usual
    /// A line after every run too.
    case everything
  }

  private let extent: Extent
  private let isTerminal: Bool
  private let showsRuns: Bool
  private var told: Set<String> = []
  private var title = ""
  private var done = 0
  private var total = 0
  private var costDone = 0.0
  private var costLeft = 0.0
  private var began = Date()
  private var lastLine = Date.distantPast

  /// Progress on standard error.
  ///
  /// - Parameters:
  ///   - extent: How much is told.
  ///   - showsRuns: Whether runs are told of; else only the data that they are given.
  public init(_ extent: Extent = .usual, showsRuns: Bool = true) {
    self.extent = extent
    // A line for every run is no line that is rewritten.
    isTerminal = extent != .everything && isatty(STDERR_FILENO) == 1
    self.showsRuns = showsRuns && extent != .nothing
  }

  /// Tells a line, unless it was told before or there is none.
  public func tell(_ line: String?) {
    if extent != .nothing, let line, told.insert(line).inserted { write("\(line)\n") }
  }

  /// Tells that all runs of a batch are known.
  func found(_ title: String, _ count: Int) {
    if !showsRuns || count == 0 { return }
    let runs = count == 1 ? "the 1 run was" : "all \(count) runs were"
    write("\(title.shown()): \(runs) found from before, nothing was run\n")
  }

  /// Begins a batch.
  func begin(_ title: String, costs: [Double], found: Int) {
    self.title = title.shown()
    (done, total) = (0, costs.count)
    (costDone, costLeft) = (0, costs.reduce(0, +))
    began = Date()
    lastLine = began
    if !showsRuns { return }
    if found > 0 { write("\(self.title): \(found) runs found from before, \(total) to go\n") }
    if isTerminal { show() }
  }

  /// Takes note of one more trial.
  func advance(by cost: Double) {
    done += 1
    costDone += cost
    costLeft -= cost
    if !showsRuns { return }
    if isTerminal || extent == .everything || done == total || -lastLine.timeIntervalSinceNow >= 10 { show() }
  }

  /// Ends the batch's line.
  func end() {
    if isTerminal && showsRuns { write("\n") }
  }

  private func show() {
    lastLine = Date()
    let elapsed = -began.timeIntervalSinceNow
    var line = "\(title): \(done)/\(total) runs, \(Self.text(elapsed)) so far"
    if done < total, costDone > 0 { line += ", about \(Self.text(elapsed * costLeft / costDone)) left" }
    write(isTerminal ? "\r\u{1B}[K\(line)" : "\(line)\n")
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// A time in the units that a reader would choose; what is no time is none.
  public static func text(_ seconds: Double) -> String {
    let whole = Int(max(0, min(seconds, 1e15)).rounded())
    return switch whole {
    case ..<60: "\(whole) s"
    case ..<3600: "\(whole / 60) min \(whole % 60) s"
    default: "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
  }
}
