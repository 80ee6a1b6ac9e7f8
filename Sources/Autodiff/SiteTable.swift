import Numbers

/// Where each step of a plan finds its arrays in a workspace, for the whole batch and for each part of it.
struct SiteTable: ~Copyable {
  /// How many examples a part has; the last one may have fewer.
  let partSize: Int
  /// For the whole batch each step, then for its first part each step, and so on; no parts where one holds all.
  private let sites: UnsafeMutableBufferPointer<Site>
  private let operands: UnsafeMutableBufferPointer<Site.Operand>
  private let extents: UnsafeMutableBufferPointer<Int>
  /// The whole batch, and its parts.
  private let batches: UnsafeMutableBufferPointer<Site.Batch>
  private let stepCount: Int

  /// The memory that sites lead to.
  struct Memory {
    let values: UnsafeMutablePointer<Real>
    let gradients: UnsafeMutablePointer<Real>
    let activity: UnsafeMutablePointer<UInt64>
    let scratch: UnsafeMutableRawPointer
    let lanes: Int
  }

  init(_ plan: Plan, _ layout: SlabLayout, _ memory: Memory, capacity: Int, partSize: Int) {
    self.partSize = partSize
    stepCount = plan.steps.count
    let divisions = partSize < capacity ? 1 + (capacity + partSize - 1) / partSize : 1
    operands = .allocate(capacity: divisions * plan.steps.reduce(0) { $0 + $1.inputs.count })
    sites = .allocate(capacity: divisions * plan.steps.count)
    extents = .allocate(capacity: plan.entries.reduce(0) { $0 + $1.shape.extents.count })
    batches = .allocate(capacity: divisions)
    batches.initialize(repeating: Site.Batch(rows: capacity))
    rows = capacity
    guard let batches = batches.baseAddress else { preconditionFailure("there is always the whole batch") }
    let extents = Self.extents(plan, self.extents)
    var (next, nextSite) = (0, 0)
    for division in 0..<divisions {
      let first = max(0, division - 1) * partSize
      func operand(_ index: Int, gradientIsBegun: Bool) -> Site.Operand {
        Site.Operand(
          plan, layout, memory, index, extents[index], first: first, gradientIsBegun: gradientIsBegun)
      }
      for (number, step) in plan.steps.enumerated() {
        let begin = next
        for (position, input) in step.inputs.enumerated() {
          operands.initializeElement(
            at: next, to: operand(input, gradientIsBegun: layout.isBegun[number][position]))
          next += 1
        }
        guard let inputs = UnsafeBufferPointer(rebasing: operands[begin..<next]).baseAddress else {
          preconditionFailure("an operation without inputs")
        }
        let site = Site(
          inputs: inputs, result: operand(step.output, gradientIsBegun: true), batch: batches + division,
          lanes: memory.lanes, scratch: memory.scratch)
        sites.initializeElement(at: nextSite, to: site)
        nextSite += 1
      }
    }
    divide()
  }

  deinit {
    operands.deallocate()
    sites.deallocate()
    extents.deallocate()
    batches.deallocate()
  }

  /// The number of examples in the present batch.
  var rows: Int { didSet { divide() } }

  /// The place of the batch's first example in a larger batch that it is a part of.
  var firstRow = 0 { didSet { divide() } }

  /// What is the same for the whole batch and its parts.
  var pass: Site.Pass {
    get { batches[0].pass }
    nonmutating set { for i in batches.indices { batches[i].pass = newValue } }
  }

  /// Whether the gradients of parameters are added to those of other batches.
  func beginGradients(adding: Bool) {
    for i in batches.indices { batches[i].addsGradients = adding || i > 1 }
  }

  /// The site of a step, for a part of the batch by its number; 0 is the whole batch.
  subscript(step: Int, part: Int) -> Site { sites[part * stepCount + step] }

  /// The numbers of the parts in which a stretch is replayed.
  func parts(of stretch: Plan.Stretch) -> Range<Int> {
    stretch.takesWholeBatch || batches.count == 1 ? 0..<1 : 1..<1 + (rows + partSize - 1) / partSize
  }

  private func divide() {
    batches[0].rows = rows
    batches[0].first = firstRow
    for part in batches.indices.dropFirst() {
      let first = (part - 1) * partSize
      batches[part].first = firstRow + first
      batches[part].rows = max(0, min(partSize, rows - first))
      batches[part].isLaterPart = part > 1
    }
  }

  /// For each value its shape's extents, copied to where a site can point at them.
  private static func extents(
    _ plan: Plan, _ memory: UnsafeMutableBufferPointer<Int>
  ) -> [UnsafeBufferPointer<Int>] {
    var next = 0
    return plan.entries.map { entry in
      let region = UnsafeMutableBufferPointer(rebasing: memory[next..<next + entry.shape.extents.count])
      _ = region.initialize(from: entry.shape.extents)
      next += region.count
      return UnsafeBufferPointer(region)
    }
  }
}

extension Site.Operand {
  /// A value of a plan, from an example of the batch on.
  fileprivate init(
    _ plan: Plan, _ layout: SlabLayout, _ memory: SiteTable.Memory, _ index: Int,
    _ extents: UnsafeBufferPointer<Int>, first: Int, gradientIsBegun: Bool
  ) {
    let entry = plan.entries[index]
    let offset = entry.shape.isBatched ? entry.shape.room(rows: first, lanes: memory.lanes) : 0
    self.init(
      values: memory.values + layout.values[index] + offset,
      gradient: layout.gradients[index].map { memory.gradients + $0 + offset },
      gradientIsBegun: gradientIsBegun, size: entry.shape.size, extents: extents, layout: entry.shape.layout,
      isParameter: entry.role == .parameter,
      activity: layout.activity[index].map { place in
        Activity(words: memory.activity + place, size: entry.shape.size).from(panel: first / memory.lanes)
      }, isRectified: plan.isRectified[index])
  }
}
