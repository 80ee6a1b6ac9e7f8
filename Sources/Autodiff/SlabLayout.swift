import Numbers

/// Where each value of a plan, and each gradient, lies in a workspace's two slabs.
///
/// Every array begins on a cache line, so that the same computation runs through the same vector instructions
/// wherever its slab happens to lie. Parameters come first and without interruption, so that an optimiser sees them
/// as one array. Gradients of intermediate results share memory: each is needed only from the backward pass of its
/// last reader to that of its maker.
struct SlabLayout {
  private(set) var values: [Int]
  private(set) var gradients: [Int?]
  private(set) var valueCount: Int
  private(set) var gradientCount: Int
  /// Where the activity of a value lies in a slab of words; nil where it has none.
  private(set) var activity: [Int?]
  private(set) var activityCount: Int
  let parameterCount: Int
  /// For each step and each of its inputs, whether the gradient has a contribution already.
  private(set) var isBegun: [[Bool]]

  private static let line = 64 / MemoryLayout<Real>.size

  private static func padded(_ count: Int) -> Int {
    (count + line - 1) / line * line
  }

  init(_ plan: Plan, capacity: Int, lanes: Int) {
    let sizes = plan.entries.map { Self.padded($0.shape.room(rows: capacity, lanes: lanes)) }
    values = Array(repeating: 0, count: sizes.count)
    gradients = Array(repeating: nil, count: sizes.count)
    isBegun = plan.steps.map { $0.inputs.map { _ in false } }
    activity = Array(repeating: nil, count: sizes.count)
    (valueCount, activityCount) = (0, 0)
    for index in plan.entries.indices where plan.hasActivity[index] && lanes > 1 {
      activity[index] = activityCount
      activityCount += Activity.count(
        size: plan.entries[index].shape.size, panels: (capacity + lanes - 1) / lanes)
    }
    for parameter in plan.parameters {
      values[parameter.value.index] = valueCount
      if plan.hasGradient[parameter.value.index] { gradients[parameter.value.index] = valueCount }
      valueCount += sizes[parameter.value.index]
    }
    parameterCount = valueCount
    gradientCount = plan.loss == nil ? 0 : parameterCount
    for index in plan.entries.indices where plan.entries[index].role != .parameter && plan.isComputed[index] {
      if plan.home[index] == index {
        values[index] = valueCount
        valueCount += sizes[index]
      } else {
        values[index] = values[plan.home[index]]
      }
    }
    placeGradients(plan, sizes)
  }

  private mutating func placeGradients(_ plan: Plan, _ sizes: [Int]) {
    guard let loss = plan.loss else { return }
    var free: [Range<Int>] = []
    // Of a batch that is computed in parts, what one part needs no more another one has yet to write.
    var (freed, stretch): ([Range<Int>], Int) = ([], plan.stretches.count - 1)
    var begun = Set<Int>()
    func place(_ size: Int, _ end: inout Int) -> Range<Int> {
      let fits = free.indices.filter { free[$0].count >= size }
      if let best = fits.min(by: { free[$0].count < free[$1].count }) { return free.remove(at: best) }
      end += size
      return end - size..<end
    }
    var regions: [Int: Range<Int>] = [:]
    let seed = place(sizes[loss.index], &gradientCount)
    regions[plan.home[loss.index]] = seed
    gradients[loss.index] = seed.lowerBound
    for (number, step) in plan.steps.enumerated().reversed() where plan.hasGradient[step.output] {
      while number < plan.stretches[stretch].steps.lowerBound {
        stretch -= 1
        free += freed
        freed = []
      }
      for (position, input) in step.inputs.enumerated() where plan.hasGradient[input] {
        let home = plan.home[input]
        isBegun[number][position] = !begun.insert(input).inserted
        guard plan.entries[input].role != .parameter else { continue }
        let region = regions[home] ?? place(sizes[input], &gradientCount)
        regions[home] = region
        gradients[input] = region.lowerBound
      }
      let home = plan.home[step.output]
      guard home == step.output, let region = regions[home] else { continue }
      if plan.readsWholeBatch { freed.append(region) } else { free.append(region) }
    }
  }
}
