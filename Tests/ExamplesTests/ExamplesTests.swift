import Foundation
import Testing

/// The programs in `examples`, run as a reader runs them.
@Suite struct ExamplesTests {
  /// The lines that a program prints; it lies beside the tests.
  private func lines(_ name: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent(name)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return text.split(separator: "\n").map(String.init)
  }

  /// The accuracies of five epochs, of which the last shows that the network has learnt what ten classes are.
  @Test(arguments: ["TenLines", "OwnOperation"]) func accuraciesArePrinted(name: String) throws {
    let lines = try lines(name)
    #expect(lines.count == 5)
    var accuracies: [Double] = []
    for (number, line) in lines.enumerated() {
      let start = "epoch \(number + 1): test accuracy "
      #expect(line.hasPrefix(start))
      accuracies.append(try #require(Double(line.dropFirst(start.count))))
    }
    let last = try #require(accuracies.last)
    #expect(last > 0.5 && last > accuracies[0] && last <= 1)
  }

  @Test func theShareOfZerosIsMeasured() throws {
    let lines = try lines("OwnMeasurement")
    #expect(lines.count == 5)
    let settings = ["he-normal", "lecun-normal"].flatMap { ["\($0), depth 2", "\($0), depth 20"] }
    for (line, setting) in zip(lines, settings) {
      let parts = line.components(separatedBy: ": ")
      #expect(parts[0] == setting)
      // Half of all units are off, about, and twenty batches of 500 make an epoch.
      let share = try #require(Double(parts[1].prefix { $0 != " " }))
      #expect((20...80).contains(share))
      #expect(line.hasSuffix(" at step 20"))
    }
    #expect(lines.last == "the store has 4 runs; of the first it tells the same: true")
  }

  @Test func anExperimentIsRunAndReadBack() throws {
    let lines = try lines("OwnExperiment")
    #expect(lines.count == 9)
    let starts = [
      "he-normal, depth 3: 3 of 3 started", "he-normal, depth 20: 3 of 3 started",
      "lecun-uniform, depth 3: 3 of 3 started", "lecun-uniform, depth 20: 0 of 3 started",
    ]
    #expect(lines.prefix(4) == starts[...])
    #expect(lines[4] == "experiment own, run by OwnExperiment")
    #expect(lines[5].hasPrefix("run 12: "))
    #expect(lines[8] == "12 outcomes read back are the same: true")
  }
}
