import Figures
import Foundation
import Page
import TestSupport
import Testing

/// Every picture opens in Altair, as what it is by the schema of Vega-Lite, is drawn from there, and is no giant.
@Suite(.enabled(if: Altair.python != nil, "no Python with Altair; './setup.sh --tests' installs it"))
struct AltairTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  /// Draws the specifications in the folder through Altair, a process a core.
  private static let script = """
    import concurrent.futures, altair, pathlib, sys, vl_convert
    def draw(file):
        try:
            chart = altair.Chart.from_json(file.read_text())
            return len(vl_convert.vegalite_to_svg(chart.to_json(), vl_version="6.4"))
        except Exception as error:
            return " ".join(str(error).split())[:300]
    files = sorted(pathlib.Path(sys.argv[1]).glob("*.vl.json"))
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for file, drawn in zip(files, pool.map(draw, files)):
            print(file.name, drawn, sep="\\t")
    """

  @Test func everyPictureOpens() async throws {
    var names: Set<String> = []
    for (_, report) in try await EveryChart.reports.value {
      for chart in report.charts where !chart.picture.data.values.isEmpty {
        #expect(names.insert("\(chart.file).vl.json").inserted)
        try chart.picture.json.write(
          toFile: folder["\(chart.file).vl.json"], atomically: true, encoding: .utf8)
      }
    }
    #expect(names.count > 25)
    let lines = try #require(Altair.run(Self.script, [folder.path])).split(separator: "\n")
    var told: Set<String> = []
    for line in lines {
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      told.insert(parts[0])
      let size = try #require(Int(parts.last ?? ""), "\(line)")
      #expect((2000...300_000).contains(size), "\(line)")
    }
    #expect(told == names)
  }
}

/// Altair, where a Python has it.
enum Altair {
  /// The Python that draws pictures, where it has Altair too.
  static let python: URL? = {
    guard let python = try? Painter().python, run("import altair, vl_convert", [], by: python) != nil else {
      return nil
    }
    return python
  }()

  /// What a script of Python's prints; nil where there is no Altair, or the script fails.
  static func run(_ script: String, _ arguments: [String]) -> String? {
    python.flatMap { run(script, arguments, by: $0) }
  }

  private static func run(_ script: String, _ arguments: [String], by python: URL) -> String? {
    let process = Process()
    let output = Pipe()
    process.executableURL = python
    process.arguments = ["-I", "-c", script] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
