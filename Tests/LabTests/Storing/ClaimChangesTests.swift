import Foundation
import Lab
import Storage
import TestSupport
import Testing

/// What a store knows of claims that were changed after the first runs.
@Suite struct ClaimChangesTests {
  private let folder: TemporaryDirectory
  private let store: Store

  init() throws {
    folder = try TemporaryDirectory()
    store = try Store(URL(fileURLWithPath: folder["runs.db"]))
  }

  private func experiment(
    _ claims: [String], depths: String = "[5, 10]", name: String = "a", judgement: String = "{}"
  ) throws -> Experiment {
    var experiment = try Experiment(
      text:
        "{name: '\(name)', seeds: 2, axes: [{field: 'depth', values: \(depths)}], judgement: \(judgement)}",
      source: "a.json")
    for claim in claims { try experiment.state(claim) }
    return experiment
  }

  @Test func aClaimThatIsChangedAfterTheFirstRunIsKnown() throws {
    let first = try experiment(["later: depth"])
    #expect(try store.claimChanges(of: first) == nil)
    try store.note(first, command: "kindling sweep a.json")
    #expect(try store.claimChanges(of: first) == nil)

    let second = try experiment(["sooner: depth"])
    try store.note(second, command: "kindling sweep a.json")
    let changes = try #require(try store.claimChanges(of: second))
    #expect(second.claims.map(changes.isLater) == [true])
    #expect(changes.dropped.map(\.sentence) == first.claims.map(\.sentence))
    // The first statement counts, however often another was run since.
    #expect(try store.claimChanges(of: first) == nil)
    #expect(try store.claimChanges(of: experiment(["later: depth"], name: "renamed")) == nil)
    let renamed = try experiment(["sooner: depth"], depths: "[10, 20]", name: "renamed")
    #expect(try store.claimChanges(of: renamed)?.dropped.count == 1)
  }

  @Test func whatSharesNoRunIsAnotherQuestion() throws {
    try store.note(try experiment(["later: depth"]), command: "")
    #expect(try store.claimChanges(of: experiment(["sooner: depth"], depths: "[7, 8]")) == nil)
  }

  @Test func aClaimStatedAfterRunsWithoutOneIsLater() throws {
    try store.note(try experiment([]), command: "")
    let stated = try experiment(["later: depth"])
    let changes = try #require(try store.claimChanges(of: stated))
    #expect(stated.claims.map(changes.isLater) == [true])
    #expect(try store.claimChanges(of: experiment([])) == nil)
  }

  @Test func aJudgementThatIsChangedIsKnown() throws {
    try store.note(try experiment(["later: depth"]), command: "")
    let lenient = try experiment(["later: depth"], judgement: "{level: 0.05}")
    let changes = try #require(try store.claimChanges(of: lenient))
    #expect(changes.judgement == .standard && changes.dropped.isEmpty)
    #expect(lenient.claims.map(changes.isLater) == [false])
  }

  /// A claim that an option leaves nothing of is not dropped, and no later one where it is asked again.
  @Test func aClaimThatIsNotAskedStillStands() throws {
    let all = try experiment(["later: depth", "all-start"])
    var some = all
    try some.vary("depth", over: .list([.integer(5)]))
    try store.note(some, command: "")
    #expect(some.claims.count == 1)
    #expect(try store.claimChanges(of: all) == nil)
    #expect(try store.claimChanges(of: some) == nil)
  }

  /// What a published experiment claims stood in print before any run of a version of it.
  @Test func aPublishedClaimIsNeverLate() throws {
    let (published, version) = (try experiment(["later: depth"]), try experiment([]))
    try store.note(version, command: "")
    let cited = version.citing(published)
    #expect(cited.claims.map(\.sentence) == published.claims.map(\.sentence))
    #expect(try store.claimChanges(of: cited) == nil)
    let added = try experiment(["later: depth", "all-start"]).citing(published)
    let changes = try #require(try store.claimChanges(of: added))
    #expect(added.claims.map(changes.isLater) == [false, true])
    // One that claims something else is asked that alone.
    #expect(try experiment(["all-start"]).citing(published).claims.count == 1)
  }

  /// Words are no part of a claim.
  @Test func otherWordsAreTheSameClaim() throws {
    let text = { (words: String) in
      """
      {name: 'a', seeds: 2, axes: [{field: 'depth', values: [5, 10]}],
       claims: [{later: {along: 'depth', claim: '\(words)'}}]}
      """
    }
    try store.note(try Experiment(text: text("one"), source: "a"), command: "")
    #expect(try store.claimChanges(of: Experiment(text: text("other"), source: "a")) == nil)
  }
}
