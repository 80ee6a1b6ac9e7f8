import Autodiff
import Bench
import Foundation
import Lab
import Testing
import Training

@Suite struct SuiteTests {
  private func speeds(_ workloads: [Workload], jobs: Int = 2) async throws -> [Speed] {
    var suite = Suite(jobs: jobs)
    suite.rounds = 2
    suite.seconds = 0
    return try await suite.run(workloads, on: Small.shelf())
  }

  @Test func lossesAreThoseOfATrainer() async throws {
    let witness = Witness()
    var trainer = try Small.trial.trainer(on: Small.shelf()[.synthetic], probes: [witness])
    _ = try trainer.runEpoch()
    let speed = try #require(try await speeds([Small.epochs]).first)
    #expect(speed.losses.count == 10)
    #expect(speed.losses == Array(witness.losses.prefix(10)))
  }

  @Test func lengthsAreThoseOfTheFirstNetwork() async throws {
    guard case .lengths(var trial) = Small.lengths.task else { return }
    trial.networks = 1
    let outcome = try trial.run(on: Small.shelf())
    let speed = try #require(try await speeds([Small.lengths]).first)
    #expect(speed.losses == outcome.layers.map(\.mean))
    #expect(speed.losses.allSatisfy { $0 > 0 })
  }

  @Test func numbersAgreeWithEachOther() async throws {
    let speeds = try await speeds([Small.epochs, Small.steps, Small.lengths])
    #expect(speeds.map(\.workload) == ["epochs", "steps", "lengths"])
    for speed in speeds {
      #expect(speed.models == 2)
      #expect(speed.rounds == 2)
      #expect(speed.rateLow > 0 && speed.rateLow <= speed.rate && speed.rate <= speed.rateHigh)
      #expect(speed.stepMilliseconds > 0 && speed.productMilliseconds > 0)
      #expect(speed.gigaflops > 0 && speed.squareGigaflops > 0)
      #expect(speed.scalingLow > 0 && speed.scalingLow <= speed.scaling && speed.scaling <= speed.scalingHigh)
      #expect(speed.productScaling > 0)
    }
    // 10,000 images in batches of 1,024, the last one short; 639 in one batch; three networks.
    #expect(relativeDifference(speeds[0].trainSeconds, 10e-3 * speeds[0].stepMilliseconds) < 1e-9)
    #expect(relativeDifference(speeds[1].trainSeconds, 1e-3 * speeds[1].stepMilliseconds) < 1e-9)
    #expect(speeds[2].trainSeconds == 0)
    #expect(relativeDifference(speeds[2].evalSeconds, 3e-3 * speeds[2].stepMilliseconds) < 1e-9)
  }

  @Test func aLineOfJSONHoldsWhatAHarnessNeeds() async throws {
    let speed = try #require(try await speeds([Small.epochs], jobs: 1).first)
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(speed))
    let fields = try #require(object as? [String: Any])
    let expected: Set = [
      "workload", "depth", "unit", "rate", "rate_low", "rate_high", "scaling", "scaling_low", "scaling_high",
      "products_scaling", "train_s", "eval_s", "epoch_s", "step_ms", "products_ms", "step_over_products",
      "gflops", "sgemm_gflops", "models", "rounds", "kernels", "losses",
    ]
    #expect(Set(fields.keys) == expected)
    #expect(fields["workload"] as? String == "epochs")
    #expect(fields["depth"] as? Int == 2)
    #expect(fields["unit"] as? String == "model-epochs")
    #expect(fields["models"] as? Int == 1)
    #expect(fields["scaling"] as? Double == 1)
    #expect((fields["losses"] as? [Double])?.count == 10)
  }

  @Test(arguments: ["W6", "W7", "W8", "W9", "W10"])
  func twoStepsOfANetworkInCommonUse(name: String) async throws {
    let workload = try #require(Workload.suite(on: .synthetic).first { $0.name == name })
    guard case .steps(var trial, _) = workload.task else { return }
    trial.batchSize = 8
    let speed = try #require(try await speeds([Workload(name, .steps(trial, images: 16))], jobs: 1).first)
    #expect(speed.unit == .steps)
    #expect(speed.losses.count == 2)
    #expect(speed.losses.allSatisfy { 0..<10 ~= $0 })
    #expect(speed.gigaflops > 0)
  }

  @Test func aRunThatDivergesIsNotTimed() async throws {
    var trial = Small.trial
    trial.optimizer.rate = 1e30
    await #expect(throws: BenchError.self) { try await speeds([Workload("wild", .epochs(trial))]) }
  }
}

private func relativeDifference(_ a: Double, _ b: Double) -> Double { abs(a - b) / max(a, b) }

private final class Witness: Probe {
  private(set) var losses: [Double] = []

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    losses.append(loss)
  }
}
