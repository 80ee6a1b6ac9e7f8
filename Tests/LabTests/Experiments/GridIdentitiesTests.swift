import Lab
import Testing

/// Identities that follow from one of each setting are those that each trial has itself.
@Suite struct GridIdentitiesTests {
  private func check<T: Trial>(_ grid: Grid<T>) throws {
    var identities: [String] = []
    var places: [Int] = []
    try grid.forEachIdentity { setting, identity in
      identities.append(identity)
      places.append(setting)
    }
    #expect(try identities == grid.trials.map { try $0.identity })
    #expect(places == grid.settings.indices.flatMap { [$0, $0, $0] })
  }

  private static let starts = """
    {name: "starts", kind: "start", trial: {data: "synthetic"}, seeds: 3, axes: [
      {field: "depth", values: [1, 2, 10]}, {field: "init", values: ["he-normal", "constant:0.5"]}]}
    """

  // 0 is the default, which an identity leaves out; beyond 2^53 a Double would not keep every digit.
  @Test(arguments: [
    Seeds.independent(3), .shared(first: 0, count: 3), .shared(first: 9_007_199_254_740_990, count: 3),
    .shared(first: 4_093_082_899_120_452, count: 3), .shared(first: .max - 2, count: 3),
  ])
  func theyAreTheTrialsOwn(seeds: Seeds) throws {
    var experiment = try Experiment(text: Self.starts, source: "test")
    experiment.seed(with: seeds)
    try check(Grid<StartTrial>(experiment))
  }

  @Test func soAreThoseOfLengths() throws {
    let text = """
      {name: "lengths", kind: "lengths", trial: {networks: 7}, seeds: {from: 5, count: 3},
        axes: [{field: ["depth", "dimension"], values: [2, 10]}]}
      """
    try check(Grid<LengthTrial>(Experiment(text: text, source: "test")))
  }
}
