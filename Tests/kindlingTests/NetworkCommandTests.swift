import Foundation
import TestSupport
import Testing

/// `--network`, `--with` and `--describe`.
@Suite struct NetworkCommandTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  private func train(_ words: String...) throws -> Program.Result {
    try Program.run(["train", "--dataset", "synthetic", "--epochs", "1"] + words, in: folder.path)
  }

  private func write(_ text: String) throws { try folder.write(Array(text.utf8), to: "net.json5") }

  private static let list = """
    {
      // Eight features.
      parameters: { width: 8, norm: "none" },
      layers: ["flatten", { linear: "width" }, "norm", "gelu", { linear: "classes" }],
    }
    """

  @Test func aListIsTrained() throws {
    try write(Self.list)
    for norm in ["none", "layer-norm", "batch-norm", "{ 'group-norm': 2 }"] {
      let result = try train("--network", "net.json5", "--with", "norm=\(norm)", "--with", "width=6")
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.contains("epoch    1"))
    }
  }

  @Test func aListIsDescribed() throws {
    try write(Self.list)
    let result = try train("--network", "net.json5", "--with", "norm=layer-norm", "--describe")
    #expect(result.code == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map {
      $0.split(separator: "  ", omittingEmptySubsequences: true)
    }
    func cells(_ name: String) -> [String]? {
      lines.first { $0.first?.contains(name) == true }.map {
        $0.dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
      }
    }
    #expect(cells("linear1") == ["8", "6280", "6272", "he-normal"])
    #expect(cells("layer-norm1") == ["8", "16", "0"])
    #expect(cells("linear2") == ["10", "90", "80", "he-normal"])
    #expect(result.output.contains("in all: 6386 parameters, 6352 multiplications an image"))
  }

  @Test func aReadyMadeNetworkIsDescribed() throws {
    let result = try Program.run(
      ["train", "--dataset", "synthetic-colour", "--network", "resnet:20", "--describe"], in: folder.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("module9"))
    #expect(result.output.contains("64 × 8 × 8"))
  }

  @Test func whatAnInitialisationAddsIsDescribed() throws {
    let words = ["--network", "resnet:8", "--with", "norm=none", "--init", "fixup", "--describe"]
    let result = try Program.run(["train", "--dataset", "synthetic-colour"] + words, in: folder.path)
    #expect(result.code == 0, "\(result.errors)")
    for part in ["fixup.shift1: learnt shift, 0.0 at first", "module3.gain: learnt gain, 1.0 at first"] {
      #expect(result.output.contains(part))
    }
    let last = try #require(result.output.split(separator: "\n").first { $0.contains("linear1: ") })
    #expect(last.hasSuffix("zeros"))
  }

  @Test func whatABatchMakesOfWeightsIsTold() throws {
    let result = try train("--depth", "2", "--widths", "5", "--init", "lsuv")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("Weights scaled by a batch"))
    let json = try train("--depth", "2", "--widths", "5", "--init", "lsuv", "--jsonl")
    let last = try #require(json.output.split(separator: "\n").last)
    #expect(last.hasPrefix(#"{"outcome":{"censored":{"epoch":1}},"settled":[{"factor":"#))
    #expect(last.contains(#""layer":"hidden2","trials":"#))
    let described = try train("--depth", "2", "--widths", "5", "--init", "lsuv", "--describe")
    #expect(described.output.contains("a batch then scales the weights (unit-variance)"))
    let other = try train("--depth", "2", "--widths", "5", "--jsonl")
    #expect(other.output.split(separator: "\n").last == #"{"outcome":{"censored":{"epoch":1}}}"#)
  }

  @Test func aSweepVariesParameters() throws {
    try write(Self.list)
    let result = try Program.run(
      [
        "sweep", "--set", "dataset=synthetic", "--network", "net.json5", "--axis",
        "architecture.parameters.width=3,5", "--axis", "architecture.parameters.norm=none,layer-norm",
        "--seeds", "1",
        "--set", "epochs=1",
      ], in: folder.path)
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors.contains("4/4 runs"))
  }

  @Test func whatIsWrongIsOneLine() throws {
    try write(Self.list)
    try folder.write(Array("{ layers: [".utf8), to: "broken")
    try folder.write(Array("{ layers: [], more: 1 }".utf8), to: "more")
    let cases: [([String], String)] = [
      (["--network", "resnet:21"], "--network: expected mlp:DEPTH"),
      (["--network", "none.json5"], "--network: expected mlp:DEPTH"),
      (["--network", "broken"], "broken: line 1: expected JSON5, found what is none"),
      (["--network", "more"], "more: "),
      (
        ["--network", "net.json5", "--with", "wdth=3"],
        "--with: expected NAME=VALUE, NAME one of norm, width, found 'wdth=3'"
      ),
      (["--with", "width=3"], "--with: expected --network beside it, found none"),
      (["--network", "net.json5", "--depth", "3"], "unknown option '--depth'"),
      (["--network", "net.json5", "--with", "norm=btch"], "layers[2][0]: expected one of linear, conv"),
      (
        ["--network", "net.json5", "--with", "width=0"],
        "layers[1], linear: expected a whole number from 1"
      ),
      (
        ["--network", "net.json5", "--init", "fixup"],
        "initialization: expected residual modules for fixup, found none"
      ),
      (["--network", "net.json5", "--init", "gsm"], "linear1: expected relu"),
    ]
    // What cannot be trained is not described either.
    for (words, message) in cases.flatMap({ [($0, $1), ($0 + ["--describe"], $1)] }) {
      let result = try Program.run(["train", "--dataset", "synthetic"] + words, in: folder.path)
      #expect(result.code == 2, "\(words) \(result.errors)")
      #expect(result.output == "")
      #expect(result.errors.contains(message), "\(words): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }
}
