import Foundation
import TestSupport
import Testing

/// `--picture FILE`: the same option of each command that has a picture.
@Suite struct PictureOptionTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// A command line that has a picture, and what this must say.
  struct Case: CustomTestStringConvertible, Sendable {
    let words: [String]
    let texts: [String]

    init(_ words: String, says texts: String...) {
      self.words = words.split(separator: " ").map(String.init)
      self.texts = texts
    }

    var testDescription: String { words.joined(separator: " ") }
  }

  static let charts = [
    Case(
      "train --dataset synthetic --widths 6 --depth 2 --epochs 3", says: "loss", "test accuracy, %",
      "training",
      "epoch", "the start's threshold"),
    Case(
      "lengths --depth 4 --widths 8 --networks 40 --init he-normal,lecun-uniform,zeros", says: "he-normal",
      "lecun-uniform", "mean length M / M₀", "dashed: theory", "layer",
      "0 in all layers: zeros"),
    Case(
      "compare --dataset synthetic --init he-normal,zeros --depth 1,3 --widths 5 --epochs 1 --seeds 2 --networks 5",
      says: "he-normal", "zeros", "0/2", "epochs to start", "depth"),
    Case(
      "compare --dataset synthetic --init he-normal,zeros --depth 1 --widths 5 --epochs 1 --seeds 2 --networks 5",
      says: "he-normal", "zeros", "0/2", "initialisation"),
    Case(
      "predict --depth 9 --widths 8 --init he-normal,lecun-uniform,zeros", says: "he-normal", "lecun-uniform",
      "expected mean length", "unknown to theory: zeros"),
    Case(
      "predict --architecture resnet-fc --depth 9 --widths 8 --scale 0.5", says: "modules", "proven bound"),
    Case("phase --points 2", says: "σ_w²", "σ_b²", "ξ_c", "critical"),
    Case(
      "phase --activation relu --dropout 0.5 --sigma-w 0.5:1.5 --depth 30", says: "depth", "6 ξ_c",
      "grey: none"),
    Case(
      "signals --dataset synthetic --widths 8 --depth 2 --steps 0,3 --measure gradient", says: "gradient",
      "step"),
    Case(
      "sweep --dataset synthetic --axis depth=1,2 --widths 5 --init he-normal,zeros --epochs 1 --seeds 2",
      says: "he-normal", "zeros", "0/2", "epochs to start"),
    Case("sweep --kind lengths --axis depth=2,4 --networks 9 --seeds 1", says: "mean length", "depth"),
  ]

  static let regions = Case("regions --depth 2 --widths 6 --biases 0.2 --window 3")

  private func run(
    _ words: [String], picture: String, python: String? = nil, under preparation: String = ":"
  ) throws -> Program.Result {
    try Program.run(
      words + ["--picture", picture], in: folder.path,
      environment: python.map { ["KINDLING_PYTHON": $0] } ?? [:],
      under: preparation)
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder[name])))
  }

  @Test(.enabled(if: Drawing.isThere, Drawing.advice), arguments: charts)
  func aChartSaysWhatItShows(of command: Case) throws {
    let result = try run(command.words, picture: "new/a.svg")
    #expect(result.code == 0, "\(result.errors)")
    let svg = String(decoding: try bytes("new/a.svg"), as: UTF8.self)
    #expect(svg.hasPrefix("<svg") && svg.hasSuffix("</svg>"))
    for text in command.texts { #expect(svg.contains(text), "\(text)") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder["new"]) == ["a.svg"])
  }

  /// The files are what their names say, in letters of either size.
  @Test(.enabled(if: Drawing.isThere, Drawing.advice), arguments: [charts[3], charts[4], regions])
  func picturesAreOfTheirFormat(of command: Case) throws {
    for name in ["a.PNG", "a.pdf"] {
      let result = try run(command.words, picture: name)
      #expect(result.code == 0, "\(result.errors)")
    }
    #expect(try bytes("a.PNG").prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(try Array(bytes("a.PNG").suffix(8).prefix(4)) == Array("IEND".utf8))
    let pdf = try bytes("a.pdf")
    #expect(pdf.starts(with: Array("%PDF-".utf8)) && pdf.count > 2000)
    #expect(String(decoding: pdf.suffix(16), as: UTF8.self).contains("%%EOF"))
  }

  /// A specification needs nothing that draws.
  @Test(arguments: charts)
  func aSpecificationIsVegaLite(of command: Case) throws {
    let result = try run(command.words, picture: "a.vl.json", python: "/nowhere/python")
    #expect(result.code == 0, "\(result.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(try bytes("a.vl.json"))) as? [String: Any]
    #expect(object?["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    #expect(((object?["data"] as? [String: Any])?["values"] as? [Any])?.isEmpty == false)
  }

  /// Nothing is run, or left behind, where nothing could be drawn or written.
  @Test(arguments: charts + [regions])
  func whatCannotBeIsRefusedBeforeAnythingIsRun(of command: Case) throws {
    _ = try folder.folder("folder.svg")
    let endings = command.words[0] == "regions" ? ".svg, .png or .pdf" : ".svg, .png, .pdf or .json"
    for (picture, python, code, message) in [
      ("a.jpg", nil, 2, "--picture: expected a file that ends in \(endings), found 'a.jpg'"),
      (
        "folder.svg", nil, 1, "\(folder["folder.svg"]): cannot be written: expected a file, found a directory"
      ),
      ("/proc/a.svg", nil, 1, "/proc/a.svg: cannot be written: "),
      ("/dev/null/a.svg", nil, 1, "/dev/null/a.svg: cannot be written: "),
      ("a.png", "/nowhere/python", 1, "/nowhere/python: pictures cannot be made: no such file or directory"),
      ("a.png", "/bin/false", 1, "/bin/false: pictures cannot be made: it was ended"),
    ] as [(String, String?, Int32, String)] {
      let result = try run(command.words, picture: picture, python: python)
      #expect(result.code == code)
      #expect(result.output == "")
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 1 && lines[0].hasPrefix("kindling: \(message)"), "\(result.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["folder.svg"])
  }

  /// A limit on the size of files, in units of 512 bytes, stands in for a full disk.
  @Test(.enabled(if: Drawing.isThere, Drawing.advice))
  func aPictureIsReplacedByAWholeOneAlone() throws {
    let words = Self.charts[4].words
    #expect(try run(words, picture: "a.png").code == 0)
    let whole = try bytes("a.png")
    let other = try run(words, picture: "a.png", under: "ulimit -f 24; trap '' XFSZ")
    #expect(other.code == 1 && other.errors.contains("File too large"), "\(other.errors)")
    #expect(try bytes("a.png") == whole)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.png"])
  }

  /// The first of several pictures is the file, and the program says what each other shows.
  @Test func severalPicturesStandBesideEachOther() throws {
    let words = [
      "sweep", "--dataset", "synthetic", "--axis", "depth=1,2", "--axis", "width=3,4", "--init",
      "he-normal,zeros", "--epochs", "1", "--seeds", "1",
    ]
    let result = try run(words, picture: "maps.json")
    #expect(result.code == 0, "\(result.errors)")
    let written = result.output.split(separator: "\n").filter { $0.contains("maps") }
    #expect(written.count == 2)
    for (line, name, setting) in zip3(written, ["maps.json", "maps-2.json"], ["he-normal", "zeros"]) {
      #expect(line.hasPrefix("Written: \(folder[name]): ") && line.hasSuffix(setting), "\(line)")
      #expect(String(decoding: try bytes(name), as: UTF8.self).contains(setting))
    }
  }

  @Test func whereThereIsNothingToDrawALineSaysSo() throws {
    let diverged = try run(
      ["train", "--dataset", "synthetic", "--depth", "2", "--widths", "5", "--rate", "1e30"],
      picture: "a.json")
    #expect(diverged.code == 1)
    #expect(
      diverged.errors.hasPrefix(
        "kindling: \(folder["a.json"]): no picture: no epoch ended: diverged at step "))
    let unknown = try run(["predict", "--depth", "3", "--init", "constant:0.1"], picture: "a.json")
    #expect(unknown.code == 1)
    #expect(unknown.errors.hasSuffix("no picture: theory knows no length of these networks\n"))
    #expect(
      unknown.output.contains("theory ends at") && unknown.output.contains("weights that are all alike"))
    for words in [
      ["sweep", "--axis", "depth=1", "--shard", "1/2"], ["sweep", "--axis", "depth=1", "--slurm", "2"],
    ] {
      let result = try run(words, picture: "a.json")
      #expect(
        result.code == 2 && result.errors.hasPrefix("kindling: --picture: expected "), "\(result.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: folder["a.json"]))
  }

  private func zip3<A, B, C>(_ a: [A], _ b: [B], _ c: [C]) -> [(A, B, C)] {
    zip(zip(a, b), c).map { ($0.0, $0.1, $1) }
  }
}

/// What draws pictures for the program that is tested.
enum Drawing {
  static let advice: Comment = "no Python with vl-convert; 'make setup' installs it"

  /// Whether the Python that the program will find has vl-convert.
  static let isThere: Bool = {
    let named = ProcessInfo.processInfo.environment["KINDLING_PYTHON"].map { URL(fileURLWithPath: $0) }
    let folders = sequence(first: Program.executable.deletingLastPathComponent()) { folder in
      folder.path == "/" ? nil : folder.deletingLastPathComponent()
    }
    let found = folders.map { $0.appendingPathComponent(".venv/bin/python") }.first {
      FileManager.default.isExecutableFile(atPath: $0.path)
    }
    guard let python = named ?? found else { return false }
    let process = Process()
    (process.executableURL, process.arguments) = (python, ["-I", "-c", "import vl_convert"])
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
