import Autodiff
import Network
import Numbers
import Randomness
import Regions
import TestSupport
import Testing

@Suite struct ReLUNetworkTests {
  /// Layers whose weights are zero, unless they are prepared otherwise.
  private func read(
    _ layers: [Layer], input: [Int], prepare: (inout Workspace) -> Void = { _ in }
  ) throws -> ReLUNetwork {
    var recording = Recording()
    _ = try Network(layers, beginning: .init(weights: .zero), input: input, into: &recording)
    var workspace = Workspace(Plan(recording), capacity: 1)
    prepare(&workspace)
    return try ReLUNetwork(layers, input: input, in: workspace)
  }

  @Test func itSaysWhatItIs() throws {
    let drawn = try DrawnNetwork(
      .residual(ResidualNetwork(modules: 2, width: 5, layersPerModule: 2)), inputs: 7, classes: 3,
      from: RandomKey(seed: 1))
    let network = try drawn.snapshot()
    #expect(network.inputs == 7)
    #expect(network.hiddenWidths == [5, 5, 5, 5])
  }

  @Test func laterChangesLeaveItAsItWas() throws {
    var drawn = try DrawnNetwork([6, 6], inputs: 2, from: RandomKey(seed: 2))
    let network = try drawn.snapshot()
    let before = try network.regions(on: .whole())
    drawn.change("hidden1.weight") { weights in for i in 4..<12 { weights[i] = 0 } }
    #expect(try network.regions(on: .whole()) == before)
    #expect(try drawn.snapshot().regions(on: .whole()) != before)
  }

  @Test func leakyUnitsCutAsOthersDo() throws {
    // The second unit is −x − 1 for positive x and −x/2 − 1 for negative, where it is zero at −2.
    let layers = try FullyConnected(
      .explicit, depth: 0, widths: [1, 1], activation: .leakyReLU(slope: 0.5)
    ).layers(input: [2], classes: nil)
    var recording = Recording()
    _ = try Network(layers, beginning: .init(weights: .zero), input: [2], into: &recording)
    var workspace = Workspace(Plan(recording), capacity: 1)
    let numbers: [String: [Real]] = [
      "hidden1.weight": [1, 0], "hidden1.bias": [0], "hidden2.weight": [-1], "hidden2.bias": [-1],
    ]
    for parameter in workspace.plan.parameters {
      workspace.set(parameter.value, to: numbers[parameter.name] ?? [])
    }
    let network = try ReLUNetwork(layers, input: [2], in: workspace)
    #expect(try network.regions(on: .whole()).afterLayer == [2, 3])
    #expect(try network.crossings(on: Line(origin: [0, 0], direction: [1, 0])) == [-2, 0])
  }

  @Test func layersOfOtherKindsAreRefused() throws {
    let fitting = "expected a fully connected, ReLU, leaky ReLU, flatten or residual layer"
    let tanh = FullyConnected(.explicit, depth: 0, widths: [3], activation: .tanh)
    #expect(
      message { try read(tanh.layers(input: [2], classes: nil), input: [2]) }
        == "hidden1's activation: \(fitting), found tanh")
    let convolutional = try ConvolutionalNetwork(depth: 1, features: 2).layers(input: [1, 4, 4], classes: 3)
    #expect(
      message { try read(convolutional, input: [1, 4, 4]) } == "conv1: \(fitting), found a convolution")
  }

  @Test func weightsThatAreNotFiniteAreRefused() throws {
    let layers = try FullyConnected(.explicit, depth: 0, widths: [3, 2]).layers(input: [2], classes: nil)
    #expect(try read(layers, input: [2]).hiddenWidths == [3, 2])
    let found = message {
      try read(layers, input: [2]) { workspace in
        for parameter in workspace.plan.parameters where parameter.name == "hidden2.weight" {
          workspace.write(parameter.value) { $0[1] = .nan }
        }
      }
    }
    #expect(found == "hidden2.weight: expected finite numbers, found nan")
  }

  @Test func theWorkspaceMustHoldTheLayers() throws {
    let drawn = try DrawnNetwork([4], inputs: 2, from: RandomKey(seed: 2))
    func read(_ widths: [Int], input: Int) -> String {
      let fullyConnected = FullyConnected(.explicit, depth: 0, widths: widths)
      do {
        let layers = try fullyConnected.layers(input: [input], classes: nil)
        return "no error: \(try ReLUNetwork(layers, input: [2], in: drawn.workspace))"
      } catch {
        return "\(error)"
      }
    }
    #expect(read([4, 3], input: 2) == "hidden2.weight: expected 12 numbers in the workspace, found none")
    #expect(read([5], input: 2) == "hidden1.weight: expected 10 numbers, found 8")
    #expect(read([4], input: 3) == "hidden1: expected 3 inputs, found 2")
  }
}
