import Autodiff
import Lab
import Network

/// Figure 4: the mean length of convolutional networks of 3 × 3 filters on one colour image, under circular padding and,
/// beside it, zeros.
public enum Figure4 {
  /// The features of our own networks, enough for the mean length to be estimable.
  private static let wide = 64

  private struct Setting {
    let named: PopularInitialization
    let padding: Padding
  }

  private static func settings(_ options: FigureOptions) -> [Setting] {
    let initializations =
      options.initializations
      ?? options.choose(
        quick: [.heNormal, .heUniform, .heTruncated, .heDoubled, .lecunNormal],
        paper: Figure1a.initializations)
    return [Padding.circular, .zero].flatMap { padding in
      initializations.map { Setting(named: $0, padding: padding) }
    }
  }

  private static func trial(
    _ setting: Setting, depth: Int, features: Int?, _ options: FigureOptions
  ) -> LengthTrial {
    let network = ConvolutionalNetwork(depth: depth, features: features, padding: setting.padding)
    let labels = [setting.named.rawValue, setting.padding.rawValue, "\(depth)", "\(features ?? 0)"]
    return LengthTrial(
      architecture: .convolutional(network), initialization: setting.named.initialization,
      input: .image(options.colourDataset, index: 0),
      networks: options.networks ?? options.choose(quick: 200, paper: 1000),
      seed: StartGroup.seed(["fig4"] + labels))
  }

  static func report(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let settings = settings(options)
    let depths =
      options.depths ?? Array(stride(from: 10, through: options.choose(quick: 50, paper: 100), by: 10))
    let wideDepths =
      options.depths
      ?? options.choose(quick: [5, 10, 15, 20], paper: Array(stride(from: 5, through: 50, by: 5)))

    let narrow = settings.flatMap { setting in
      depths.map { (setting, trial(setting, depth: $0, features: nil, options)) }
    }
    let narrowPoints = try await points(narrow, title: "figure 4", on: runner).map { $0[$0.count - 1] }
    // A network of equal layers shows every depth below its own.
    let broad = settings.map { ($0, trial($0, depth: wideDepths.max() ?? 1, features: wide, options)) }
    let broadPoints = try await points(broad, title: "figure 4, \(wide) features", on: runner).flatMap {
      layers in
      wideDepths.map { layers[$0 - 1] }
    }
    let image = "one image of \(options.colourDataset.title)"
    let title =
      "Figure 4: mean length of convolutional networks against depth, a tenth as many features, \(image)"
    let broadTitle = "Figure 4, ours: the same with \(wide) features, \(image)"
    let (table, broadTable) = (LengthTable(narrowPoints), LengthTable(broadPoints))
    return FigureReport(
      name: "fig4",
      tables: [
        .init(file: "fig4", table: table.table(title), data: table.csv),
        .init(file: "fig4-wide", table: broadTable.table(broadTitle), data: broadTable.csv),
      ],
      claims: claims("With a tenth of the depth as features", narrowPoints, narrow.map(\.0))
        + claims(
          "With \(wide) features", broadPoints,
          broad.flatMap { setting, _ in wideDepths.map { _ in setting } }))
  }

  /// The comparison at every layer of every trial.
  private static func points(
    _ trials: [(Setting, LengthTrial)], title: String, on runner: Runner
  ) async throws -> [[LengthComparison]] {
    let outcomes = try await runner.run(trials.map(\.1), title: title)
    let shelf = try runner.shelf(for: trials.map(\.1))
    return try zip(trials, outcomes).map { trial, outcome in
      let prediction = try trial.1.prediction(on: shelf)
      return outcome.layers.indices.map {
        LengthComparison(
          "\(trial.0.named.rawValue), \(trial.0.padding.rawValue)", layer: $0, outcome.layers[$0], prediction)
      }
    }
  }

  private static func claims(
    _ networks: String, _ points: [LengthComparison], _ settings: [Setting]
  ) -> [Claim] {
    func those(_ padding: Padding, keeping: Bool?) -> [LengthComparison] {
      zip(settings, points).filter { setting, _ in
        let keeps = setting.named.initialization.keepsLengths
        return setting.padding == padding && (keeping ?? keeps) == keeps
      }.map(\.1)
    }
    return [
      LengthClaims.agree(
        "\(networks), under circular padding, Var[w] = 2 / fan-in keeps the mean length at 1",
        those(.circular, keeping: true)),
      LengthClaims.agree(
        "\(networks), under circular padding, other variances change it at theory's rate",
        those(.circular, keeping: false)),
      LengthClaims.agree(
        "\(networks), under zero padding, the border's loss is as predicted", those(.zero, keeping: nil)),
    ]
  }
}
