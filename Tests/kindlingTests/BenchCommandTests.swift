import Foundation
import TestSupport
import Testing

@Suite struct BenchCommandTests {
  private let quick = ["W1-10", "W4i-5-10", "--dataset", "synthetic", "--rounds", "1", "--seconds", "0"]

  @Test func aTableHasALineForEachWorkload() throws {
    let result = try Program.run(["bench"] + quick + ["--jobs", "1"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("Speed: one worker; medians of 1 round\n"))
    let lines = result.output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("W1-10 ") && $0.contains("model-epochs") })
    #expect(lines.contains { $0.hasPrefix("W4i-5-10 ") && $0.contains("networks") })
  }

  @Test func jsonHasAnObjectALine() throws {
    let result = try Program.run(["bench"] + quick + ["--jsonl"])
    let lines = result.output.split(separator: "\n")
    let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
    #expect(objects.map { $0?["workload"] as? String } == ["W1-10", "W4i-5-10"])
    #expect(objects.map { $0?["depth"] as? Int } == [10, 10])
    #expect(objects.allSatisfy { ($0?["losses"] as? [Double])?.count == 10 })
  }

  @Test func exportWritesTheWorkAndMeasuresNothing() throws {
    let folder = try TemporaryDirectory()
    let result = try Program.run(
      ["bench", "W2-constant-10", "W4i-5-10", "--dataset", "synthetic", "--export", folder["work"]])
    #expect(result.output == "W2-constant-10\nW4i-5-10\n")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder["work"]).sorted()
    #expect(files == ["W2-constant-10.safetensors", "W4i-5-10.safetensors", "synthetic-10000.safetensors"])
  }

  @Test func exportSaysWhereItCannotWrite() throws {
    let folder = try TemporaryDirectory()
    let file = try folder.write([1], to: "file")
    let result = try Program.run(["bench", "W4i-5-10", "--export", file])
    #expect(result.code == 1)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains(file))
  }
}
