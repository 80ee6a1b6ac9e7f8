import Lab
import Network

/// Figure 1(a): the mean length of networks as wide as they are deep.
public enum Figure1a {
  /// The initialisations, in the paper's order.
  static let initializations: [PopularInitialization] = [
    .heNormal, .heUniform, .heTruncated, .heDoubled, .glorotNormal, .glorotUniform, .lecunNormal,
    .lecunUniform,
  ]

  /// The trials, the initialisations outermost, for a random unit input as wide as the network.
  ///
  /// The paper takes 1,000 networks. With width = depth = d, Var[M_d] is (1 + 5/d)^d − 1 = 57 to 131 times the squared
  /// mean, so only 4,000 make the mean's standard error less than a quarter of it at every depth. Each trial has a seed
  /// of its own: normal laws that differ in the variance alone would else give the same networks up to a factor, and
  /// look like so many confirmations.
  public static func trials(_ options: FigureOptions) -> [LengthTrial] {
    let depths =
      options.depths ?? Array(stride(from: 10, through: options.choose(quick: 50, paper: 100), by: 10))
    let settings = (options.initializations ?? initializations).flatMap { named in depths.map { (named, $0) }
    }
    return settings.enumerated().map { number, setting in
      LengthTrial(
        architecture: .fullyConnected(FullyConnected(.square, depth: setting.1)),
        initialization: setting.0.initialization, input: .unit(dimension: setting.1),
        networks: options.networks ?? 4000, seed: UInt64(number + 1))
    }
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let trials = trials(options)
    let outcomes = try await runner.run(trials, title: "figure 1(a)")
    let points = try zip(trials, outcomes).map { trial, outcome in
      let last = outcome.layers.count - 1
      return LengthComparison(
        trial.initialization.name, layer: last, outcome.layers[last], try trial.prediction(on: .empty))
    }
    let table = LengthTable(points)
    let title = "Figure 1(a): mean length against depth, width = depth = input dimension"
    var settings: [String] = []
    for point in points where !settings.contains(point.setting) { settings.append(point.setting) }
    return FigureReport(
      name: "fig1a", tables: [.init(file: "fig1a", table: table.table(title), data: table.csv)],
      claims: [LengthClaims.agree("Mean lengths are theory's for every initialisation and depth", points)]
        + settings.map { setting in LengthClaims.rate(setting, points.filter { $0.setting == setting }) })
  }
}
