import Lab
import Network
import Testing

/// Seeds of a setting are its own, or the same for all.
@Suite struct SeedsTests {
  private func trials(_ seeds: Seeds, depths: String = "5,6") throws -> [StartTrial] {
    var experiment = try Experiment(
      source: "test", name: "test", kind: .start, trial: .object([:]), axes: [], seeds: seeds)
    try experiment.vary("depth", over: AxisValues(depths))
    return try Grid<StartTrial>(experiment).trials
  }

  @Test func sharedSeedsAreTheSameAtEverySetting() throws {
    #expect(try trials(.shared(first: 4, count: 2)).map(\.seed) == [4, 5, 4, 5])
  }

  @Test func independentSeedsDifferFromSettingToSetting() throws {
    let seeds = try trials(.independent(3)).map(\.seed)
    #expect(Set(seeds).count == 6)
    #expect(seeds[1] == seeds[0] + 1 && seeds[4] == seeds[3] + 1)
  }

  @Test func aSettingHasTheSameRunsInEveryExperiment() throws {
    let few = try trials(.independent(2))
    let others = try trials(.independent(3), depths: "4,5,9")
    #expect(others[3..<5] == few[0..<2])
  }

  @Test(arguments: [
    ("20", Seeds.independent(20)), ("1..20", .shared(first: 1, count: 20)),
    ("7..7", .shared(first: 7, count: 1)),
  ])
  func textsNameThem(text: String, seeds: Seeds) {
    #expect(Seeds(text) == seeds)
  }

  @Test(arguments: ["", "0", "-3", "2..1", "a..b", "1..2..3", "99999999999"])
  func otherTextsDoNot(text: String) {
    #expect(Seeds(text) == nil)
  }
}
