import Foundation
import Lab
import TestSupport
import Testing
import Training

@Suite struct JournalTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private let outcome = StartTrial.Outcome(start: .started(epoch: 3), epochs: [])

  private func trial(_ seed: UInt64) -> StartTrial {
    var trial = StartTrial.standard
    trial.seed = seed
    return trial
  }

  @Test func whatIsAddedIsThereNextTime() throws {
    let file = URL(fileURLWithPath: folder["deep/er/runs.jsonl"])
    let journal = try Journal(file)
    #expect(try journal.outcome(of: trial(1)) == nil)
    try journal.add(outcome, of: trial(1))
    #expect(try journal.outcome(of: trial(1)) == outcome)
    let again = try Journal(file)
    #expect(try again.outcome(of: trial(1)) == outcome)
    #expect(try again.outcome(of: trial(2)) == nil)
  }

  @Test func aTornLastLineIsDropped() throws {
    let file = URL(fileURLWithPath: folder["runs.jsonl"])
    let journal = try Journal(file)
    try journal.add(outcome, of: trial(1))
    try journal.add(outcome, of: trial(2))
    let whole = try Data(contentsOf: file)
    try whole.dropLast(5).write(to: file)
    let torn = try Journal(file)
    #expect(try torn.outcome(of: trial(1)) == outcome)
    #expect(try torn.outcome(of: trial(2)) == nil)
    try torn.add(outcome, of: trial(2))
    #expect(try Data(contentsOf: file) == whole)
  }

  @Test(arguments: ["not json\n", "{}\n", "[1]\n"])
  func whatIsNoJournalIsRefused(text: String) throws {
    let file = URL(fileURLWithPath: folder["runs.jsonl"])
    try Data(text.utf8).write(to: file)
    #expect {
      _ = try Journal(file)
    } throws: {
      "\($0)" == "\(file.path): line 1 is no result: expected an object with kind and trial"
    }
    #expect(try Data(contentsOf: file) == Data(text.utf8))
  }

  @Test func aDirectoryIsRefused() throws {
    #expect(throws: LabError.self) { try Journal(URL(fileURLWithPath: folder.path)) }
  }
}
