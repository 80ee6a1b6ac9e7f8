import Network

/// Figure 1(b): when networks as wide as they are deep start to learn.
enum Figure1b {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    FigureReport("fig1b", measured, claims: claims(measured.groups))
  }

  /// The claims about groups labelled by initialisation and depth.
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
        ) { number($0.labels[1]) ?? 0 })
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
