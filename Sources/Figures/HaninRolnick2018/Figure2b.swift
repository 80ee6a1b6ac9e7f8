import Foundation
import Lab
import Network
import Theory
import Training

/// Figure 2(b): when residual networks of width 5 start to learn.
public enum Figure2b {
  static func settings(_ options: FigureOptions) -> [(labels: [String], trial: StartTrial)] {
    let modules =
      options.depths ?? options.choose(quick: [5, 20, 50], paper: Array(stride(from: 5, through: 50, by: 5)))
    let criterion = StartCriterion(epochLimit: options.epochs ?? options.choose(quick: 20, paper: 100))
    return Figure2a.scales.flatMap { scale in
      modules.map { count in
        let labels = [scale.rawValue, "\(count)"]
        return (
          labels,
          StartTrial(
            data: options.dataset,
            architecture: .residual(ResidualNetwork(modules: count, width: 5, scale: scale)),
            initialization: PopularInitialization.heNormal.initialization,
            seed: StartGroup.seed(["fig2b"] + labels), criterion: criterion)
        )
      }
    }
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let groups = try await StartGroup.run(
      settings(options), times: options.runs ?? options.choose(quick: 4, paper: 100), on: runner,
      title: "figure 2(b)")
    let title =
      "Figure 2(b): epochs to 20 % test accuracy of residual networks of width 5, \(options.dataset.title)"
    return FigureReport(
      "fig2b", title, StartTable(["scale", "modules"], groups), claims: claims(groups))
  }

  /// The claims about groups labelled by residual scale and number of modules.
  static func claims(_ groups: [StartGroup]) -> [Claim] {
    let most = groups.compactMap { Int($0.labels[1]) }.max() ?? 0
    let deepest = groups.filter { $0.labels[1] == "\(most)" }
    let constant = deepest.filter { $0.labels[0] == Figure2a.scales[0].rawValue }
    let bounded = deepest.filter { $0.labels[0] != Figure2a.scales[0].rawValue }
    return [
      StartClaims.later("The longer the output is expected to be, the later the network starts", groups) {
        predictedLogLength($0)
      }
    ]
      + bounded.map { group in
        StartClaims.sooner(
          "At \(most) modules, η_l = \(group.labels[0]) starts sooner than η = 1", strata: [(group, constant)]
        )
      }
  }

  /// ln E‖N_L‖² in the wide limit, which orders scales and numbers of modules as the exact value does.
  private static func predictedLogLength(_ group: StartGroup) -> Double {
    guard let scale = ResidualScale(rawValue: group.labels[0]), let modules = Int(group.labels[1]),
      let values = try? scale.values(modules: modules),
      let length = ResidualLength.wideLimit(scales: values).last
    else { return 0 }
    return log(length)
  }
}
