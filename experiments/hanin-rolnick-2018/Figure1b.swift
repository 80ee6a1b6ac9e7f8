import Figures
import Network

/// Figure 1(b): when networks as wide as they are deep start to learn; figure 5(a), ours, asks the same of convolutional ones.
enum Figure1b {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    FigureReport(measured.experiment.name, measured, claims: claims(measured.groups))
  }

  /// The claims about groups that stand at an initialisation and a depth.
  static func claims(_ groups: [StartGroup]) -> [TestedClaim] {
    let keeping = groups.filter { $0.trial.initialization.keepsLengths }
    let others = groups.filter { !$0.trial.initialization.keepsLengths }
    var claims: [TestedClaim] = []
    if !keeping.isEmpty {
      claims.append(
        StartClaims.mostStart(
          "Networks with Var[w] = 2 / fan-in start at every depth",
          strata: keeping.parted(by: [1]).map(\.groups)))
    }
    for name in distinct(others.map(\.labels[0])) {
      claims.append(
        StartClaims.later(
          "\(name): the deeper the network, the later it starts", others.filter { $0.labels[0] == name }
        ) { $0.depth })
    }
    if let strata = deepestAgainstShallowest(keeping) {
      claims.append(
        StartClaims.sooner(
          "With Var[w] = 2 / fan-in the deepest networks start sooner than the shallowest", strata: strata))
    }
    return claims
  }

  private static func deepestAgainstShallowest(_ groups: [StartGroup]) -> [(StartGroup, [StartGroup])]? {
    let depths = Set(groups.map(\.depth))
    guard let least = depths.min(), let most = depths.max(), least < most else { return nil }
    return groups.filter { $0.depth == most }.compactMap { deep in
      groups.first { $0.points[0] == deep.points[0] && $0.depth == least }.map { (deep, [$0]) }
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

extension StartGroup {
  /// The number of hidden layers.
  fileprivate var depth: Double { Double((try? trial.architecture.depth()) ?? 0) }
}
