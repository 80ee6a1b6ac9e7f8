import Datasets
import Foundation
import Lab
import Network
import TestSupport
import Testing
import Training

@Suite struct RunnerTests {
  private static let search = DataSearch(places: [])

  /// Networks of several sizes and fates.
  private var trials: [StartTrial] {
    [PopularInitialization.heNormal, .lecunUniform, .orthogonal].flatMap { named in
      [2, 5].map { depth in
        StartTrial(
          data: .synthetic,
          architecture: .fullyConnected(FullyConnected(.constant, depth: depth, widths: [12])),
          initialization: named.initialization, seed: 5, batchSize: 256,
          criterion: StartCriterion(accuracy: 0.6, epochLimit: 2))
      }
    }
  }

  @Test func oneWorkerAndTwoGiveTheSameBits() async throws {
    let one = try await Runner(jobs: 1, search: Self.search).run(trials, title: "one")
    let two = try await Runner(jobs: 2, search: Self.search).run(trials, title: "two")
    #expect(one == two)
    #expect(Set(one.map { $0.epochs.last?.trainingLoss }).count == trials.count)
  }

  @Test func whatTheStoreHoldsIsNotRunAgain() async throws {
    let folder = try TemporaryDirectory()
    let file = URL(fileURLWithPath: folder["runs.db"])
    let invented = StartTrial.Outcome(start: .started(epoch: 77), epochs: [])
    try Store(file).add(invented, of: trials[1], from: Sample.origin)
    let some = Array(trials.prefix(2))
    let outcomes = try await Runner(jobs: 2, search: Self.search, store: Store(file)).run(
      some, title: "resumed")
    #expect(outcomes[1] == invented)
    #expect(outcomes[0] != invented)
    #expect(try Store(file).outcome(of: trials[0]) == outcomes[0])
    let details = try #require(try Store(file).details(2))
    #expect(details.provenance == .current(jobs: 2))
    #expect(details.run.seconds > 0)
    #expect(details.sources.isEmpty)
  }

  @Test func cancellingStopsCleanlyAndSaysWhatIsDone() async throws {
    var endless = trials[0]
    endless.criterion = StartCriterion(accuracy: 2, epochLimit: 1_000_000)
    let trial = endless
    let task = Task { try await Runner(jobs: 2, search: Self.search).run([trial], title: "endless") }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    await #expect(throws: LabError.interrupted(done: 0, of: 1, file: nil)) { try await task.value }
  }

  @Test func anImpossibleTrialIsAnError() async throws {
    var trial = trials[0]
    trial.architecture = .fullyConnected(FullyConnected(.constant, depth: 2))
    let impossible = trial
    await #expect(throws: ArchitectureError.self) {
      try await Runner(jobs: 2, search: Self.search).run([impossible], title: "impossible")
    }
  }
}
