import Autodiff
import Datasets
import Forms
import Foundation
import Network
import Numbers
import Randomness
import TestSupport
import Testing
import Training

/// Each signal is what plain loops find, from weights that another probe has read.
@Suite struct SignalProbeTests {
  private let data = Blobs.dataset
  private let key = RandomKey(seed: 8)
  private static let examples = 12

  private func run(
    _ network: some NetworkFamily, _ initialization: Initialization, rule: Optimizer = .sgd(SGD(rate: 0.1)),
    steps: [Int], taking count: Int
  ) throws -> (SignalProbe, Recorder, divergence: Int?) {
    let layers = try network.layers(input: data.shape.extents, classes: data.classes)
    let probe = try SignalProbe(
      layers, beginning: initialization, on: data, after: steps, examples: Self.examples, key: key)
    let recorder = Recorder()
    var trainer = try Trainer.onBlobs(initialization, network, rule: rule, probes: [probe, recorder])
    return (probe, recorder, try trainer.takeSteps(count))
  }

  /// The images that are measured on.
  private var images: PlainLayers.Batch {
    key.permutation(of: data.train.count).prefix(Self.examples).map { image($0) }
  }

  private func image(_ item: Int32) -> [Double] {
    let size = data.shape.count
    return (0..<size).map { data.train.pixels[Int(item) * size + $0] / 255 }
  }

