import Figures
import Foundation
import Network
import Theory

/// Figure 2(b): when residual networks of width 5 start to learn; figure 5(b), ours, asks the same of convolutional ones.
enum Figure2b {
  static func report(_ measured: Measured<StartGroup>) -> FigureReport {
    FigureReport(measured.experiment.name, measured, claims: claims(measured.groups))
  }

  /// The claims about groups that stand at a residual scale and a number of modules.
  static func claims(_ groups: [StartGroup]) -> [TestedClaim] {
    let most = groups.compactMap { $0.points[1].number }.max() ?? 0
    let deepest = groups.filter { $0.points[1].number == most }
    let constant = deepest.filter(\.keepsScale)
    let bounded = deepest.filter { !$0.keepsScale }
    return [
      StartClaims.later("The longer the output is expected to be, the later the network starts", groups) {
        predictedLogLength($0)
      }
    ]
      + bounded.map { group in
        StartClaims.sooner(
          "At \(Int(most)) modules, η_l = \(group.labels[0]) starts sooner than η = 1",
          strata: [(group, constant)]
        )
      }
  }

  /// ln E‖N_L‖² in the wide limit, which orders scales and numbers of modules as the exact value does.
  static func predictedLogLength(_ group: StartGroup) -> Double {
    ResidualLength.wideLimit(scales: group.residualScales).last.map { log($0) } ?? 0
  }
}

extension StartGroup {
  /// The residual scales η_1 … η_L; none for a network without modules.
  fileprivate var residualScales: [Double] { (try? trial.architecture.residualScales()) ?? [] }

  /// Whether every module has η = 1.
  fileprivate var keepsScale: Bool { residualScales.allSatisfy { $0 == 1 } }
}
