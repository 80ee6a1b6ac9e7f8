import Network
import Testing
import Training

@Suite struct SilenceWatchTests {
  /// A run that ends early must not have started had it gone on.
  @Test(arguments: [PopularInitialization.zeros, .heNormal]) func nothingStartsADeadRun(
    _ named: PopularInitialization
  ) throws {
    let criterion = StartCriterion(accuracy: 0.3, epochLimit: 50)
    let silence = SilenceWatch(ending: criterion)
    // One unit a layer: of sixty layers one is certain to let nothing through.
    var trainer = try Trainer.onBlobs(named, depth: 60, width: 1, probes: [criterion, silence])
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
    var alive = try Trainer.onBlobs(.heNormal, probes: [silence])
    _ = try alive.runEpoch()
    #expect(silence.death == nil)
    // A momentum, a decay or Adam's means may move weights that get no gradient.
    let rules: [Optimizer] = [
      .sgd(SGD(rate: 0.1, momentum: 0.5)), .sgd(SGD(rate: 0.1, weightDecay: 1e-3)), .adam(Adam()),
    ]
    for rule in rules {
      let silence = SilenceWatch(ending: StartCriterion())
      var trainer = try Trainer.onBlobs(.zeros, rule: rule, probes: [silence])
      _ = try trainer.runEpoch()
      #expect(silence.death == nil && trainer.end == nil)
    }
    // One answer for all images may be enough for a low criterion.
    let low = StartCriterion(accuracy: 0.01, epochLimit: 3)
    var modest = try Trainer.onBlobs(.zeros, probes: [low, SilenceWatch(ending: low)])
    #expect(try modest.run() == .started(epoch: 1))
  }

  @Test func withoutACriterionItTakesNoteOnly() throws {
    let silence = SilenceWatch(ending: nil)
    var trainer = try Trainer.onBlobs(
      .zeros, probes: [silence, StartCriterion(accuracy: 0.3, epochLimit: 3)])
    #expect(try trainer.run() == .censored(epoch: 3))
    #expect(trainer.records.count == 3 && silence.death == 1)
  }
}
