import Autodiff
import TestSupport
import Testing
import Training

@Suite struct ProbeTests {
  @Test func momentsComeInTheirOrder() throws {
    let diary = Diary()
    var trainer = try Trainer.onBlobs(probes: [diary])
    for _ in 0..<2 { _ = try trainer.runEpoch() }
    // Thirty-two steps, each after its batch; then the test, in batches of the same size.
    let test = Array(repeating: "pass", count: (Blobs.dataset.test.count + 63) / 64)
    func epoch(_ number: Int) -> [String] {
      (1...32).map { 32 * (number - 1) + $0 }.flatMap { ["pass", "step \($0)", "moved \($0)"] } + test + [
        "epoch \(number)"
      ]
    }
    #expect(diary.moments == epoch(1) + epoch(2))
  }

  @Test func theFirstProbeThatKnowsTheEndEndsTheRun() throws {
    var short = try Trainer.onBlobs(probes: [Patience(epochs: 5), Patience(epochs: 2), Patience(epochs: 2)])
    #expect(try short.run() == .censored(epoch: 2))
    #expect(short.records.count == 2)
  }

  @Test func anErrorOfAProbeEndsTheRunAtOnce() throws {
    let diary = Diary()
    var trainer = try Trainer.onBlobs(probes: [diary, Faulty(step: 3)])
    #expect(throws: Faulty.Failure.self) { try trainer.run() }
    #expect(diary.moments.last == "step 3")
    #expect(trainer.records.isEmpty)
  }
}

/// Writes down each moment of a run.
private final class Diary: Probe {
  private(set) var moments: [String] = []

  func passed(through classifier: Classifier, in workspace: borrowing Workspace) { moments.append("pass") }

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    moments.append("step \(step)")
  }

  func moved(step: Int, of classifier: Classifier, in workspace: borrowing Workspace) {
    moments.append("moved \(step)")
  }

  func epochEnded(in run: borrowing Trainer) { moments.append("epoch \(run.records.count)") }
}

/// Ends a run after so many epochs.
private struct Patience: Probe {
  let epochs: Int

  func end(of run: borrowing Trainer) -> Start? {
    run.records.count >= epochs ? .censored(epoch: epochs) : nil
  }
}

/// Fails at a step.
private struct Faulty: Probe {
  struct Failure: Error {}

  let step: Int

  func observe(
    step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace
  ) throws {
    if step == self.step { throw Failure() }
  }
}
