import Datasets
import Lab
import Network
import Training

/// Figure 5(a), ours: when convolutional networks start to learn colour images, depth × initialisation.
public enum Figure5a {
  static func settings(_ options: FigureOptions) -> [(labels: [String], trial: StartTrial)] {
    let depths = options.depths ?? options.choose(quick: [5, 10], paper: [5, 10, 20, 30, 40, 50])
    let initializations =
      options.initializations
      ?? options.choose(
        quick: [.heNormal, .heTruncated, .heDoubled, .lecunNormal], paper: Figure1a.initializations)
    let criterion = StartCriterion(epochLimit: options.epochs ?? options.choose(quick: 6, paper: 50))
    return initializations.flatMap { named in
      depths.map { depth in
        let labels = [named.rawValue, "\(depth)"]
        return (
          labels,
          StartTrial(
            data: options.colourDataset,
            architecture: .convolutional(ConvolutionalNetwork(depth: depth, features: 8)),
            initialization: named.initialization, seed: StartGroup.seed(["fig5a"] + labels),
            optimizer: SGD(rate: 0.005), batchSize: 128,
            criterion: criterion, normalization: .centred)
        )
      }
    }
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let groups = try await StartGroup.run(
      settings(options), times: options.runs ?? options.choose(quick: 2, paper: 10), on: runner,
      title: "figure 5(a)")
    let title =
      "Figure 5(a), ours: epochs to 20 % test accuracy of convolutional networks, \(options.colourDataset.title)"
    return FigureReport(
      "fig5a", title, StartTable(["initialisation", "depth"], groups), claims: Figure1b.claims(groups))
  }
}
