import Autodiff
import CAllocationCount
import Foundation
import Numbers
import Randomness
import TestSupport
import Testing
import Training

/// The Gaussian error linear unit y = x Φ(x) (Hendrycks & Gimpel 2016, arXiv 1606.08415).
private struct GELU: Pointwise {
  /// The slope is Φ(x) + x φ(x), which y alone does not tell: y has a minimum.
  var slopeSource: SlopeSource { .input }

  func value(_ x: Real) -> Real { x * cumulative(x) }

  func slope(from x: Real) -> Real {
    cumulative(x) + x * exp(-x * x / 2) / (2 * Real.pi).squareRoot()
  }

  private func cumulative(_ x: Real) -> Real { erfc(-x / Real(2).squareRoot()) / 2 }
}

/// An operation of a module that sees of the engine what other packages see: it is planned, replayed and trained as the
/// engine's own are.
@Suite struct GELUTests {
  /// Weights, biases and a GELU, twice, and two logits; `kept` values stay readable.
  private struct Small {
    let plan: Plan
    let input: Value
    let labels: Value
    let loss: Value

    init(_ activation: some Pointwise = GELU(), keepingAll: Bool = false) throws {
      var recording = Recording()
      var kept: [Value] = []
      input = recording.input(.batch(2), name: "input")
      var stream = input
      for (number, width) in [8, 8, 2].enumerated() {
        let inputs = recording.shape(of: stream).size
        let weights = recording.parameter(.fixed(width, inputs), name: "weights \(number)")
        let biases = recording.parameter(.fixed(width), name: "biases \(number)")
        stream = try recording.apply(MatMul(), to: stream, weights, layer: "\(number)")
        stream = try recording.apply(Bias(), to: stream, biases, layer: "\(number)")
        kept.append(stream)
        if number < 2 { stream = try recording.apply(activation, to: stream, layer: "\(number)") }
        kept.append(stream)
      }
      labels = recording.input(.batch(), name: "labels")
      loss = try recording.apply(SoftmaxCrossEntropy(), to: stream, labels, layer: "loss")
      plan = Plan(recording, loss: loss, keeping: keepingAll ? kept : [])
    }

    /// A workspace whose examples are of class 1 where their two numbers have one sign: no line parts the classes.
    func workspace(rows: Int) -> Workspace {
      var workspace = Workspace(plan, capacity: rows)
      GradientCheck.fill(&workspace, inputs: [input], key: RandomKey(seed: 8))
      let numbers = workspace.rows(of: input)
      workspace.set(labels, to: (0..<rows).map { numbers[2 * $0] * numbers[2 * $0 + 1] > 0 ? 1 : 0 })
      return workspace
    }
  }

  /// x · scipy.stats.norm.cdf(x), as Python's ½ x erfc(−x / √2) gives it too.
  @Test func itsValuesAreSciPys() throws {
    let expected = [
      -3: -0.004049694094890287, -1: -0.15865525393145707, -0.5: -0.15426876936299344, 0: 0,
      0.25: 0.14967658142073093, 1: 0.8413447460685429, 2.5: 2.4844758366855597,
    ]
    let points = expected.sorted { $0.key < $1.key }
    let numbers = points.map { Real($0.key) }
    for shape in [Shape.batch(7), .batch(7, 1, 1)] {
      let probe = try OperationProbe(
        GELU(), [(shape, numbers)], rows: 1, cotangent: numbers.map { _ in 1 }, uses: 2)
      for (value, point) in zip(probe.output, points) {
        #expect(relativeError(Double(value), point.value) < 1e-5)
      }
      for (gradient, x) in zip(probe.gradients[0], numbers) {
        #expect(gradient == 2 * GELU().slope(from: x))
      }
    }
  }

  @Test(arguments: [1, 16, 37]) func itsGradientIsThatOfItsValue(rows: Int) throws {
    let small = try Small()
    var workspace = small.workspace(rows: rows)
    let error = GradientCheck.error(&workspace, loss: small.loss, key: RandomKey(seed: 9))
    #expect(error < GradientCheck.tolerance)
  }

  #if DoublePrecision
    /// The check would notice a slope that is one part in a thousand off.
    @Test func aGradientThatIsSlightlyWrongIsCaught() throws {
      let small = try Small(Crooked())
      var workspace = small.workspace(rows: 16)
      let error = GradientCheck.error(&workspace, loss: small.loss, key: RandomKey(seed: 9))
      #expect(error > 100 * GradientCheck.tolerance)
    }

    private struct Crooked: Pointwise {
      var slopeSource: SlopeSource { .input }

      func value(_ x: Real) -> Real { GELU().value(x) }

      func slope(from x: Real) -> Real { 1.001 * GELU().slope(from: x) }
    }
  #endif

  /// The tangent stated outside, whose slope the output tells.
  private struct OuterTanh: Pointwise {
    var slopeSource: SlopeSource { .output }

    func value(_ x: Real) -> Real { Real.tanh(x) }

    func slope(from y: Real) -> Real { 1 - y * y }
  }

  @Test func aPlanKeepsWhatTheSlopeIsToldFrom() throws {
    let (inner, outer, gelu) = (try Small(Tanh()), try Small(OuterTanh()), try Small())
    let bytes = [inner, outer, gelu].map { Workspace($0.plan, capacity: 32).bytes }
    #expect(bytes[0] == bytes[1])
    // The input of each GELU, 8 numbers wide, lies beside its output, and so do their gradients.
    #expect(bytes[2] > bytes[1])
    #expect(bytes[2] <= bytes[1] + 2 * 2 * 32 * 8 * MemoryLayout<Real>.size)
    let losses = try [inner, outer].map { small in
      var workspace = small.workspace(rows: 32)
      return try train(&workspace, small, steps: 20)
    }
    #expect(losses[0] == losses[1])
  }

  /// The losses of steps of descent, and of a last pass.
  private func train(_ workspace: inout Workspace, _ small: Small, steps: Int) throws -> [Real] {
    var descent = try Descent(.sgd(SGD(rate: 0.5)), on: workspace)
    var losses: [Real] = []
    for _ in 0..<steps {
      workspace.forward()
      losses.append(workspace.scalar(small.loss))
      workspace.backward()
      descent.step(&workspace)
    }
    workspace.forward()
    return losses + [workspace.scalar(small.loss)]
  }

  @Test func aNetworkLearnsWithItAndOverwritingChangesNoNumber() throws {
    let losses = try [false, true].map { keepingAll in
      let small = try Small(keepingAll: keepingAll)
      var workspace = small.workspace(rows: 64)
      return try train(&workspace, small, steps: 400)
    }
    #expect(losses[0] == losses[1])
    #expect(losses[0][0] > 0.6)
    #expect(losses[0][400] < 0.2)
  }

  @Test func aStepAllocatesNothing() throws {
    guard allocation_count() >= 0 else { return }
    let small = try Small()
    var workspace = small.workspace(rows: 64)
    var descent = try Descent(.sgd(SGD(rate: 0.1, momentum: 0.9)), on: workspace)
    var before = 0
    for step in 0..<10 {
      // The first step may prepare something.
      if step == 1 { before = allocation_count() }
      workspace.forward()
      workspace.backward()
      descent.step(&workspace)
    }
    #expect(allocation_count() == before)
  }
}
