import Foundation
import Lab
import Network
import Testing
import Training

@Suite struct RegionTrialTests {
  private func trial(
    _ input: RegionTrial.Input, widths: [Int] = [6, 5], corrupted: Double = 0, moments: [Double] = [0]
  ) -> RegionTrial {
    var trial = RegionTrial.standard
    trial.architecture = .fullyConnected(FullyConnected(.explicit, depth: 0, widths: widths))
    trial.input = input
    trial.corruptedLabels = corrupted
    trial.moments = moments
    trial.seed = 4
    return trial
  }

  private let shelf = try? DataShelf([.synthetic], from: .init(places: []))

  /// Nine units of one layer in general position make 1 + 9 · 10 / 2 regions of a plane and 10 of a line, whatever their
  /// weights are.
  @Test func oneLayerInGeneralPosition() throws {
    for dimension in [2, 7] {
      let outcome = try trial(.space(dimension: dimension), widths: [9]).run(on: .empty)
      #expect(outcome.units == 9)
      #expect(outcome.moments.map(\.regions) == [[46]])
    }
    let shelf = try #require(shelf)
    let lines = try trial(.lines(set: .synthetic, count: 3), widths: [9], moments: [0, 1]).run(on: shelf)
    #expect(lines.moments.map(\.regions) == [[10, 10, 10], [10, 10, 10]])
    #expect(lines.moments.map(\.epoch) == [0, 1])
  }

  /// Moments between the ends of epochs, whole ones, and the last.
  @Test func countsWhileTraining() throws {
    let shelf = try #require(shelf)
    let moments = [0, 0.25, 1, 1.5]
    let outcome = try trial(.planes(set: .synthetic, count: 2), moments: moments).run(on: shelf)
    #expect(outcome.moments.map(\.epoch) == moments)
    #expect(outcome.moments.allSatisfy { $0.regions.count == 2 })
    #expect(Set(outcome.moments.map(\.regions)).count > 1)
    #expect(outcome.epochs.count == 2)
    #expect(outcome.result == .measured)
    // What is counted later changes nothing before it.
    let shorter = try trial(.planes(set: .synthetic, count: 2), moments: [0, 1]).run(on: shelf)
    #expect(shorter.moments == [outcome.moments[0], outcome.moments[2]])
    #expect(shorter.epochs == Array(outcome.epochs.prefix(1)))
  }

  @Test func randomPointsAreMemorised() throws {
    var trial = trial(.points(count: 12), widths: [16, 16], moments: [0, 300])
    trial.normalization = .init(scale: 2.0 / 255, shift: -1)
    trial.batchSize = 12
    trial.optimizer.rate = 0.01
    let outcome = try trial.run(on: .empty)
    #expect(try #require(outcome.epochs.last).testAccuracy > 0.9)
    #expect(outcome.moments.count == 2)
  }

  /// With all labels drawn anew there is nothing to learn that helps on the test images.
  @Test func corruptedLabelsTeachNothing() throws {
    let shelf = try #require(shelf)
    let accuracies = try [0, 1].map { share in
      let outcome = try trial(
        .lines(set: .synthetic, count: 1), widths: [20], corrupted: share, moments: [0, 2]
      ).run(on: shelf)
      return try #require(outcome.epochs.last).testAccuracy
    }
    #expect(accuracies[0] > 0.5)
    #expect(accuracies[1] < 0.3)
  }

  @Test func whatCannotBeCountedIsRefused() {
    let cases: [(RegionTrial, String)] = [
      (trial(.space(dimension: 2), moments: [0, 1]), "moments: expected 0 alone, since nothing is learnt"),
      (trial(.points(count: 3), moments: [1, 1]), "moments: expected ascending numbers of at least 0"),
      (trial(.points(count: 3), moments: []), "moments: expected ascending numbers of at least 0"),
    ]
    for (trial, message) in cases {
      #expect { try trial.check() } throws: { "\($0)".hasPrefix(message) }
    }
    var tanh = trial(.space(dimension: 2))
    tanh.architecture = .fullyConnected(FullyConnected(.constant, depth: 2, widths: [4], activation: .tanh))
    #expect { try tanh.check() } throws: { "\($0)".contains("tanh") }
    var convolutional = trial(.planes(set: .mnist, count: 1))
    convolutional.architecture = .standard(.convolutional)
    #expect { try convolutional.check() } throws: { "\($0)".contains("convolution") }
  }
}
