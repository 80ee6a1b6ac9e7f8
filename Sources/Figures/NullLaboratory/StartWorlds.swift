import Experiments
import Foundation
import Lab
import Network
import Randomness
import Training

extension StartGroup {
  /// Made-up times to start: exponential, rounded up to epochs, of a mean that hangs on the setting.
  static func worlds(of paper: PaperExperiment) -> [World<StartGroup>] {
    switch paper {
    case .fig1b, .fig5a: initializations
    case .fig2b, .fig5b: residualScales
    case .fig3: arrangements
    case .isometryAccuracy, .isometryColour: accuracies
    default: []
    }
  }

  /// A world in which a run of a setting has not started by its last epoch, in the mean, after this share of
  /// its epochs.
  private static func world(
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

  /// The number of layers or modules over ten.
  private var size: Double { Double((try? trial.architecture.depth()) ?? 10) / 10 }

  private static var initializations: [World<StartGroup>] {
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

  private static var residualScales: [World<StartGroup>] {
    @Sendable func length(_ group: StartGroup) -> Double { log1p(max(0, Figure2b.predictedLogLength(group))) }
    return [
      world("whatever the scales", .null) { _, _ in 0.5 },
      world("as claimed", .claim) { group, _ in 0.1 * exp(length(group)) },
      world("the opposite", .opposite) { group, _ in 1.5 * exp(-length(group)) },
    ]
  }

  private static var arrangements: [World<StartGroup>] {
    // (ii) is later than (iii) by just the margin, and (v) as the others are taken together.
    let factors = [1, StartClaims.alikeness.squareRoot(), 1 / StartClaims.alikeness.squareRoot(), 1]
    @Sendable func place(_ group: StartGroup) -> Int {
      ["(i)", "(ii)", "(iii)", "(iv)"].firstIndex { group.labels[0].hasPrefix("\($0) ") } ?? 4
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

  /// Accuracies that are highest at a rate of 0.003, of normal spread, and a tenth for the runs that diverge.
  private static var accuracies: [World<StartGroup>] {
    func world(_ name: String, _ truth: Truth, mirrored: Double) -> World<StartGroup> {
      World(name, truth) { group, key in
        var stream = key.stream()
        let off = log10(group.trial.optimizer.rate / 0.003)
        let mean = 0.6 - 0.1 * off * off + (group.trial.initialization.isMirrored ? mirrored : 0)
        let accuracy = stream.nextUnit() < 0.1 ? 0.1 : mean + 0.03 * stream.nextNormal()
        let epoch = group.trial.criterion.epochLimit
        let record = EpochRecord(epoch: epoch, trainingLoss: 1, testLoss: 1, testAccuracy: accuracy)
        return StartTrial.Outcome(start: .censored(epoch: epoch), epochs: [record])
      }
    }
    return [
      world("as accurate", .null, mirrored: 0), world("as claimed", .claim, mirrored: 0.25),
      world("the opposite", .opposite, mirrored: -0.25),
    ]
  }
}
