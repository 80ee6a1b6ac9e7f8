import Lab
import Network
import Theory
import Training

/// Figure 3: when fully connected networks of five arrangements of widths start to learn, against depth and against
/// Σ 1/n.
public enum Figure3 {
  /// An arrangement of widths.
  struct Arrangement: Sendable {
    let name: String
    let network: @Sendable (Int) -> FullyConnected
  }

  /// The paper's five types; the first four have the same Σ 1/n at equal, even depth.
  static let arrangements = [
    Arrangement(name: "(i) 30, 10, 30, 10, …") { FullyConnected(.alternating, depth: $0, widths: [30, 10]) },
    Arrangement(name: "(ii) half 30, half 10") { FullyConnected(.halves, depth: $0, widths: [30, 10]) },
    Arrangement(name: "(iii) half 10, half 30") { FullyConnected(.halves, depth: $0, widths: [10, 30]) },
    Arrangement(name: "(iv) 15") { FullyConnected(.constant, depth: $0, widths: [15]) },
    Arrangement(name: "(v) 20") { FullyConnected(.constant, depth: $0, widths: [20]) },
  ]

  static func settings(_ options: FigureOptions) -> [(labels: [String], trial: StartTrial)] {
    let depths =
      options.depths
      ?? options.choose(quick: [4, 12, 20, 32], paper: Array(stride(from: 4, through: 40, by: 4)))
    let criterion = StartCriterion(epochLimit: options.epochs ?? options.choose(quick: 20, paper: 100))
    return arrangements.flatMap { arrangement in
      depths.map { depth in
        let network = arrangement.network(depth)
        let sum = InverseWidths.sum((try? network.hiddenWidths()) ?? [])
        return (
          [arrangement.name, "\(depth)", decimals(sum, 3)],
          StartTrial(
            data: options.dataset, architecture: .fullyConnected(network),
            initialization: PopularInitialization.heNormal.initialization,
            seed: StartGroup.seed(["fig3", arrangement.name, "\(depth)"]), criterion: criterion)
        )
      }
    }
  }

  private static func groups(_ options: FigureOptions, on runner: Runner) async throws -> [StartGroup] {
    try await StartGroup.run(
      settings(options), times: options.runs ?? options.choose(quick: 4, paper: 100), on: runner,
      title: "figure 3")
  }

  private static let headings = ["widths", "depth", "Σ 1/n"]

  static func byDepth(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let groups = try await groups(options, on: runner)
    let title = "Figure 3(a): epochs to 20 % test accuracy against depth, \(options.dataset.title)"
    return FigureReport("fig3a", title, StartTable(headings, groups), claims: claimsByDepth(groups))
  }

  static func byInverseWidths(_ options: FigureOptions, on runner: Runner) async throws -> FigureReport {
    let groups = try await groups(options, on: runner).enumerated().sorted {
      (inverseWidths($0.element), $0.offset) < (inverseWidths($1.element), $1.offset)
    }.map(\.element)
    let title = "Figure 3(b): epochs to 20 % test accuracy against Σ 1/n, \(options.dataset.title)"
    let claim = StartClaims.later(
      "Over all arrangements and depths, the larger Σ 1/n, the later the network starts", groups,
      with: inverseWidths)
    return FigureReport("fig3b", title, StartTable(headings, groups), claims: [claim])
  }

  static func inverseWidths(_ group: StartGroup) -> Double {
    Double(group.labels[2]) ?? 0
  }

  /// The claims about groups labelled by arrangement and depth.
  ///
  /// At finite width the first four types cannot be exactly alike, since Π (1 + 5/n) is not a function of Σ 1/n alone.
  static func claimsByDepth(_ groups: [StartGroup]) -> [Claim] {
    var depths: [String] = []
    for group in groups where !depths.contains(group.labels[1]) { depths.append(group.labels[1]) }
    let strata = depths.map { depth in groups.filter { $0.labels[1] == depth } }
    let wide = strata.compactMap { stratum in
      stratum.last.map { ($0, Array(stratum.dropLast())) }
    }
    return [
      StartClaims.alike(
        "At equal depth types (i) to (iv) start alike", strata: strata.map { Array($0.dropLast()) }),
      StartClaims.sooner("At equal depth type (v) starts sooner than the others", strata: wide),
    ]
      + zip(depths, wide).map { depth, stratum in
        StartClaims.sooner("At depth \(depth) type (v) starts sooner than the others", strata: [stratum])
      }
  }
}
