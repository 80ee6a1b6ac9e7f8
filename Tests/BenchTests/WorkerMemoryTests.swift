import Autodiff
import Bench
import Datasets
import Network
import Numbers
import Testing
import Training

/// What a worker takes, as Engine.md tells it: the bytes of its workspace, laid out from the plan.
@Suite(.enabled(if: MemoryLayout<Real>.size == 4)) struct WorkerMemoryTests {
  private func bytes(_ architecture: Architecture, batch: Int, of shape: ImageShape) throws -> (Int, Double) {
    let layers = try architecture.layers(input: shape.extents, classes: 10)
    let plan = try Classifier(layers, beginning: .init(weights: .zero), shape: shape).plan
    let capacity = plan.readsWholeBatch ? batch : plan.partSize(of: batch)
    return (Workspace(plan, capacity: capacity).bytes, plan.bytes(capacity: capacity))
  }

  @Test func ofADeepResidualNetwork() throws {
    let network = Architecture(try #require(ReadyNetwork.network(named: "resnet:110")))
    let shape = ImageShape(channels: 3, height: 32, width: 32)
    let (one, _) = try bytes(network, batch: 16, of: shape)
    let (two, _) = try bytes(network, batch: 32, of: shape)
    let (all, most) = try bytes(network, batch: 128, of: shape)
    // Each sixteen images take as much again.
    #expect(all == one + 7 * (two - one))
    #expect(all == 1_146_488_520)
    #expect(Double(all) < most)
  }

  @Test func ofAWidePerceptron() throws {
    let wide = try #require(Workload.suite().first { $0.name == "W9" })
    let shape = ImageShape(channels: 1, height: 28, width: 28)
    let (all, most) = try bytes(wide.architecture, batch: 1024, of: shape)
    #expect(all == 36_817_472)
    #expect(Double(all) < most)
  }
}
