import Autodiff
import Datasets
import Lab
import Network
import Numbers
import Testing

@Suite struct DemandTests {
  private static let heNormal = PopularInitialization.heNormal.initialization

  private static func lengths(_ architecture: Architecture, networks: Int = 1, dimension: Int = 5)
    -> LengthTrial
  {
    LengthTrial(
      architecture: architecture, initialization: heNormal, input: .unit(dimension: dimension),
      networks: networks, seed: 1)
  }

  private static func small(_ width: Int = 5) -> Architecture {
    .fullyConnected(FullyConnected(.constant, depth: 2, widths: [width]))
  }

  /// What is told beforehand is no less than what is laid out, and of the same order.
  @Test(arguments: [
    small(), small(300), .residual(ResidualNetwork(modules: 20, width: 30, layersPerModule: 2)),
  ]) func foretellsAPlansMemory(architecture: Architecture) throws {
    let trial = Self.lengths(architecture)
    let layers = try architecture.layers(input: [5], classes: nil)
    var recording = Recording()
    let network = try Network(
      layers, beginning: trial.initialization, input: [5], into: &recording)
    let laidOut = Plan(recording, keeping: network.activations).bytes(capacity: 1)
    let demand = try trial.demand().bytes
    // Scratch memory is not foretold: it does not grow with the network.
    #expect(demand > 0.9 * laidOut - 100_000)
    #expect(demand < 2 * laidOut + 10_000 * Double(layers.count))
  }

  /// Of a batch that is learnt from in parts, all is there at a time while weights are scaled by it.
  @Test func theBatchThatScalesWeightsCounts() throws {
    let data = try DataShelf([.syntheticColour], from: DataSearch(places: []))[.syntheticColour]
    let pixels = data.shape.height * data.shape.width
    let features = Demand.memory / Double(data.train.count * pixels * MemoryLayout<Real>.size) + 1
    let trial = StartTrial(
      data: .syntheticColour,
      architecture: .convolutional(ConvolutionalNetwork(depth: 1, features: Int(features))),
      initialization: PopularInitialization.lsuv.initialization, seed: 1, batchSize: data.train.count)
    try trial.check()
    #expect {
      _ = try trial.trainer(on: data)
    } throws: { error in
      if case .tooLarge? = error as? LabError { true } else { false }
    }
  }

  @Test func whatFitsPasses() throws {
    try Self.lengths(Self.small(), networks: 100_000).demand().check()
    #expect(try Self.lengths(Self.small()).demand().atOnce == 1_000_000)
  }

  private func isTooLarge(_ trial: some Trial) -> Bool {
    do { try trial.check() } catch LabError.tooLarge { return true } catch {}
    return false
  }

  private func isTooLong(_ trial: some Trial) -> Bool {
    do { try trial.check() } catch LabError.tooLong { return true } catch {}
    return false
  }

  @Test func whatNoMachineHoldsIsRefused() {
    #expect(isTooLarge(Self.lengths(Self.small(1_000_000))))
    #expect(isTooLarge(Self.lengths(Self.small(), dimension: .max)))
    #expect(
      isTooLarge(
        StartTrial(
          data: .mnist, architecture: Self.small(1_000_000), initialization: Self.heNormal, seed: 1)))
    #expect(
      isTooLarge(
        JacobianTrial(
          architecture: Self.small(), initialization: Self.heNormal, inputs: 1_000_000_000, outputs: 1000,
          networks: 1, seed: 1)))
    #expect(
      isTooLarge(LayerLawTrial(architecture: Self.small(), gain: 2, inputs: 4, networks: 1 << 40, seed: 1)))
    #expect(
      isTooLarge(
        ProductTrial(
          architecture: Self.small(), initialization: Self.heNormal, inputs: 4, networks: 1 << 40, seed: 1)))
    #expect(
      isTooLarge(
        RegionTrial(
          architecture: Self.small(), initialization: RegionTrial.standard.initialization,
          input: .points(count: 1 << 40), seed: 1)))
    #expect(
      isTooLarge(
        RegionTrial(
          architecture: Self.small(), initialization: RegionTrial.standard.initialization,
          input: .planes(set: .mnist, count: 1 << 40), seed: 1)))
  }

  @Test func whatNeverEndsIsRefused() {
    #expect(isTooLong(Self.lengths(Self.small(), networks: .max)))
    #expect(
      isTooLong(
        JacobianTrial(
          architecture: Self.small(), initialization: Self.heNormal, inputs: 5, outputs: 3, networks: .max,
          seed: 1)))
    #expect(
      isTooLong(
        RegionTrial(
          architecture: .fullyConnected(FullyConnected(.constant, depth: 1, widths: [1_000_000])),
          initialization: RegionTrial.standard.initialization, input: .space(dimension: 2), seed: 1)))
  }

  /// Costs of the wildest trials are numbers too.
  @Test func costsDoNotOverflow() {
    #expect(Self.lengths(Self.small(1_000_000), networks: .max, dimension: .max).cost > 1e30)
    #expect(
      JacobianTrial(
        architecture: Self.small(1_000_000), initialization: Self.heNormal, inputs: .max, outputs: .max,
        networks: .max, seed: 1
      ).cost > 1e50)
  }

  @Test func aMachineHoldsOnlySoManyAtOnce() {
    #expect(Demand(bytes: Demand.memory / 2.5).atOnce == 2)
    #expect(Demand(bytes: 2 * Demand.memory).atOnce == 1)
    #expect(Demand(bytes: .infinity).atOnce == 1)
    #expect(throws: LabError.self) { try Demand(bytes: .nan).check() }
  }
}
