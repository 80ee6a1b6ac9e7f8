import Bench
import Datasets
import Figures
import Foundation
import Lab
import Wording

/// `kindling bench`: how fast the program is, and how near to what the processor can do.
enum BenchCommand: Command {
  static let name = "bench"
  static let summary = "measure how fast networks are trained and drawn, beside what the processor can do"
  static let help = """
    kindling bench: measure how fast networks are trained and drawn, beside what the processor can do

    usage: kindling bench [WORKLOAD…] [OPTION…]

    Work is measured in its steady state: loading and a first repetition do not count. The workloads take turns, round
    after round: all workers at once, then each while the others wait, both beside the products alone by the same
    library.

    workloads (default: all); W1, W2-constant or W4i, say, means all that begin so:
    \(workloads)

      W1 to W3 train fully connected networks on Fashion-MNIST, batch 1024, a test each epoch: as wide as they are
      deep (W1); 30 and 10 wide by turns, or 20 (W2); with residual modules 64 wide (W3). W4i measures the lengths of
      one 3×32×32 image in 100 convolutional networks, W4i-FEATURES-DEPTH; W4ii takes training steps of convolutional
      networks of depth 10 with batches of 128, W4ii-FEATURES; W5 measures all lengths of 1,000 networks 100 wide and
      deep. Weights are drawn anew for each network of W4i and W5. Then training steps again, ten a repetition: of
      ResNet-20 with batches of 128, with batch norm (W6) or with biases instead (W7); of a perceptron of 20 × 256 with
      layer norm and GELU (W8), and of a plain one of 10 × 512 (W9), both as W1 otherwise; and of a short VGG with
      batches of 128, six convolutions of 64 and 128 filters (W10).

    options:
      --rounds N           rounds (default 5)
      --seconds S          how long all work at least in a round, and then each for its share (default 1)
      --jobs N             workers, each with a model of its own (default: one a core)
      --dataset NAME       what W1 to W3, W8 and W9 train on instead: mnist, synthetic, a path, …
    \(CommonOptions.dataHelp)  --export DIR         measure nothing, but write data, first weights and the first epoch's order of each
                           workload into DIR (safetensors), for other programs to do the same work
      --json               print one JSON array, an object a workload
      --jsonl              print JSON lines: an object a workload, each on a line of its own

    examples:
      kindling bench
      kindling bench W1-100 W2-constant-50 --rounds 9
      kindling bench W1 --jobs 1 --json

    """

  static let words = Workload.suite().map(\.name)

  private static let workloads = words.reduce(into: [""]) { lines, name in
    if (lines.last?.count ?? 0) + name.count > 90 { lines.append("") }
    lines[lines.count - 1] += "  \(name)"
  }.joined(separator: "\n")

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let dataset = try CommonOptions.dataset(&arguments) ?? .fashionMNIST
    var suite = Suite(jobs: try CommonOptions.jobs(&arguments))
    suite.rounds = try arguments.count("--rounds", most: 1_000_000) ?? suite.rounds
    suite.seconds = try arguments.number("--seconds", in: 0...3600) ?? suite.seconds
    let folder = try arguments.text("--export", expected: "a directory")
    let format = try Export.format(&arguments, among: [.json, .jsonl])
    let workloads = try chosen(&arguments, from: Workload.suite(on: dataset))
    try arguments.finish()

    let shelf = try DataShelf(Set(workloads.compactMap(\.dataset)), from: search)
    if let folder {
      try BenchExport.write(workloads, on: shelf, to: URL(fileURLWithPath: folder))
      return try workloads.forEach { try Output.line($0.name) }
    }
    let speeds = try await suite.run(workloads, on: shelf)
    try Output.json(speeds, as: format)
    if format == nil { try Output.write(table(speeds, suite).text) }
  }

  /// The workloads that the words on the command line name; all where there are none.
  private static func chosen(
    _ arguments: inout Arguments, from suite: [Workload]
  ) throws(UsageError) -> [Workload] {
    var words: [String] = []
    while let word = try arguments.word() {
      guard suite.contains(where: { $0.answers(to: word) }) else {
        throw UsageError(
          "unknown workload \(word.quoted): 'kindling bench --help' tells what there is"
            + Suggestion.ending(for: word, among: Self.words))
      }
      words.append(word)
    }
    return words.isEmpty ? suite : suite.filter { workload in words.contains { workload.answers(to: $0) } }
  }

  private static func table(_ speeds: [Speed], _ suite: Suite) -> Table {
    var table = Table(
      "Speed: \(suite.jobs == 1 ? "one worker" : "\(suite.jobs) workers, a model each"); "
        + "medians of \(counted(suite.rounds, "round"))",
      columns: [
        .words("workload"), .numbers("a second"), .numbers("range"), .words("unit"), .numbers("× one"),
        .numbers("step ms"), .numbers("products ms"), .numbers("ratio"), .numbers("GFLOP/s"),
        .numbers("of sgemm"),
      ])
    for one in speeds {
      table.append([
        one.workload, text(one.rate), "\(text(one.rateLow))–\(text(one.rateHigh))", one.unit.rawValue,
        String(format: "%.2f", one.scaling), String(format: "%.3f", one.stepMilliseconds),
        String(format: "%.3f", one.productMilliseconds),
        String(format: "%.2f", one.stepOverProducts), String(format: "%.1f", one.gigaflops),
        String(format: "%.0f %%", 100 * one.gigaflops / one.squareGigaflops),
      ])
    }
    let best = text(speeds.first?.squareGigaflops ?? .nan)
    let kernels = speeds.first?.kernels ?? ""
    table.notes = [
      "a second: over all workers; × one: that, over what one worker does while the others wait.",
      "step: of one worker; of a network where networks are counted.",
      "products: those of a step alone, by OpenBLAS (\(kernels)) on as many workers; ratio: step over products.",
      "of sgemm: of the best rate of large square products in this run, \(best) GFLOP/s over all workers;",
      "whole products count, although what is 0 for many examples at once is left out of them.",
    ]
    return table
  }

  /// Three significant digits.
  private static func text(_ rate: Double) -> String {
    String(format: rate >= 100 ? "%.0f" : rate >= 10 ? "%.1f" : "%.2f", rate)
  }
}
