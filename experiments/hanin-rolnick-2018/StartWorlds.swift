import Figures
import Foundation
import Lab
import Network
import Randomness
import Theory
import Training

/// Made-up times to start, on which the verdicts of figures 1(b), 2(b), 3 and 5 are tried.
enum StartWorlds {
  /// Exponential times, of the mean that is said in shares of the last epoch.
  static func world(
    _ name: String, _ truth: Truth, _ mean: @escaping @Sendable (StartGroup, inout RandomStream) -> Double
  ) -> World<StartGroup> {
    World(name, truth) { group, key in
      var stream = key.stream()
      let limit = group.trial.criterion.epochLimit
      let time = mean(group, &stream) * Double(limit) * stream.nextExponential()
      let epoch = Int(min(time, 1e6)) + 1
      // Of those that do not start, some diverge.
      let end: Start = stream.nextUnit() < 0.5 ? .censored(epoch: limit) : .diverged(step: 1)
      return StartTrial.Outcome(start: epoch <= limit ? .started(epoch: epoch) : end, epochs: [])
    }
  }

  static var initializations: [World<StartGroup>] {
    [
      // Half of all runs start, at any depth.
      world("half start, whatever the depth", .null) { _, _ in 1 / log(2) },
      world("as claimed", .claim) { group, _ in
        group.trial.initialization.keepsLengths ? 0.15 / group.size : 0.3 * group.size
      },
      world("the opposite", .opposite) { group, _ in
        group.trial.initialization.keepsLengths ? 4 * group.size.squareRoot() : 1 / group.size
      },
    ]
  }

  static var residualScales: [World<StartGroup>] {
    @Sendable func length(_ group: StartGroup) -> Double { log1p(max(0, group.expectedLogLength)) }
    return [
      world("whatever the scales", .null) { _, _ in 0.5 },
      world("as claimed", .claim) { group, _ in 0.1 * exp(length(group)) },
      world("the opposite", .opposite) { group, _ in 1.5 * exp(-length(group)) },
    ]
  }

  /// The factor by which figure 3's file lets times to start differ and still be alike.
  private static let alikeness = 1.25

  static var arrangements: [World<StartGroup>] {
    // (ii) is later than (iii) by just the margin, and (v) as the others are taken together.
    let factors = [1, alikeness.squareRoot(), 1 / alikeness.squareRoot(), 1]
    @Sendable func place(_ group: StartGroup) -> Int {
      guard let network = group.trial.architecture.of(FullyConnected.self) else { return 4 }
      return switch network.family {
      case .alternating: 0
      case .halves: network.widths.first == 30 ? 1 : 2
      case .constant, .square, .explicit: network.widths == [15] ? 3 : 4
      }
    }
    return [
      world("just not alike, whatever Σ 1/n", .null) { group, stream in
        let place = place(group)
        // In units of the time itself, not of the epoch in which it falls.
        return 0.15 * factors[place < 4 ? place : stream.next(below: 4)]
      },
      world("as claimed", .claim) { group, _ in 0.03 + 0.06 * (group.inverseWidths ?? 0) },
      world("the opposite", .opposite) { group, _ in
        (place(group) == 1 ? 2 : 1) * (place(group) == 4 ? 1.5 : 1) * 0.3
          * exp(-0.4 * (group.inverseWidths ?? 0))
      },
    ]
  }
}

extension StartGroup {
  /// The number of layers or modules over ten.
  fileprivate var size: Double { Double((try? trial.architecture.depth()) ?? 10) / 10 }

  /// ln E‖N_L‖² of residual networks in the wide limit, which orders scales and numbers of modules as the exact value does.
  fileprivate var expectedLogLength: Double {
    let scales = (try? trial.architecture.residualScales()) ?? []
    return ResidualLength.wideLimit(scales: scales).last.map { log($0) } ?? 0
  }
}

extension Initialization {
  /// Whether Var[w] = 2 / fan-in for every layer, so that theory expects lengths to be kept.
  fileprivate var keepsLengths: Bool {
    let fans = Fans(fanIn: 100, fanOut: 300)
    return weights.isSymmetric && biases == .zero && abs(weights.secondMoment(fans) * 100 - 2) < 1e-9
  }
}
