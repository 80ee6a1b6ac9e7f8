import Figures
import Foundation
import Lab
import Network

/// Made-up times to start, on which the verdicts on noise, depth and σ_w² are tried.
enum NoisyDepthWorlds {
  static var all: [World<StartGroup>] {
    [
      StartWorlds.world("half start, whatever the depth and the noise", .null) { _, _ in 1 / log(2) },
      StartWorlds.world("as claimed", .claim) { group, _ in
        let (depth, dropped, off) = numbers(group)
        return (0.002 * depth + 0.002 * exp(0.9 * depth * dropped)) * (1 + 2 * off)
      },
      StartWorlds.world("the opposite", .opposite) { group, _ in
        let (depth, dropped, off) = numbers(group)
        return 40 / depth * (1.1 - dropped) / (1 + 2 * off)
      },
    ]
  }

  /// The depth, the share that is dropped, and how far σ_w² is from where lengths are kept, on a scale of equal ratios.
  private static func numbers(_ group: StartGroup) -> (depth: Double, dropped: Double, off: Double) {
    func number(_ name: String) -> Double {
      switch group.trial.architecture.of(LayerList.self)?.parameters[name] {
      case .integer(let number)?: Double(number)
      case .number(let number)?: number
      default: preconditionFailure("the paper's networks have a depth and a share that is dropped")
      }
    }
    let dropped = number("dropped")
    let weights = group.trial.initialization.weights.gain
    return (number("depth"), dropped, abs(log(weights / (2 * (1 - dropped)))))
  }
}
