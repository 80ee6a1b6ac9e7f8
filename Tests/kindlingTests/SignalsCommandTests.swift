import Foundation
import TestSupport
import Testing

@Suite struct SignalsCommandTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func signals(_ words: String...) throws -> Program.Result {
    try Program.run(
      [
        "signals", "--dataset", "synthetic", "--widths", "8", "--depth", "2", "--steps", "0,3", "--seed", "4",
      ] + words, in: folder.path)
  }

  @Test func theTableHasEveryLayerAtEveryMoment() throws {
    let result = try signals("--activation", "tanh")
    #expect(result.code == 0)
    let rows = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(
      rows.filter { $0.count == 12 && ["0", "3"].contains($0[0]) }.map { $0[1] } == [
        "hidden1", "hidden2", "output", "hidden1", "hidden2", "output",
      ])
    let help = try Program.run(["signals", "--help"]).output
    for word in ["--steps LIST", "--examples N", "--measure NAME", "(default 0,1,2,5,10,20,50)"] {
      #expect(help.contains(word), "\(word)")
    }
  }

  /// The same numbers in each form.
  @Test func dataComeInThreeForms() throws {
    let objects = try JSONDecoder().decode([[String: Cell]].self, from: Data(signals("--json").output.utf8))
    let layers = ["hidden1", "hidden2", "output", "hidden1", "hidden2", "output"]
    #expect(objects.map { $0["layer"] } == layers.map(Cell.text))
    #expect(objects.map { $0["step"] } == [0, 0, 0, 3, 3, 3].map(Cell.number))
    let lines = try signals("--csv").output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      lines[0] == [
        "step", "layer", "loss", "mean", "variance", "length", "correlation", "dead", "saturated", "gradient",
        "update", "expected_length", "expected_correlation",
      ])
    for (object, line) in zip(objects, lines.dropFirst()) {
      for (name, text) in zip(lines[0], line) {
        let cell = text.isEmpty ? nil : Double(text).map(Cell.number) ?? .text(text)
        #expect(object[name] == cell, "\(name)")
      }
    }
    #expect(try signals("--jsonl").output.split(separator: "\n").count == objects.count)
  }

  @Test func tensorBoardSeesEachMeasureOfEachLayer() throws {
    let plain = try signals().output
    #expect(try signals("--tensorboard", "logs").output == plain)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder["logs"])
    let content = try Data(contentsOf: URL(fileURLWithPath: folder["logs/\(try #require(names.first))"]))
    for tag in ["length/hidden1", "saturated/hidden2", "gradient/output", "update/output", "\"seed\" : 4"] {
      #expect(content.range(of: Data(tag.utf8)) != nil, "\(tag)")
    }
    #expect(content.range(of: Data("length/output".utf8)) == nil)
  }

  /// Weights of a file are measured as if they were drawn; theory has nothing to say of them.
  @Test func loadedWeightsAreMeasured() throws {
    let saved = try Program.run(
      [
        "train", "--dataset", "synthetic", "--widths", "8", "--depth", "2", "--seed", "4", "--epochs", "0",
        "--save", "w.safetensors",
      ], in: folder.path)
    #expect(saved.code == 0, "\(saved.errors)")
    func lines(_ words: String...) throws -> [Substring] {
      let result = try Program.run(
        ["signals", "--dataset", "synthetic", "--widths", "8", "--depth", "2", "--steps", "0,3", "--csv"]
          + words,
        in: folder.path)
      #expect(result.code == 0, "\(result.errors)")
      // Without theory's two columns.
      return result.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(2).joined(separator: ",")[...]
      }
    }
    #expect(try lines("--seed", "4", "--load", "w.safetensors") == lines("--seed", "4"))
    let both = try signals("--load", "w.safetensors", "--init", "he-normal")
    #expect(both.code == 2 && both.errors.contains("--init: expected no --load beside it, found both"))
    #expect(try signals("--load", "w.safetensors").output.contains("theory") == false)
  }

  @Test func aRunThatDivergesSaysSo() throws {
    let result = try signals("--rate", "1e30")
    #expect(result.code == 0)
    #expect(result.output.contains("1 run diverged at step "))
  }

  /// A sweep without a file: a row for each setting, moment and layer, over its runs.
  @Test func aSweepMeasuresSettings() throws {
    let result = try Program.run(
      [
        "sweep", "--kind", "signals", "--dataset", "synthetic", "--axis", "depth=1,2", "--width", "6",
        "--steps",
        "0,4", "--seeds", "2", "--out", "results",
      ], in: folder.path)
    #expect(result.code == 0, "\(result.errors)")
    let csv = try String(contentsOfFile: folder["results/sweep.csv"], encoding: .utf8)
    let rows = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(rows[0].prefix(6) == ["depth", "step", "place", "layer", "runs", "diverged"])
    let found = rows.dropFirst().map { $0[..<5].joined(separator: " ") }
    #expect(
      found == [
        "1 0 1 hidden1 2", "1 0 2 output 2", "1 4 1 hidden1 2", "1 4 2 output 2", "2 0 1 hidden1 2",
        "2 0 2 hidden2 2", "2 0 3 output 2", "2 4 1 hidden1 2", "2 4 2 hidden2 2", "2 4 3 output 2",
      ])
  }
}

/// What a JSON object holds by a name.
private enum Cell: Hashable, Decodable {
  case number(Double)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }
}
