import Autodiff
import Network
import Numbers
import Randomness
import TestSupport
import Testing

@Suite struct NetworkTests {
  private struct Built {
    let network: Network
    let plan: Plan
  }

  private func build(_ widths: [Int]) throws -> Built {
    var recording = Recording()
    let layers = try FullyConnected(.explicit, depth: 0, widths: widths).layers(input: [6], classes: 3)
    let network = try Network(
      layers, beginning: PopularInitialization.pytorchDefault.initialization, input: [6], into: &recording)
    return Built(network: network, plan: Plan(recording, keeping: [network.output]))
  }

  private func weights(_ built: Built) -> [String: [Real]] {
    var workspace = Workspace(built.plan, capacity: 2)
    built.network.initialize(&workspace, from: RandomKey(seed: 8))
    var weights: [String: [Real]] = [:]
    for parameter in built.plan.parameters { weights[parameter.name] = workspace.rows(of: parameter.value) }
    return weights
  }

  @Test func anotherLayerLeavesTheOthersWeightsAsTheyWere() throws {
    let (short, long) = (weights(try build([5, 5])), weights(try build([5, 5, 5])))
    for name in ["hidden1.weight", "hidden1.bias", "hidden2.weight", "hidden2.bias", "output.weight"] {
      #expect(short[name] == long[name])
    }
    #expect(short["hidden1.weight"] != short["hidden2.weight"])
    #expect(short["hidden1.bias"]?.contains { $0 != 0 } == true)
  }

  @Test func itComputesWhatTheLayersSay() throws {
    let built = try build([4])
    let weights = weights(built)
    var workspace = Workspace(built.plan, capacity: 1)
    for parameter in built.plan.parameters {
      workspace.set(parameter.value, to: weights[parameter.name] ?? [])
    }
    let input: [Real] = [1, -1, 0.5, 2, 0, -3]
    workspace.set(built.network.input, to: input)
    workspace.forward()
    func affine(_ x: [Real], _ layer: String) throws -> [Real] {
      let w = try #require(weights["\(layer).weight"]), b = try #require(weights["\(layer).bias"])
      return b.indices.map { unit in
        x.indices.reduce(b[unit]) { $0 + w[unit * x.count + $1] * x[$1] }
      }
    }
    let expected = try affine(try affine(input, "hidden1").map { max($0, 0) }, "output")
    for (value, expected) in zip(workspace.rows(of: built.network.output), expected) {
      #expect(abs(value - expected) < 1e-5)
    }
  }
}
