import Numbers

/// The memory in which one worker replays a plan: a slab of values, a slab of gradients, a slab of bits that
/// tell where rectifiers are active, and a region that operations share for what they compute on the way,
/// allocated once.
///
/// Replaying allocates nothing. All reading and writing goes through spans, valid inside a closure. A batch
/// lies in panels of sixteen examples, so it is written by `fill` and read by `rows(of:)`, row after row;
/// parameters and whatever a workspace for one example holds lie as they are written.
public struct Workspace: ~Copyable {
  /// The computation that is replayed.
  public let plan: Plan
  /// The largest number of examples in a batch.
  public let capacity: Int

  let layout: SlabLayout
  private let values: UnsafeMutableBufferPointer<Real>
  let gradients: UnsafeMutableBufferPointer<Real>
  var sites: SiteTable
  private let activity: UnsafeMutableBufferPointer<UInt64>
  private let scratch: UnsafeMutableRawBufferPointer
  /// How many examples a panel holds.
  let lanes: Int

  /// Allocates memory for batches of up to `capacity` examples; all numbers are zero.
  ///
  /// For one example, and a plan without a loss, numbers do not lie in panels, of which one example would
  /// fill a sixteenth.
  ///
  /// - Parameter partSize: How many examples are computed at once, where the plan lets some operations read the whole batch:
  ///   at least so many, and unless said what `Plan.partSize` says. Other plans compute all of them.
  public init(_ plan: Plan, capacity: Int, partSize: Int? = nil) {
    precondition(capacity > 0, "a batch needs at least one example")
    BLAS.useOneThread()
    self.plan = plan
    self.capacity = capacity
    lanes = capacity == 1 && plan.loss == nil ? 1 : Lanes.scalarCount
    layout = SlabLayout(plan, capacity: capacity, lanes: lanes)
    values = Self.slab(layout.valueCount)
    gradients = Self.slab(layout.gradientCount)
    activity = .allocate(capacity: max(layout.activityCount, 1))
    activity.initialize(repeating: 0)
    scratch = .allocate(byteCount: max(plan.scratchBytes, 1), alignment: 64)
    let (values, gradients) = (Self.start(self.values), Self.start(self.gradients))
    guard let activity = activity.baseAddress, let scratch = scratch.baseAddress else {
      preconditionFailure("an empty region has no address")
    }
    sites = SiteTable(
      plan, layout,
      SiteTable.Memory(
        values: values, gradients: gradients, activity: activity, scratch: scratch, lanes: lanes),
      capacity: capacity,
      partSize: plan.readsWholeBatch ? plan.wholePanels(partSize ?? plan.partSize(of: capacity)) : capacity)
  }

  deinit {
    values.deallocate()
    gradients.deallocate()
    activity.deallocate()
    scratch.deallocate()
  }

  /// How many bytes the slabs and the shared region take.
  public var bytes: Int {
    (values.count + gradients.count) * MemoryLayout<Real>.size
      + activity.count * MemoryLayout<UInt64>.size + plan.scratchBytes
  }

  /// The number of examples in the present batch, at most `capacity`.
  public var rows: Int {
    get { sites.rows }
    set {
      precondition((1...capacity).contains(newValue), "a batch of \(newValue) in a workspace for \(capacity)")
      sites.rows = newValue
    }
  }

  /// The place of the batch's first example in a larger batch, where it is a part of one.
  public var firstRow: Int {
    get { sites.firstRow }
    set { sites.firstRow = newValue }
  }

  /// Whether what is replayed next is learnt from, rather than tested on.
  public var isTraining: Bool {
    get { sites.pass.isTraining }
    set { sites.pass.isTraining = newValue }
  }

  /// What operations that draw numbers draw them by in what is replayed next: another number for each step.
  public var noise: UInt64 {
    get { sites.pass.noise }
    set { sites.pass.noise = newValue }
  }

  /// Computes every value from the inputs and the parameters.
  public mutating func forward() {
    for stretch in plan.stretches {
      for part in sites.parts(of: stretch) {
        for i in stretch.steps { plan.steps[i].operation.forward(sites[i, part]) }
      }
    }
  }

