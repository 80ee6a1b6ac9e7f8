import Lab
import Network
import Training

/// Figure 1(b): when networks as wide as they are deep start to learn.
public enum Figure1b {
  /// The settings: the initialisations outermost, each with its depths.
  static func settings(_ options: FigureOptions) -> [(labels: [String], trial: StartTrial)] {
    let depths =
      options.depths
      ?? options.choose(quick: [10, 20, 40], paper: Array(stride(from: 10, through: 100, by: 10)))
    let criterion = StartCriterion(epochLimit: options.epochs ?? options.choose(quick: 10, paper: 100))
    return (options.initializations ?? Figure1a.initializations).flatMap { named in
      depths.map { depth in
        (
          [named.rawValue, "\(depth)"],
          StartTrial(
            data: options.dataset, architecture: .fullyConnected(FullyConnected(.square, depth: depth)),
            initialization: named.initialization, seed: 1, criterion: criterion)
        )
      }
    }
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let groups = try await StartGroup.run(
      settings(options), times: options.runs ?? options.choose(quick: 3, paper: 5), on: runner,
      title: "figure 1(b)")
    let title = "Figure 1(b): epochs to 20 % test accuracy against depth, \(options.dataset.title)"
    return FigureReport(
      "fig1b", title, StartTable(["initialisation", "depth"], groups), claims: claims(groups))
  }

  /// The claims about groups labelled by initialisation and depth.
  static func claims(_ groups: [StartGroup]) -> [Claim] {
    let keeping = groups.filter { $0.trial.initialization.keepsLengths }
    let others = groups.filter { !$0.trial.initialization.keepsLengths }
    var claims: [Claim] = []
    if !keeping.isEmpty {
      claims.append(
        StartClaims.allStart("Networks with Var[w] = 2 / fan-in start at every depth", keeping))
    }
    var names: [String] = []
    for group in others where !names.contains(group.labels[0]) { names.append(group.labels[0]) }
    for name in names {
      claims.append(
        StartClaims.later(
          "\(name): the deeper the network, the later it starts", others.filter { $0.labels[0] == name }
        ) { Double($0.labels[1]) ?? 0 })
    }
    if let strata = deepestAgainstShallowest(keeping) {
      claims.append(
        StartClaims.sooner(
          "With Var[w] = 2 / fan-in the deepest networks start sooner than the shallowest", strata: strata))
    }
    return claims
  }

  private static func deepestAgainstShallowest(_ groups: [StartGroup]) -> [(StartGroup, [StartGroup])]? {
    let depths = Set(groups.compactMap { Int($0.labels[1]) })
    guard let least = depths.min(), let most = depths.max(), least < most else { return nil }
    return groups.filter { Int($0.labels[1]) == most }.compactMap { deep in
      groups.first { $0.labels[0] == deep.labels[0] && Int($0.labels[1]) == least }.map { (deep, [$0]) }
    }
  }
}

extension Initialization {
  /// Whether Var[w] = 2 / fan-in for every layer, so that theory expects lengths to be kept.
  var keepsLengths: Bool {
    let fans = Fans(fanIn: 100, fanOut: 300)
    return weights.isSymmetric && biases == .zero && abs(weights.secondMoment(fans) * 100 - 2) < 1e-9
  }
}
