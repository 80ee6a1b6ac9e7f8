import Network
import Randomness
import TestSupport
import Testing
import Training

@Suite struct SilenceWatchTests {
  private func trainer(
    _ named: PopularInitialization, depth: Int = 4, width: Int = 16,
    rule: Optimizer = .sgd(SGD(rate: 0.1)), probes: [any Probe]
  ) throws -> Trainer {
    let data = Blobs.dataset
    let layers = try FullyConnected(.constant, depth: depth, widths: [width]).layers(
      input: data.shape.extents, classes: data.classes)
    return Trainer(
      try Classifier(layers, beginning: named.initialization, shape: data.shape), on: data, by: rule,
      batchSize: 64, key: RandomKey(seed: 3), probes: probes)
  }

  /// A run that ends early must not have started had it gone on.
  @Test(arguments: [PopularInitialization.zeros, .heNormal]) func nothingStartsADeadRun(
    _ named: PopularInitialization
  ) throws {
    let criterion = StartCriterion(accuracy: 0.3, epochLimit: 50)
    let silence = SilenceWatch(ending: criterion)
    // One unit a layer: of sixty layers one is certain to let nothing through.
    var trainer = try trainer(named, depth: 60, width: 1, probes: [criterion, silence])
    #expect(try trainer.run() == .censored(epoch: 50))
    #expect(silence.death == 1 && trainer.records.count == 1)
    let before = trainer.weights()
    for _ in 0..<5 { _ = try #require(try trainer.runEpoch()) }
    let changed = zip(before, trainer.weights()).filter { $0 != $1 }.map(\.0.name)
    #expect(changed == ["output.bias"])
    #expect(Set(trainer.records.map(\.testAccuracy)).allSatisfy { $0 < 0.3 })
    #expect(silence.death == 1)
  }

  @Test func onlyWhatIsCertainEndsARun() throws {
    let silence = SilenceWatch(ending: StartCriterion())
    var alive = try trainer(.heNormal, probes: [silence])
    _ = try alive.runEpoch()
    #expect(silence.death == nil)
    // A momentum, a decay or Adam's means may move weights that get no gradient.
    let rules: [Optimizer] = [
      .sgd(SGD(rate: 0.1, momentum: 0.5)), .sgd(SGD(rate: 0.1, weightDecay: 1e-3)), .adam(Adam()),
    ]
    for rule in rules {
      let silence = SilenceWatch(ending: StartCriterion())
      var trainer = try trainer(.zeros, rule: rule, probes: [silence])
      _ = try trainer.runEpoch()
      #expect(silence.death == nil && trainer.end == nil)
    }
    // One answer for all images may be enough for a low criterion.
    let low = StartCriterion(accuracy: 0.01, epochLimit: 3)
    var modest = try trainer(.zeros, probes: [low, SilenceWatch(ending: low)])
    #expect(try modest.run() == .started(epoch: 1))
  }

  @Test func withoutACriterionItTakesNoteOnly() throws {
    let silence = SilenceWatch(ending: nil)
    var trainer = try trainer(.zeros, probes: [silence, StartCriterion(accuracy: 0.3, epochLimit: 3)])
    #expect(try trainer.run() == .censored(epoch: 3))
    #expect(trainer.records.count == 3 && silence.death == 1)
  }
}
