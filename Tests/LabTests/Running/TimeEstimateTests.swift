import Datasets
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Testing
import Training

/// An estimate counts what is there and measures the rest.
@Suite struct TimeEstimateTests {
  private let search = DataSearch(places: [])

  private func trials(_ depths: [Int]) -> [LengthTrial] {
    depths.map { depth in
      var trial = LengthTrial.standard
      trial.architecture = .fullyConnected(FullyConnected(.square, depth: depth))
      trial.networks = 200
      return trial
    }
  }

  @Test func countsWhatTheStoreHas() async throws {
    let folder = try TemporaryDirectory()
    let store = try Store(URL(fileURLWithPath: folder["runs.db"]))
    _ = try await Runner(jobs: 1, search: search, store: store).run(trials([5, 10]), title: "test")
    let estimate = try TimeEstimate(of: trials([5, 10, 20, 30]), jobs: 1, search: search, store: store)
    #expect((estimate.runs, estimate.found, estimate.measured) == (4, 2, 2))
    #expect(estimate.seconds > 0)
    let none = try TimeEstimate(of: trials([5, 10]), jobs: 1, search: search, store: store)
    #expect((none.found, none.measured, none.seconds) == (2, 0, 0))
  }

  @Test func measuresNoMoreThanAFew() throws {
    let estimate = try TimeEstimate(of: trials(Array(1...30)), jobs: 1, search: search, store: nil)
    #expect((estimate.runs, estimate.found, estimate.measured) == (30, 0, 8))
  }

  @Test func aSampleIsAPartOfTheTrial() {
    var trial = StartTrial.standard
    trial.criterion = StartCriterion(epochLimit: 40)
    #expect((trial.sample.count, trial.sample.trial.criterion.epochLimit) == (40, 1))
    let lengths = trials([5])[0]
    #expect((lengths.sample.count, lengths.sample.trial.networks) == (10, 20))
  }

  /// However large the network, only so much of the trial is run that it is soon done.
  @Test func aSampleOfALargeTrialIsSmall() throws {
    var start = StartTrial.standard
    start.architecture = .fullyConnected(FullyConnected(.constant, depth: 500, widths: [1000]))
    let share = start.sample.imageShare
    #expect(share > 0 && share * start.sample.trial.cost < 2e11)
    var lengths = trials([5])[0]
    lengths.architecture = start.architecture
    #expect(lengths.sample.trial.networks < 20)
    #expect(lengths.sample.count * Double(lengths.sample.trial.networks) == Double(lengths.networks))
    var points = RegionTrial.standard
    points.input = .points(count: 1_000_000)
    points.moments = [0, 1]
    #expect(points.sample.trial.input == .points(count: 10_000))
    #expect(points.sample.count == 200)
  }

  /// A part of the images stands for all of them.
  @Test func aShareOfTheImagesIsTaken() throws {
    let shelf = try DataShelf([.synthetic], from: search)
    let few = shelf.taking(0.1)
    #expect((few[.synthetic].train.count, few[.synthetic].test.count) == (1000, 200))
    #expect(shelf.taking(1e-9)[.synthetic].train.count == 100)
  }
}
