import Datasets
import Foundation
import Jacobians
import Lab
import Network
import Testing
import Theory

@Suite struct DistortionTrialTests {
  private func trial(
    _ input: DistortionTrial.Input, widths: [Int] = [10, 10], activation: Activation = .relu,
    moments: [Int] = [0]
  ) -> DistortionTrial {
    var trial = DistortionTrial.standard
    trial.architecture = .fullyConnected(
      FullyConnected(.explicit, depth: 0, widths: widths, activation: activation))
    trial.input = input
    trial.moments = moments
    trial.seed = 7
    return trial
  }

  /// A layer without rectifiers stretches every segment alike: what is measured is ‖W u‖, whose mean is 1 / √n_0 of
  /// E χ_n times √2; and 2 / n_0 of n (n − 1) of an area's square.
  @Test func linearNetworksAreKnown() throws {
    let length = try trial(
      .segment(dimension: 8, networks: 4000), widths: [5],
      activation: #require(Activation(rawValue: "identity"))
    ).run(on: .empty).moments[0].powers
    let expected = (2 * 2 / 8.0).squareRoot() * tgamma(3) / tgamma(2.5)
    #expect(abs(length[0].mean - expected) < 4 * length[0].standardError)
    #expect(abs(length[1].mean - 2.0 / 8 * 5) < 4 * length[1].standardError)
    #expect(length[0].standardError < 0.01 * expected)
  }

  /// Theory's mean, and second and third moments below its own.
  @Test(arguments: [
    DistortionTrial.Input.segment(dimension: 10, networks: 3000),
    .parallelogram(dimension: 10, networks: 1500),
  ])
  func theMeanIsTheorys(input: DistortionTrial.Input) throws {
    let trial = trial(input)
    let powers = try trial.run(on: .empty).moments[0].powers
    let theory = try #require(try JacobianMoments(trial.layers, trial.initialization))
    let moments = try (1...3).map {
      try #require(theory.distortion(dimension: trial.dimension, power: Double($0)))
    }
    #expect(abs(powers[0].mean - moments[0]) < 4 * powers[0].standardError)
    #expect(4 * powers[0].standardError < 0.2 * moments[0])
    #expect(powers[1].mean < moments[1] && powers[2].mean < moments[2])
    #expect(powers[1].mean > powers[0].mean * powers[0].mean)
  }

  /// Others than rectifiers are measured by quadrature: a tanh that hardly bends is the identity.
  @Test func smoothNetworksAreMeasured() throws {
    var tanh = trial(.segment(dimension: 6, networks: 5), activation: .tanh)
    tanh.initialization = Initialization(weights: .init(gain: 1e-6))
    var linear = tanh
    linear.architecture = .fullyConnected(
      FullyConnected(
        .explicit, depth: 0, widths: [10, 10], activation: try #require(Activation(rawValue: "identity"))))
    let (one, other) = (try tanh.run(on: .empty), try linear.run(on: .empty))
    #expect(abs(one.moments[0].powers[0].mean / other.moments[0].powers[0].mean - 1) < 1e-5)
  }

  /// What is measured between changes nothing, and the same run again is the same.
  @Test func imagesAreMeasuredWhileTheyAreLearnt() throws {
    let shelf = try DataShelf([.synthetic], from: .init(places: []))
    let often = try trial(.images(set: .synthetic, count: 3), moments: [0, 1, 2]).run(on: shelf)
    #expect(often.moments.map(\.epoch) == [0, 1, 2] && often.epochs.count == 2)
    #expect(Set(often.moments.map(\.powers)).count == 3)
    let seldom = try trial(.images(set: .synthetic, count: 3), moments: [2]).run(on: shelf)
    #expect(seldom.moments == [often.moments[2]] && seldom.epochs == often.epochs)
    #expect(often.moments[0].powers[0].count == 1)
  }

  @Test func whatCannotBeMeasuredIsRefused() {
    let cases: [(DistortionTrial, String)] = [
      (
        trial(.segment(dimension: 3, networks: 1), moments: [0, 1]),
        "moments: expected 0 alone, since nothing is learnt, found [0, 1]"
      ),
      (
        trial(.images(set: .synthetic, count: 1), moments: [2, 1]),
        "moments: expected ascending whole numbers of at least 0, found [2, 1]"
      ),
      (
        trial(.parallelogram(dimension: 3, networks: 1), activation: .tanh),
        "hidden1's activation: expected a fully connected, ReLU, leaky ReLU, flatten or residual layer, found tanh"
      ),
    ]
    for (trial, message) in cases {
      #expect { try trial.check() } throws: { "\($0)" == message }
    }
  }
}
