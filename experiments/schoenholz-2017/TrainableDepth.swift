import Figures
import Foundation
import Lab
import Network
import Statistics
import Theory

/// The boundary of the depths to which networks of one σ_w² could be trained in a number of steps, beside ξ_c.
struct TrainableDepth {
  /// σ_w².
  let weights: Double
  /// The layer in the limit of great width.
  let field: MeanField
  /// ξ_c.
  let scale: Double
  /// Where the accuracy crosses a half, run by run; of a run that crosses it nowhere the end of the depths on that side.
  let depths: [Double]
  /// How many runs cross it nowhere.
  let censored: Int
  /// Whether multiples of ξ_c from 3 to 8 lie among the depths: the rule, by theory alone, for which σ_w² tell anything of m.
  let isTelling: Bool

  /// ln (depth / ξ_c), the mean over runs.
  var logMultiple: Double { depths.reduce(0) { $0 + log($1 / scale) } / Double(depths.count) }

  /// The share of test images that is to be named rightly.
  private static let half = 0.5

  /// The boundary of settings that differ in their depth alone; nil where ξ_c is no number or no run is whole.
  ///
  /// - Parameter epoch: At the end of which epoch, counted from 1.
  init?(_ groups: [StartGroup], epoch: Int) {
    guard let trial = groups.first?.trial, let field = trial.field() else { return nil }
    let columns = groups.compactMap { group in
      (try? group.trial.architecture.depth()).map { depth in
        (depth: Double(depth), accuracies: group.outcomes.map { $0.accuracy(after: epoch) })
      }
    }.sorted { $0.depth < $1.depth }
    weights = trial.initialization.weights.gain
    self.field = field
    let runs = columns.map(\.accuracies.count).min() ?? 0
    guard let least = columns.first?.depth, let most = columns.last?.depth, least < most, runs > 0,
      let scale = field.correlationDepth, scale.isFinite
    else { return nil }
    self.scale = scale
    let crossings = (0..<runs).map { run in
      Self.crossing(columns.map { (depth: $0.depth, accuracy: $0.accuracies[run]) })
    }
    depths = crossings.enumerated().map { run, depth in
      depth ?? (columns[0].accuracies[run] < Self.half ? least : most)
    }
    censored = crossings.count { $0 == nil }
    isTelling = 3 * scale >= least && 8 * scale <= most
  }

  /// Behind the deepest network that names half of the images rightly, where accuracy, along a line over the logarithm of the depth, is a
  /// half; nil where no network does, or the deepest of all.
  private static func crossing(_ column: [(depth: Double, accuracy: Double)]) -> Double? {
    guard let last = column.lastIndex(where: { $0.accuracy >= half }), last + 1 < column.count else {
      return nil
    }
    let (one, other) = (column[last], column[last + 1])
    let share = (one.accuracy - half) / (one.accuracy - other.accuracy)
    return exp(log(one.depth) + share * log(other.depth / one.depth))
  }
}

extension StartTrial {
  /// The layer that is met again and again in the limit of great width; nil for networks of several sorts of layers.
  ///
  /// - Parameter weights: σ_w²; the trial's own where nobody says.
  func field(weights: Double? = nil) -> MeanField? {
    architecture.of(FullyConnected.self).map { network in
      MeanFields.layer(
        network.activation, weights: weights ?? initialization.weights.gain,
        biases: initialization.biases.gain
      ).layer
    }
  }
}

extension StartTrial.Outcome {
  /// The test accuracy at the end of an epoch, counted from 1; a tenth for a run that had diverged by then.
  func accuracy(after epoch: Int) -> Double {
    epochs.indices.contains(epoch - 1) ? epochs[epoch - 1].testAccuracy : 0.1
  }
}
