import Datasets
import Foundation
import TestSupport
import Testing

/// What a worker takes, seen from the outside.
@Suite(.enabled(if: SystemPython.isInstalled, "no \(SystemPython.path) to measure"))
struct WorkerMemoryTests {
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

  /// The most memory that the program ever has, in bytes.
  ///
  /// A process begins with the peak of the one that started it, and the tests' own is large: a small one stands between.
  private func peakMemory(_ words: [String]) throws -> Int {
    let script = """
      import resource, subprocess, sys
      subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let result = try Program.run(words, under: "exec \(SystemPython.path) -c '\(script)' \"$0\" \"$@\"")
    let kibibytes = Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines))
    return try #require(kibibytes, "\(result.errors)") * 1024
  }
}
