import Datasets
import Foundation
import TestSupport
import Testing

/// What a worker takes, seen from the outside.
@Suite struct WorkerMemoryTests {
  /// A step of ResNet-110 and its test: the workspace, which BenchTests compute from the plan, and the program around it.
  @Test func aProcessTakesLittleMoreThanItsWorkspace() throws {
    let folder = try TemporaryDirectory()
    for (name, count) in [("train", 128), ("test", 16)] {
      let pixels = (0..<count * 3072).map { UInt8($0 * 37 % 251) }
      try IDXArray(extents: [count, 32, 32, 3], values: .uint8(pixels))
        .write(to: folder["\(name)-images-idx4-ubyte"])
      try IDXArray(extents: [count], values: .uint8((0..<count).map { UInt8($0 % 10) }))
        .write(to: folder["\(name)-labels-idx1-ubyte"])
    }
    let words = ["train", "--dataset", folder.path, "--network", "resnet:110", "--batch", "128"]
    let peak = try Double(peakMemory(words + ["--epochs", "1"]))
    let workspace = 1_146_488_520.0
    #expect(peak > workspace)
    #expect(peak < workspace + 100e6)
  }

  /// The most memory that the program ever has, in bytes; Foundation does not tell of a single process.
  private func peakMemory(_ words: [String]) throws -> Int {
    let script = ["/bin/sh", "-c", "exec \"$0\" \"$@\" >/dev/null", Program.executable.path] + words
    let variables = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var (arguments, environment) = (script.map { strdup($0) } + [nil], variables.map { strdup($0) } + [nil])
    defer { for text in arguments + environment { free(text) } }
    var (process, status, usage) = (pid_t(), Int32(), rusage())
    try #require(posix_spawn(&process, "/bin/sh", nil, nil, &arguments, &environment) == 0)
    #expect(wait4(process, &status, 0, &usage) == process)
    #expect(status == 0)
    return usage.ru_maxrss * 1024
  }
}