  /// Computes the gradient of the loss with respect to every parameter, after `forward`.
  ///
  /// - Parameters:
  ///   - share: A factor of all gradients, such as the batch's share of a larger one that is computed in
  ///   parts.
  ///   - adding: Whether the gradients are added to those that are there.
  public mutating func backward(share: Real = 1, adding: Bool = false) {
    beginGradients(share: share, adding: adding)
    for stretch in plan.stretches.reversed() {
      for part in sites.parts(of: stretch) {
        for i in stretch.steps.reversed() where plan.hasGradient[plan.steps[i].output] {
          plan.steps[i].operation.backward(sites[i, part])
        }
      }
    }
  }

  /// Begins a backward pass: the loss's own gradient is `share`.
  mutating func beginGradients(share: Real, adding: Bool) {
    guard let loss = plan.loss else { preconditionFailure("a plan without a loss has no gradients") }
    if let seed = layout.gradients[loss.index] { gradients[seed] = share }
    sites.beginGradients(adding: adding)
  }

  /// The numbers of a value, row after row, copied.
  public func rows(of value: Value) -> [Real] {
    let shape = plan.entries[value.index].shape
    guard shape.layout == .panels, lanes > 1 else { return Array(region(value)) }
    return Array(unsafeUninitializedCapacity: shape.count(rows: rows)) { rows, count in
      count = rows.count
      guard let first = rows.baseAddress else { return }
      Panels.unpack(
        Self.start(values) + layout.values[value.index], count: self.rows, size: shape.size, into: first)
    }
  }

  /// Writes the numbers of an input or a parameter, given row after row.
  public mutating func fill(_ value: Value, with rows: Span<Real>) {
    let shape = plan.entries[value.index].shape
    let count = shape.count(rows: self.rows)
    precondition(rows.count == count, "\(rows.count) numbers for \(count) places")
    guard count > 0 else { return }
    let region = region(input(value))
    rows.withUnsafeBufferPointer { rows in
      guard let from = rows.baseAddress, let to = region.baseAddress else { return }
      if shape.layout == .panels, lanes > 1 {
        Panels.pack(from, count: self.rows, size: shape.size, into: to)
      } else {
        to.update(from: from, count: count)
      }
    }
  }

  /// Writes a batch of images, given as bytes, to an input: numbers byte · scale + shift.
  ///
  /// - Parameters:
  ///   - bytes: Images one after the other, each of as many bytes as an example has numbers.
  ///   - scale: What a byte is multiplied by.
  ///   - shift: What is added afterwards.
  ///   - image: Which image an example of the batch is.
  public mutating func fill(
    _ value: Value, with bytes: Span<UInt8>, scale: Real, shift: Real, image: (Int) -> Int
  ) {
    let shape = plan.entries[value.index].shape
    guard let numbers = region(input(value)).baseAddress else { return }
    bytes.withUnsafeBufferPointer { bytes in
      let images = ImageRows(bytes: bytes, size: shape.size, scale: scale, shift: shift)
      if shape.layout == .panels, lanes > 1 {
        fillPanels(numbers, with: images, image: image)
      } else {
        for row in 0..<rows {
          images.convert(image(row), to: numbers + row * shape.size)
        }
      }
    }
  }

  /// Writes a batch of images, given as real numbers, to an input: numbers real · scale + shift.
  ///
  /// - Parameters:
  ///   - reals: Images one after the other, each of as many numbers as an example has.
  ///   - image: Which image an example of the batch is.
  public mutating func fill(
    _ value: Value, with reals: Span<Real>, scale: Real, shift: Real, image: (Int) -> Int
  ) {
    let shape = plan.entries[value.index].shape
    let numbers = region(input(value))
    let width = shape.layout == .panels ? lanes : 1
    // What is left of the last panel repeats the last image, as `Panels.pack` does.
    for row in 0..<(rows + width - 1) / width * width {
      let from = image(min(row, rows - 1)) * shape.size
      let start = row / width * width * shape.size + row % width
      for i in 0..<shape.size { numbers[start + i * width] = reals[from + i] * scale + shift }
    }
  }

  /// What is left of the last panel repeats the last image, as `Panels.pack` does.
  private func fillPanels(
    _ numbers: UnsafeMutablePointer<Real>, with images: ImageRows, image: (Int) -> Int
  ) {
    var panel = InlineArray<16, Int> { image(min($0, rows - 1)) }
    for first in stride(from: 0, to: rows, by: lanes) {
      let next = InlineArray<16, Int> { image(min(first + lanes + $0, rows - 1)) }
      images.convert(panel: panel, to: numbers + first * images.size, before: next)
      panel = next
    }
  }

