import Datasets
import Lab
import Network
import Training

/// Figure 5(b), ours: when convolutional residual networks start to learn colour images, modules × residual scale.
public enum Figure5b {
  static func settings(_ options: FigureOptions) -> [(labels: [String], trial: StartTrial)] {
    let modules = options.depths ?? options.choose(quick: [4, 12], paper: [5, 10, 20, 30, 40, 50])
    let criterion = StartCriterion(epochLimit: options.epochs ?? options.choose(quick: 6, paper: 50))
    return Figure2a.scales.flatMap { scale in
      modules.map { count in
        let labels = [scale.rawValue, "\(count)"]
        let network = ConvolutionalResidualNetwork(features: [8], modulesPerStage: count, scale: scale)
        return (
          labels,
          StartTrial(
            data: options.colourDataset, architecture: .convolutionalResidual(network),
            initialization: PopularInitialization.heNormal.initialization,
            seed: StartGroup.seed(["fig5b"] + labels), optimizer: SGD(rate: 0.05), batchSize: 128,
            criterion: criterion, normalization: .centred)
        )
      }
    }
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let groups = try await StartGroup.run(
      settings(options), times: options.runs ?? options.choose(quick: 2, paper: 10), on: runner,
      title: "figure 5(b)")
    let title =
      "Figure 5(b), ours: epochs to 20 % test accuracy of convolutional residual networks, "
      + options.colourDataset.title
    return FigureReport(
      "fig5b", title, StartTable(["scale", "modules"], groups), claims: Figure2b.claims(groups))
  }
}
