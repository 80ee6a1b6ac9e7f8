import Foundation
import Lab
import Storage
import Wording

/// How far the experiments of stores have come, for a reader at a terminal.
public struct WatchSheet: Sendable {
  private let status: WatchStatus
  private let inColour: Bool

  /// A sheet on this status.
  ///
  /// - Parameter inColour: Whether a terminal's colours tell results apart: green started or measured, yellow censored,
  ///   red diverged.
  public init(_ status: WatchStatus, inColour: Bool = false) {
    self.status = status
    self.inColour = inColour
  }

  /// The sheet's lines, each at most `width` characters beside colours, but for a bar of ten blocks and its counts.
  ///
  /// - Parameter height: How many lines at most; the first experiments are left out for it, then the last runs.
  public func lines(width: Int = 80, height: Int = .max) -> [String] {
    let runs = counted(status.runs, "run")
    var head = "\(status.stores.joined(separator: ", ")): \(runs)"
    if let quiet = status.secondsQuiet, quiet >= 60, !status.isDone {
      head += ", nothing new for \(Progress.text(quiet))"
    }
    let blocks = status.experiments.map { block($0, width) }
    var shown = blocks.count
    while shown > 1, 3 + blocks.suffix(shown).reduce(0, { $0 + $1.count + 1 }) > height { shown -= 1 }
    var lines = [Self.cut(head, width)]
    if blocks.isEmpty { lines += ["", "No experiment is noted."] }
    let earlier = blocks.count - shown
    if earlier > 0 { lines += ["", counted(earlier, "earlier experiment")] }
    for block in blocks.suffix(shown) { lines += [""] + block }
    let last = status.lastRuns.map { Self.cut("  \(Self.text($0))", width) }
    let room = height - lines.count - 2
    if !last.isEmpty, room > 0 { lines += ["", "last runs"] + last.prefix(room) }
    return Array(lines.prefix(height))
  }

  /// What is told of an experiment.
  private func block(_ sweep: SweepStatus, _ width: Int) -> [String] {
    let title = sweep.title.map { "\(sweep.name)  \($0)" } ?? sweep.name
    let share = 100 * sweep.done / max(sweep.runs, 1)
    let counts = "  \(sweep.done)/\(sweep.runs)  \(share) %"
    let bar = bar(sweep, max(10, min(50, width - counts.count - 2)))
    return [Self.cut(title, width), "  \(bar)\(counts)"]
      + [Self.results(sweep), Self.times(sweep)].filter { !$0.isEmpty }.map { Self.cut("  \($0)", width) }
  }

  /// A bar of what is done, its parts rounded down: only a whole bar is all.
  private func bar(_ sweep: SweepStatus, _ width: Int) -> String {
    let parts = [(sweep.started + sweep.measured, 32), (sweep.censored, 33), (sweep.diverged, 31)]
    var text = ""
    var (count, end) = (0, 0)
    for (runs, colour) in parts {
      count += runs
      let next = count * width / max(sweep.runs, 1)
      let blocks = String(repeating: "█", count: next - end)
      text += inColour && next > end ? "\u{1B}[\(colour)m\(blocks)\u{1B}[0m" : blocks
      end = next
    }
    return text + String(repeating: "░", count: width - end)
  }

  private static func results(_ sweep: SweepStatus) -> String {
    let counts = [
      (sweep.measured, "measured"), (sweep.started, "started"), (sweep.censored, "censored"),
      (sweep.diverged, "diverged"),
    ]
    var parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    if sweep.underWay > 0 { parts.append("at least \(sweep.underWay) under way") }
    return parts.joined(separator: ", ")
  }

  private static func times(_ sweep: SweepStatus) -> String {
    guard let since = sweep.secondsSinceFirst else { return "" }
    if sweep.isDone { return "took \(Progress.text(since)) from the first run to the last" }
    let left = sweep.secondsLeft.map { ", about \(Progress.text($0)) left" } ?? ""
    return "\(Progress.text(since)) since the first run began\(left)"
  }

  private static func text(_ run: StoredRun) -> String {
    let labels = run.labels
    let depth = labels.depth.map { "depth \($0)" }
    let result =
      switch run.result {
      case .measured: "measured"
      case .started(let epoch): "started at epoch \(epoch)"
      case .censored(let epoch): "not started by epoch \(epoch)"
      case .diverged(let step): "diverged at step \(step)"
      }
    let trial = [labels.initialization, depth, "seed \(labels.seed)", labels.dataset].compactMap(\.self)
    return "\(result), \(decimals(run.seconds, 2)) s: \(trial.joined(separator: ", "))"
  }

  private static func cut(_ line: String, _ width: Int) -> String {
    let line = line.shown(max(1000, width))
    return line.count > width ? line.prefix(max(width - 1, 0)) + "…" : line
  }
}