  /// Whether all numbers of a value are 0.
  public func isZero(_ value: Value) -> Bool {
    region(value).allSatisfy { $0 == 0 }
  }

  /// Reads the numbers of a value as they lie, which must not be in panels.
  public func read<Result>(_ value: Value, _ body: (Span<Real>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(plain(value)).span)
  }

  /// Writes the numbers of an input or a parameter as they lie, which must not be in panels.
  public mutating func write<Result>(
    _ value: Value, _ body: (inout MutableSpan<Real>) throws -> Result
  ) rethrows -> Result {
    var span = plain(input(value)).mutableSpan
    return try body(&span)
  }

  /// Takes over the numbers of a value of another workspace, which must not be in panels there.
  ///
  /// - Parameter theirs: The value in the other's plan, where that is of another recording.
  package mutating func take(
    _ value: Value, from other: borrowing Workspace, as theirs: Value? = nil
  ) {
    other.read(theirs ?? value) { fill(value, with: $0) }
  }

  /// Reads the gradient of the loss with respect to a parameter, after `backward`.
  public func readGradient<Result>(
    of value: Value, _ body: (Span<Real>) throws -> Result
  ) rethrows -> Result {
    precondition(plan.entries[value.index].role == .parameter, "only the gradients of parameters are kept")
    guard let start = layout.gradients[value.index] else {
      preconditionFailure("the loss does not depend on '\(plan.entries[value.index].name)'")
    }
    let count = plan.entries[value.index].shape.size
    return try body(UnsafeBufferPointer(rebasing: gradients[start..<start + count]).span)
  }

  /// Reads a value that is a single number.
  public func scalar(_ value: Value) -> Real {
    precondition(plan.entries[value.index].shape == .fixed(), "not a single number")
    return values[layout.values[value.index]]
  }

  /// Changes all parameters at once, given all gradients: both as one array in the order of
  /// `plan.parameters`, each parameter padded with zeros to a whole cache line.
  public mutating func updateParameters(_ body: (inout MutableSpan<Real>, Span<Real>) -> Void) {
    let all = UnsafeMutableBufferPointer(rebasing: values[..<layout.parameterCount])
    var parameters = all.mutableSpan
    body(&parameters, UnsafeBufferPointer(rebasing: gradients[..<layout.parameterCount]).span)
  }

  /// Where each of `plan.parameters` lies in these arrays.
  public var parameterRanges: [Range<Int>] {
    let starts = plan.parameters.map { layout.values[$0.value.index] }
    return zip(starts, starts.dropFirst() + [layout.parameterCount]).map { $0..<$1 }
  }

  /// The root of the sum of all squared gradients, summed in Double.
  public var gradientNorm: Double {
    gradients[..<layout.parameterCount].reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  /// Multiplies the gradients of all parameters.
  public mutating func scaleGradients(by factor: Real) {
    for i in 0..<layout.parameterCount { gradients[i] *= factor }
  }

  /// The length of the arrays that `updateParameters` hands out.
  public var paddedParameterCount: Int {
    layout.parameterCount
  }

  func region(_ value: Value) -> UnsafeMutableBufferPointer<Real> {
    let start = layout.values[value.index]
    let count = plan.entries[value.index].shape.room(rows: rows, lanes: lanes)
    return UnsafeMutableBufferPointer(rebasing: values[start..<start + count])
  }

  /// The numbers of a value of which no others lie in between.
  private func plain(_ value: Value) -> UnsafeMutableBufferPointer<Real> {
    let shape = plan.entries[value.index].shape
    precondition(
      lanes == 1 || shape.layout != .panels || shape.size == 1, "a batch lies in panels")
    return UnsafeMutableBufferPointer(rebasing: region(value)[..<shape.count(rows: rows)])
  }

  /// The value, which must be one that can be written.
  private func input(_ value: Value) -> Value {
    precondition(plan.entries[value.index].role != .result, "only inputs and parameters can be written")
    return value
  }

  private static func start(_ slab: UnsafeMutableBufferPointer<Real>) -> UnsafeMutablePointer<Real> {
    guard let start = slab.baseAddress else { preconditionFailure("an empty slab has no addresses") }
    return start
  }

  private static func slab(_ count: Int) -> UnsafeMutableBufferPointer<Real> {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Real>.stride, alignment: 64)
    let slab = bytes.bindMemory(to: Real.self)
    slab.initialize(repeating: 0)
    return slab
  }
}
