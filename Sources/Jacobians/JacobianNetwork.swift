import Autodiff
import Network
import Numbers
import Randomness

/// Networks of one sort, drawn one after another, with their input-output Jacobians.
///
/// A Jacobian takes one forward and one backward pass over a batch with a copy of the input for each output,
/// or for as many as are computed at once: each copy is given another unit vector as its output's gradient.
/// Where a unit's input is exactly zero, its slope is taken to be zero. However deep a network is, numbers
/// stay in the range of `Real` (`ScaledPass`).
public struct JacobianNetwork: ~Copyable {
  /// The layers, with what it takes to draw their weights.
  public let network: Network
  /// The numbers of one input.
  public let inputs: Int
  /// The numbers of one output.
  public let outputs: Int

  private let copies: Value
  private let cotangents: Value
  private var workspace: Workspace
  private var pass: ScaledPass

  /// Records layers that are to begin so; all weights are still zero.
  ///
  /// - Parameters:
  ///   - extents: The extents of one input.
  ///   - atOnce: How many outputs are differentiated at once at most.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, input extents: [Int], atOnce: Int = 128
  ) throws {
    // Recorded twice, because how many examples there are depends on the output.
    var first = Recording()
    let output = try Network(layers, beginning: initialization, input: extents, into: &first).output
    let shape = first.shape(of: output)
    let capacity = min(atOnce, shape.size)
    var recording = Recording()
    let pullback = try Pullback(
      layers, beginning: initialization, rows: capacity, of: extents, into: &recording)
    inputs = extents.reduce(1, *)
    (network, copies, cotangents) = (pullback.network, pullback.inputs, pullback.cotangents)
    outputs = pullback.outputs
    let plan = Plan(recording, loss: pullback.loss, keeping: network.activations + [network.output])
    workspace = Workspace(plan, capacity: capacity)
    // Examples are copies, of which nothing is to be learnt: no layer may tell from one of them of another.
    workspace.isTraining = false
    pass = ScaledPass(network, plan)
  }

  /// Draws networks one after another and hands out the Jacobian of each at a unit vector in a direction of
  /// its own.
  ///
  /// - Parameter key: Settles weights and inputs; network n has the key of its number.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two do not fit together,
  ///   `CancellationError`.
  public static func forEach(
    _ layers: [Layer], _ initialization: Initialization, input extents: [Int], networks: Int,
    from key: RandomKey, _ body: (Jacobian) -> Void
  ) throws {
    var network = try JacobianNetwork(layers, beginning: initialization, input: extents)
    var input = [Real](repeating: 0, count: network.inputs)
    for number in 0..<networks {
      try Task.checkCancellation()
      let key = key["network"][number]
      var span = input.mutableSpan
      key["input"].fillUnit(&span)
      network.initialize(from: key)
      body(network.jacobian(at: input))
    }
  }

  /// Draws all weights and biases, as `Network.initialize` does.
  public mutating func initialize(from key: RandomKey) {
    network.initialize(&workspace, from: key)
  }

  /// The network's output for an input.
  public mutating func output(at input: [Real]) -> [Real] {
    workspace.rows = 1
    copy(input)
    workspace.forward()
    return workspace.rows(of: network.output)
  }

  /// The Jacobian at an input.
  public mutating func jacobian(at input: [Real]) -> Jacobian {
    copy(input)
    var entries = [Real](repeating: 0, count: outputs * inputs)
    var parts: [Jacobian.Part] = []
    for first in stride(from: 0, to: outputs, by: workspace.capacity) {
      let count = min(workspace.capacity, outputs - first)
      workspace.rows = count
      let units = (0..<count * outputs).map { $0 % outputs == first + $0 / outputs ? 1 : 0 as Real }
      workspace.fill(cotangents, with: units.span)
      pass.forward(&workspace)
      let range = first * inputs..<(first + count) * inputs
      parts.append(Jacobian.Part(range: range, exponent: -pass.backward(&workspace)))
      workspace.readGradient(of: copies) { gradients in
        for i in range { entries[i] = gradients[i - range.lowerBound] }
      }
    }
    return Jacobian(outputs: outputs, inputs: inputs, entries: entries, of: parts)
  }

  /// The numbers of weights or biases as they were drawn, such as those of `hidden1.weight`; nil where there
  /// are none of the name.
  public func weights(_ name: String) -> [Real]? {
    workspace.plan.parameters.first { $0.name == name }.map { workspace.rows(of: $0.value) }
  }

  private mutating func copy(_ input: [Real]) {
    precondition(input.count == inputs, "\(input.count) numbers for \(inputs) inputs")
    let copied = (0..<workspace.capacity * inputs).map { input[$0 % inputs] }
    workspace.fill(copies, with: copied.span)
  }
}

extension Jacobian {
  /// Entries that are to be multiplied by a power of two of their own.
  fileprivate struct Part {
    let range: Range<Int>
    let exponent: Int

    /// The power of two about which they are; nil where all are zero or one is no number.
    func level(_ entries: [Real]) -> Int? {
      let square = Numbers.meanSquare(entries.span.extracting(range))
      return square > 0 && square.isFinite ? Int(square.exponent) >> 1 + exponent : nil
    }
  }

  /// How far, in powers of two, entries may come from 1 to be told as they are: Float has 2^±126, and some of
  /// a matrix's entries are smaller than others.
  private static let plain = 100

  /// A matrix whose entries come in parts.
  fileprivate init(outputs: Int, inputs: Int, entries: [Real], of parts: [Part]) {
    let largest = parts.compactMap { $0.level(entries) }.max() ?? 0
    let common = abs(largest) <= Self.plain ? 0 : largest
    var entries = entries
    for part in parts where part.exponent != common {
      for i in part.range {
        entries[i] = Real(ScaledNumber(Double(entries[i]), exponent: part.exponent - common).value)
      }
    }
    self.init(outputs: outputs, inputs: inputs, entries: entries, exponent: common)
  }
}