  private func expectSame(_ found: Double?, _ expected: Double?, _ what: String, within error: Double = 2e-4)
  {
    guard let found, let expected else {
      #expect(found == expected, "\(what)")
      return
    }
    #expect(
      abs(found - expected) <= error * max(abs(found), abs(expected), 1e-3), "\(what): \(found), \(expected)")
  }

  private func product(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0.0
    for (a, b) in zip(one, other) { sum += a * b }
    return sum
  }

  /// Compares what was measured of a layer with its activations and their slopes.
  private func compare(
    _ signals: [Signal: Double], _ activations: PlainLayers.Batch, slopes: PlainLayers.Batch? = nil,
    steepest: Double = 1, units: Int, _ what: String
  ) {
    let all = activations.flatMap(\.self)
    let mean = all.reduce(0, +) / Double(all.count)
    expectSame(signals[.mean], mean, "\(what), mean")
    let variance = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count)
    expectSame(signals[.variance], variance, "\(what), variance")
    let lengths = activations.map { product($0, $0) / Double($0.count) }
    expectSame(signals[.length], lengths.reduce(0, +) / Double(lengths.count), "\(what), length")
    let cosines = zip(activations, activations.dropFirst()).compactMap { one, other -> Double? in
      let norms = product(one, one).squareRoot() * product(other, other).squareRoot()
      return norms > 0 ? product(one, other) / norms : nil
    }
    let correlation = cosines.isEmpty ? nil : cosines.reduce(0, +) / Double(cosines.count)
    expectSame(signals[.correlation], correlation, "\(what), correlation")
    guard let slopes else {
      #expect(signals[.dead] == nil && signals[.saturated] == nil)
      return
    }
    let places = activations[0].count / units
    let dead = (0..<units).count { unit in
      slopes.allSatisfy { $0[unit * places..<(unit + 1) * places].allSatisfy { $0 == 0 } }
    }
    #expect(signals[.dead] == Double(dead) / Double(units), "\(what), dead")
    let flat = slopes.joined().count { abs($0) < 0.05 * steepest }
    #expect(signals[.saturated] == Double(flat) / Double(all.count), "\(what), saturated")
  }

  /// Rectifiers and tanh: activations, slopes, and gradients by the chain rule, at the beginning and after three steps.
  @Test(arguments: [Activation.relu, .tanh])
  func fullyConnectedNetworks(activation: Activation) throws {
    let network = FullyConnected(.constant, depth: 3, widths: [16], activation: activation)
    let isReLU = activation == .relu
    let named = try #require(Initialization(named: isReLU ? "he-normal" : "normal:0.2"))
    let (probe, recorder, _) = try run(network, named, steps: [0, 3], taking: 4)
    #expect(probe.layers.map(\.name) == ["hidden1", "hidden2", "hidden3", "output"])
    #expect(probe.moments.map(\.step) == [0, 3])
    func value(_ x: Double) -> Double { isReLU ? max(0, x) : tanh(x) }
    func slope(_ x: Double) -> Double { isReLU ? (x > 0 ? 1 : 0) : 1 - tanh(x) * tanh(x) }
    /// What comes into each product, and what its activation is given.
    func pass(_ images: PlainLayers.Batch, _ step: Int) -> [(
      input: PlainLayers.Batch, output: PlainLayers.Batch
    )] {
      var x = images
      return ["hidden1", "hidden2", "hidden3", "output"].map { name in
        let y = PlainLayers.linear(
          x, recorder.before[step]["\(name).weight"] ?? [], recorder.before[step]["\(name).bias"] ?? [])
        defer { x = PlainLayers.each(y, value) }
        return (x, y)
      }
    }
    var shares = Set<Double?>()
    for moment in probe.moments {
      expectSame(moment.loss, recorder.losses[moment.step], "loss", within: 0)
      for (layer, numbers) in pass(images, moment.step).prefix(3).enumerated() {
        compare(
          moment.layers[layer], PlainLayers.each(numbers.output, value),
          slopes: PlainLayers.each(numbers.output, slope), units: 16, "\(layer), \(moment.step)")
        shares.insert(moment.layers[layer][isReLU ? .dead : .saturated])
      }
      #expect(Set(moment.layers[3].keys) == [.gradient, .update])
      let items = try Trainer.onBlobs(named, network).order(ofEpoch: 1)[
        64 * moment.step..<64 * moment.step + 64]
      let passes = pass(items.map { image($0) }, moment.step)
      var gradient = zip(passes[3].output, items).map { outputs, item in
        let sum = outputs.reduce(0) { $0 + exp($1) }
        return outputs.indices.map { unit in
          (exp(outputs[unit]) / sum - (unit == Int(data.train.labels[Int(item)]) ? 1 : 0)) / 64
        }
      }
      for (layer, name) in ["hidden1", "hidden2", "hidden3", "output"].enumerated().reversed() {
        let x = passes[layer].input
        var square = 0.0
        for unit in gradient[0].indices {
          let above = gradient.map { $0[unit] }
          for i in x[0].indices {
            let sum = product(above, x.map { $0[i] })
            square += sum * sum
          }
        }
        expectSame(moment.layers[layer][.gradient], square.squareRoot(), "\(name), gradient")
        guard layer > 0 else { break }
        let weights = try #require(recorder.before[moment.step]["\(name).weight"])
        gradient = zip(gradient, passes[layer - 1].output).map { above, y in
          y.indices.map { i in
            slope(y[i]) * product(above, above.indices.map { weights[$0 * y.count + i] })
          }
        }
      }
    }
    // The test sees units that are dead, or activations that are saturated, and others.
    #expect(shares.count > 1 && shares.contains { (0.02...0.98).contains($0 ?? 0) }, "\(shares)")
  }

  /// Means of the images that are measured on, a function whose slope is told from its input, and a module's sum.
  @Test func convolutionsBatchNormAndModules() throws {
    let network = LayerList(
      layers: try #require(
        JSONValue(
          json5: """
            [
              { conv: 3 }, "batch-norm", "relu", { residual: [{ conv: "same" }, "batch-norm", "gelu"] }, "flatten",
              { linear: "classes" },
            ]
            """)?.values))
    let (probe, recorder, _) = try run(
      network, PopularInitialization.heNormal.initialization, steps: [0, 2], taking: 3)
    #expect(probe.layers.map(\.name) == ["conv1", "module1.conv1", "module1", "linear1"])
    let steepest = (-128...128).map { PlainLayers.geluSlope(Double($0) / 16) }.max() ?? 0
    for moment in probe.moments {
      func numbers(_ name: String) throws -> [Double] { try #require(recorder.before[moment.step][name]) }
      func normalized(_ x: PlainLayers.Batch, channels: Int, _ conv: String, _ norm: String) throws
        -> PlainLayers.Batch
      {
        try PlainLayers.batchNorm(
          PlainLayers.convolution(
            x, numbers("\(conv).weight"), numbers("\(conv).bias"), channels: channels, side: 28),
          numbers("\(norm).weight"), numbers("\(norm).bias"))
      }
      let first = try normalized(images, channels: 1, "conv1", "batch-norm1")
      let stream = PlainLayers.each(first) { max(0, $0) }
      compare(
        moment.layers[0], stream, slopes: PlainLayers.each(first) { $0 > 0 ? 1 : 0 }, units: 3,
        "conv1, \(moment.step)")
      let second = try normalized(stream, channels: 3, "module1.conv1", "module1.batch-norm1")
      let branch = PlainLayers.each(second, PlainLayers.gelu)
      compare(
        moment.layers[1], branch, slopes: PlainLayers.each(second, PlainLayers.geluSlope), steepest: steepest,
        units: 3, "module1.conv1, \(moment.step)")
      let sum = zip(stream, branch).map { zip($0, $1).map { $0 + $1 } }
      compare(moment.layers[2], sum, units: 3, "module1, \(moment.step)")
    }
  }

  /// Whatever moves the weights: the ratio is that of weights before and after, the gradient that before it is shortened.
  @Test(arguments: [
    Optimizer.sgd(SGD(rate: 0.1, momentum: 0.9, weightDecay: 1e-2)), .adam(Adam(rate: 0.01)),
    Optimizer(SGD(rate: 0.1), clip: 0.01, warmup: 4),
  ])
  func updatesAreThoseOfTheWeights(rule: Optimizer) throws {
    let network = FullyConnected(.constant, depth: 2, widths: [9])
    let (probe, recorder, _) = try run(
      network, PopularInitialization.lecunNormal.initialization, rule: rule, steps: [0, 1, 5], taking: 6)
    for moment in probe.moments {
      for (layer, name) in ["hidden1.weight", "hidden2.weight", "output.weight"].enumerated() {
        let before = try #require(recorder.before[moment.step][name])
        let after = try #require(recorder.after[moment.step][name])
        let gradient = try #require(recorder.gradients[moment.step][name])
        let change = zip(before, after).map { $1 - $0 }
        let moved = product(change, change).squareRoot()
        expectSame(
          moment.layers[layer][.update], moved / product(before, before).squareRoot(), name,
          within: 1e-9)
        expectSame(
          moment.layers[layer][.gradient], product(gradient, gradient).squareRoot(), name,
          within: 1e-9)
        #expect(moved > 0)
      }
    }
  }

  /// Zeros have no norm to measure a step by, and no direction to compare.
  @Test func zerosHaveNoRatioAndNoCorrelation() throws {
    let (probe, _, _) = try run(
      FullyConnected(.constant, depth: 1, widths: [4]), Initialization(weights: .zero), steps: [0], taking: 1)
    #expect(
      probe.moments[0].layers[0] == [
        .mean: 0, .variance: 0, .length: 0, .dead: 1, .saturated: 1, .gradient: 0,
      ])
  }

  /// Layers that keep averages, that draw numbers: watching leaves every loss and every weight as it is.
  @Test func watchingChangesNoBits() throws {
    let network = LayerList(
      layers: try #require(
        JSONValue(
          json5: """
            ["flatten", { linear: 12 }, "batch-norm", "relu", "dropout:0.2", { linear: "classes" }]
            """)?.values))
    let initialization = PopularInitialization.lsuv.initialization
    func weights(watching: Bool) throws -> ([Double], [Tensor]) {
      let layers = try network.layers(input: data.shape.extents, classes: data.classes)
      let recorder = Recorder()
      let probe = try SignalProbe(
        layers, beginning: initialization, on: data, after: [0, 1, 7, 33], examples: 20, key: key)
      var trainer = try Trainer.onBlobs(
        initialization, network, probes: watching ? [probe, recorder] : [recorder])
      _ = try trainer.takeSteps(40)
      return (recorder.losses, trainer.weights())
    }
    let (losses, watched) = try weights(watching: true)
    let (others, unwatched) = try weights(watching: false)
    #expect(losses.count == 40 && losses == others)
    #expect(watched == unwatched)
  }

  /// Steps are those of the epochs, across their ends.
  @Test func stepsAreThoseOfEpochs() throws {
    var whole = try Trainer.onBlobs()
    for _ in 0..<2 { _ = try whole.runEpoch() }
    var steps = try Trainer.onBlobs()
    #expect(try steps.takeSteps(64) == nil)
    #expect(steps.weights() == whole.weights())
    var fewer = try Trainer.onBlobs()
    #expect(try fewer.takeSteps(63) == nil)
    #expect(fewer.steps == 63 && fewer.weights() != whole.weights())
  }

  /// Of a step that is not taken, activations alone are known; behind it nothing.
  @Test func divergenceEndsIt() throws {
    let (probe, _, divergence) = try run(
      FullyConnected(.constant, depth: 3, widths: [8], activation: .tanh),
      PopularInitialization.heNormal.initialization, rule: .sgd(SGD(rate: 1e38)), steps: [0, 1, 2, 9],
      taking: 10)
    let step = try #require(divergence)
    #expect(probe.moments.map(\.step) == [0, 1, 2, 9].filter { $0 < step })
    let last = try #require(probe.moments.last)
    #expect(last.step == step - 1 && last.loss == nil)
    #expect(last.layers.allSatisfy { $0[.gradient] == nil && $0[.update] == nil })
    #expect(probe.moments[0].loss != nil && probe.moments[0].layers[0][.update] != nil)
  }
}

/// Writes down weights before and after each step, gradients and losses.
final class Recorder: Probe {
  private(set) var before: [[String: [Double]]] = []
  private(set) var after: [[String: [Double]]] = []
  private(set) var gradients: [[String: [Double]]] = []
  private(set) var losses: [Double] = []

  var readsActivations: Bool { false }

  func observe(step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace) {
    losses.append(loss)
    before.append(weights(classifier, workspace))
    var all: [String: [Double]] = [:]
    for parameter in classifier.plan.parameters {
      all[parameter.name] = workspace.readGradient(of: parameter.value) { span in
        span.indices.map { Double(span[$0]) }
      }
    }
    gradients.append(all)
  }

  func moved(step: Int, of classifier: Classifier, in workspace: borrowing Workspace) {
    after.append(weights(classifier, workspace))
  }

  private func weights(_ classifier: Classifier, _ workspace: borrowing Workspace) -> [String: [Double]] {
    var all: [String: [Double]] = [:]
    for parameter in classifier.plan.parameters {
      all[parameter.name] = workspace.read(parameter.value) { span in span.indices.map { Double(span[$0]) } }
    }
    return all
  }
}
