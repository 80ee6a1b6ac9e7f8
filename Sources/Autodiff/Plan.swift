import Numbers

/// An immutable computation, laid out for replay: which array lies where, and which gradients are wanted.
///
/// A plan holds no numbers, so workers share one and each replays it in a `Workspace` of its own.
public struct Plan: Sendable {
  /// An array that learns, or one that operations keep from one replay to the next.
  public struct Parameter: Sendable {
    /// The handle on its numbers.
    public let value: Value
    /// The name under which it was recorded.
    public let name: String
    /// Its shape.
    public let shape: Shape
  }

  /// What the parameters are, in the order of recording.
  public let parameters: [Parameter]
  /// What operations keep from one replay to the next, in the order of recording.
  public let states: [Parameter]

  let entries: [Recording.Entry]
  let steps: [Recording.Step]
  /// The steps as they are replayed, part of a batch by part or for all of it.
  let stretches: [Stretch]
  let loss: Value?
  /// For each value whether it is there after a replay: fused operations leave out what lies between them.
  let isComputed: [Bool]
  /// For each value whether the operation that makes it marks where its rectifier is active.
  let hasActivity: [Bool]
  /// For each value whether it is 0 where that rectifier is not active.
  let isRectified: [Bool]
  /// For each value, the one whose memory it uses: itself, or the value that it overwrites.
  let home: [Int]
  /// Whether the loss depends on a parameter through this value.
  let hasGradient: [Bool]
  /// The most bytes that one operation needs besides its inputs and its output.
  let scratchBytes: Int

  /// Lays out a recorded computation.
  ///
  /// - Parameters:
  ///   - loss: The single number whose gradient `Workspace.backward` computes; nil for a forward pass alone.
  ///   - kept: Values that stay readable after a replay; others may be overwritten, or never be computed.
  ///   - fusing: Whether operations that can be one, such as a product, its biases and a rectifier, become one.
  public init(
    _ recording: Recording, loss: Value? = nil, keeping kept: [Value] = [], fusing: Bool = true
  ) {
    if let loss {
      precondition(recording.shape(of: loss) == .fixed(), "a loss must be a single number")
    }
    let kept = Set((kept + [loss].compactMap(\.self)).map(\.index))
    entries = recording.entries
    let steps = fusing ? recording.fusedSteps(keeping: kept) : recording.steps
    self.steps = steps
    stretches = Self.stretches(entries, steps)
    let outputs = Set(steps.map(\.output))
    isComputed = entries.indices.map { recording.entries[$0].role != .result || outputs.contains($0) }
    let marked = Set(steps.filter { ($0.operation as? any Fusible)?.marksActivity ?? false }.map(\.output))
    hasActivity = entries.indices.map(marked.contains)
    let rectified = Set(
      steps.filter { ($0.operation as? any Fusible)?.outputIsRectified ?? false }.map(\.output))
    isRectified = entries.indices.map(rectified.contains)
    self.loss = loss
    func arrays(_ role: Recording.Role) -> [Parameter] {
      recording.entries.indices.filter { recording.entries[$0].role == role }.map { index in
        let entry = recording.entries[index]
        return Parameter(value: Value(index: index), name: entry.name, shape: entry.shape)
      }
    }
    parameters = arrays(.parameter)
    states = arrays(.state)
    scratchBytes = Self.scratchBytes(entries, steps)
    hasGradient = Self.gradients(entries, steps, loss)
    home = Self.homes(entries, steps, keeping: kept)
  }

  /// How many numbers learn.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + $1.shape.size }
  }

  /// Operations run one after another, so one region serves them all.
  private static func scratchBytes(_ entries: [Recording.Entry], _ steps: [Recording.Step]) -> Int {
    steps.reduce(0) { most, step in
      max(most, step.operation.scratchBytes(for: step.inputs.map { entries[$0].shape }))
    }
  }

  /// How many bytes a workspace for `capacity` examples takes at most; a `Double`, because it may exceed any memory.
  public func bytes(capacity: Int) -> Double {
    2 * valueBytes(capacity: capacity) + Double(scratchBytes)
  }

  private func valueBytes(capacity: Int) -> Double {
    let numbers = entries.indices.filter { isComputed[$0] && home[$0] == $0 }.reduce(0.0) { sum, index in
      sum + Double(entries[index].shape.size) * (entries[index].shape.isBatched ? Double(capacity) : 1)
    }
    return numbers * Double(MemoryLayout<Real>.size)
  }

  /// How many examples of a batch to compute at once, so that what one part needs stays in a processor's caches: whole
  /// panels, of about equal parts.
  ///
  /// It depends on the plan alone and not on the machine, because the order of sums decides their bits.
  public func partSize(of batch: Int) -> Int {
    let lanes = Lanes.scalarCount
    let perExample = max(1, valueBytes(capacity: 2) - valueBytes(capacity: 1))
    let weightBytes = Double(parameterCount * MemoryLayout<Real>.size)
    let isWide = weightBytes >= Self.wide * perExample
    let isNear = isWide && 2 * weightBytes + Double(Self.nearExamples) * perExample <= Self.nearCache
    let most = isNear ? Self.nearExamples : Self.mostAtOnce
    let fitting = min(most, max(lanes, Int((isWide ? 2 : 1) * Self.cache / perExample)))
    let parts = (batch + fitting - 1) / fitting
    return min(batch, ((batch + parts - 1) / parts + lanes - 1) / lanes * lanes)
  }

  /// The bytes of a part's values: about a worker's share of a third-level cache. Twice as many in wide layers, whose
  /// weights and gradients come and go with each part.
  private static let cache = 12e6
  /// More examples gain nothing: sums over this many are long enough.
  private static let mostAtOnce = 512
  /// What of a small part is in use at once stays in a second-level cache while the rest is close by.
  private static let (nearExamples, nearCache) = (128, 5e6)
  /// Weights for each number of an example, from which on layers are wide: they have work enough for each number that
  /// the beginnings of small parts do not count, where these stay near the processor with all weights and gradients.
  private static let wide = 32.0

  private static func gradients(
    _ entries: [Recording.Entry], _ steps: [Recording.Step], _ loss: Value?
  ) -> [Bool] {
    guard let loss else { return entries.map { _ in false } }
    var learns = entries.map { $0.role == .parameter }
    for step in steps where step.inputs.contains(where: { learns[$0] }) { learns[step.output] = true }
    var matters = entries.map { _ in false }
    matters[loss.index] = true
    for step in steps.reversed() where matters[step.output] {
      for input in step.inputs { matters[input] = true }
    }
    return zip(learns, matters).map { $0 && $1 }
  }

  /// An operation overwrites its first input where both passes allow it: the input is a result that nobody else
  /// reads, in the forward pass or in the backward pass.
  private static func homes(
    _ entries: [Recording.Entry], _ steps: [Recording.Step], keeping kept: Set<Int>
  ) -> [Int] {
    var home = Array(entries.indices)
    var uses = entries.map { _ in 0 }
    var isReadByItsMaker = entries.map { _ in false }
    for step in steps {
      for input in step.inputs { uses[input] += 1 }
      isReadByItsMaker[step.output] = step.operation.backwardReads.contains(.output)
    }
    for step in steps where step.operation.mayOverwriteInput {
      let input = step.inputs[0]
      if entries[input].role == .result, uses[input] == 1, !kept.contains(input), !isReadByItsMaker[input],
        !step.operation.backwardReads.contains(.inputs),
        entries[input].shape.layout == entries[step.output].shape.layout,
        entries[input].shape.size == entries[step.output].shape.size
      {
        home[step.output] = home[input]
      }
    }
    return home
  }
}
