import Foundation
import TestSupport
import Testing

/// The examples of the article on results as data, run as they stand there, and the three forms of the same data.
@Suite struct ResultsAsDataTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private struct Block {
    let language: String
    let text: String
  }

  /// The article's blocks of code.
  private static func blocks() throws -> [Block] {
    let article = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../documentation/Kindling.docc/ResultsAsData.md")
    let parts = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "\n```")
    return stride(from: 1, to: parts.count - 1, by: 2).map { place in
      let lines = parts[place].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return Block(language: String(lines[0]), text: String(lines[1]))
    }
  }

  /// Lets a shell run a script in the folder, `kindling` being the built program.
  private func shell(_ script: String) throws -> (code: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-e", "-c", "kindling() { '\(Program.executable.path)' \"$@\"; }\n\(script)"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let (output, errors) = (folder["out.txt"], folder["err.txt"])
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: errors, encoding: .utf8))
  }

  private func python(_ text: String) throws -> (code: Int32, errors: String) {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder["example.py"]))
    return try shell("python3 example.py")
  }

  @Test func theExamplesRun() throws {
    let blocks = try Self.blocks()
    #expect(Set(blocks.map(\.language)) == ["sh", "python"] && blocks.count == 8)
    let hasPandas = try python("import pandas").code == 0
    let hasSQLite = try shell("command -v sqlite3").code == 0
    for block in blocks {
      if block.text.contains("import pandas"), !hasPandas { continue }
      if block.text.hasPrefix("sqlite3"), !hasSQLite { continue }
      let result = try block.language == "sh" ? shell(block.text) : python(block.text)
      #expect(result.code == 0, "\(block.text)\n\(result.errors)")
    }
  }

  /// Trials of several sorts, with lists, flags, numbers of seventeen digits and the greatest of seeds.
  private static let runs = """
    kindling sweep --axis rate=log:0.001..0.1/3 --set 'optimizer.rateFactors.hidden1*=0.1' --init he-normal,lsuv --seeds 1 \
      --epochs 1 --depth 2 --width 20 --dataset synthetic
    kindling sweep --axis optimizer.kind=adam,sgd --network mlp:2 --seeds 1 --epochs 1 --dataset synthetic
    kindling sweep --kind lengths --axis depth=2,5 --seeds 18446744073709551614..18446744073709551615 --networks 20
    kindling sweep --kind signals --axis depth=1,2 --seeds 1 --steps 0,1 --dataset synthetic
    kindling sweep --kind regions --axis depth=1,2 --seeds 1
    kindling sweep --kind jacobians --axis hasSpectrum=true,false --seeds 1 --set networks=9
    kindling sweep --kind layer-law --axis depth=1,2 --seeds 1 --set networks=20
    """

  /// Python reads all three and compares every value.
  private static let comparison = """
    import csv, json, sqlite3, sys
    store = sqlite3.connect("results/runs.db")
    store.row_factory = sqlite3.Row
    view = {row["run"]: row for row in store.execute("SELECT * FROM trials")}
    lines = {row["run"]: row for row in map(json.loads, open("runs.jsonl"))}
    table = {int(row["run"]): row for row in csv.DictReader(open("runs.csv"))}
    assert len(view) == 20 and view.keys() == lines.keys() == table.keys(), (len(view), len(lines), len(table))
    names = next(iter(view.values())).keys()
    assert names == list(next(iter(table.values()))), "names"
    told = set()
    for run, row in view.items():
        for name in names:
            value, line, text = row[name], lines[run].get(name), table[run][name]
            where = (run, name, value, line, text)
            if value is None:
                assert line is None and text == "", where
                continue
            told.add(name)
            if isinstance(line, bool):
                assert value == int(line) and text == str(line).lower(), where
            elif isinstance(line, (list, dict)):
                assert json.loads(value) == line == json.loads(text), where
            elif isinstance(line, str):
                assert value == line == text, where
            else:
                # The greatest seeds are no whole numbers of SQLite's.
                assert (value if not isinstance(value, str) else int(value)) == line, where
                assert type(line)(text) == line, where
    print(sorted(set(names) - told))
    for name in ("optimizer.beta1", "optimizer.rateFactors", "architecture.parameters", "architecture.layers",
                 "hasSpectrum", "outcome.log_length", "outcome.correlation", "outcome.regions", "outcome.kurtosis",
                 "outcome.singular_values", "outcome.exact_joint_p", "outcome.settled_factors"):
        assert name in told, name
    """

  @Test func theViewAndBothExportsAgree() throws {
    let made = try shell(Self.runs + "\nkindling runs --jsonl >runs.jsonl\nkindling runs --csv >runs.csv\n")
    #expect(made.code == 0, "\(made.errors)")
    let compared = try python(Self.comparison)
    #expect(compared.code == 0, "\(compared.errors)")
  }

  @Test func epochsHaveTheFieldsOfTheirTrials() throws {
    let sweep = """
      kindling sweep --axis rate=0.01,0.1 --init he-normal --seeds 1 --epochs 2 --depth 2 --width 20 --dataset synthetic
      kindling runs epochs >epochs.csv
      kindling runs epochs --kind start --jsonl >epochs.jsonl
      """
    #expect(try shell(sweep).code == 0)
    let result = try python(
      """
      import csv, json
      table = list(csv.DictReader(open("epochs.csv")))
      lines = [json.loads(line) for line in open("epochs.jsonl")]
      assert len(table) == len(lines) == 4
      for row, line in zip(table, lines):
          assert row["run"] == str(line["run"]) and float(row["test_loss"]) == line["test_loss"]
          assert float(row["optimizer.rate"]) == line["optimizer.rate"] in (0.01, 0.1)
          assert row["architecture.depth"] == "2" and line["result"] == row["result"]
          assert "networks" in row and "networks" not in line
      """)
    #expect(result.code == 0, "\(result.errors)")
  }
}
