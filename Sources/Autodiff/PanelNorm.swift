import CProcessor
import Numbers

/// The two passes of `ExampleNorm` over a batch, sixteen examples at a time, with a function of each number behind it or without.
struct PanelNorm {
  private let norm: ExampleNorm
  private let function: (any Pointwise)?
  private let at: Site
  private let gains: UnsafeMutableBufferPointer<Real>
  /// The numbers of a group, and those of them that take the same gain.
  private let count, run: Int
  /// Two sums a gain, and what a function is given.
  private let sums: UnsafeMutableBufferPointer<Lanes>
  private let near: UnsafeMutablePointer<Real>

  /// Where numbers lie that are computed on the way.
  struct Memory {
    private(set) var layout = ScratchLayout()
    let sums: ScratchLayout.Place<Lanes>
    let near: ScratchLayout.Place<Real>

    init(size: Int, gains: Int) {
      sums = layout.place(2 * gains, of: Lanes.self)
      near = layout.place(max(nearNumbers, size / gains) * Lanes.scalarCount, of: Real.self)
    }
  }

  /// How many numbers of a panel a function is given at once, or those of one gain: they stay in the first-level cache.
  private static let nearNumbers = 64

  init(_ norm: ExampleNorm, then function: (any Pointwise)? = nil, _ at: Site) {
    (self.norm, self.function, self.at) = (norm, function, at)
    gains = at[1]
    count = at.size(0) / norm.groups
    run = at.size(0) / at.size(1)
    let memory = Memory(size: at.size(0), gains: gains.count)
    guard let near = memory.near(at.scratch).baseAddress else { preconditionFailure("a norm of nothing") }
    (self.near, sums) = (near, memory.sums(at.scratch))
  }

  private var memo: UnsafeMutablePointer<Real>? { at[norm.isCentred ? 3 : 2].baseAddress }

  func forward() {
    guard let memo, let y = at.output.baseAddress else { return }
    forEachGroup { x, group, first, kept in
      let mean = norm.isCentred ? sum(x) / Real(count) : .zero
      let scale = 1 / (squares(x, about: mean) / Real(count) + norm.epsilon).squareRoot()
      mean.store(at: memo + kept)
      scale.store(at: memo + (kept + lanes))
      forEachPart(of: group) { gains, place, count in
        let y = y + (first + place)
        normalize(x + place, gains, mean, scale, into: function == nil ? y : near)
        function?.apply(to: near, count: count, into: y)
      }
    }
  }

  func backward() {
    guard let memo, let y = at.output.baseAddress, let dy = at.outputGradient.baseAddress else { return }
    sums.update(repeating: .zero)
    let slot = at.gradient(0)
    forEachGroup { x, group, first, kept in
      let (mean, scale) = (Lanes(at: memo + kept), Lanes(at: memo + (kept + lanes)))
      var (steady, along) = (Lanes.zero, Lanes.zero)
      forEachPart(of: group) { gains, place, count in
        let dy = dy + (first + place)
        if let function {
          if function.slopeSource == .input { normalize(x + place, gains, mean, scale, into: near) }
          let told = function.slopeSource == .input ? near : y + (first + place)
          function.multiply(dy, count: count, bySlopesFrom: told)
        }
        add(dy, x + place, gains, mean, scale, to: &steady, &along)
      }
      guard let slot else { return }
      steady = norm.isCentred ? steady / Real(count) : .zero
      along *= scale / Real(count)
      contribute(dy + first, x, gains(of: group), mean, scale, steady, along, to: slot, first)
    }
    at.gradient(1)?.contribute { sums[$0].total }
    if norm.isCentred { at.gradient(2)?.contribute { sums[gains.count + $0].total } }
  }

  // What follows is not inlined, so that addresses have registers enough.

  /// The numbers of some gains, normalised; those of the next gains are asked for.
  @inline(never)
  private func normalize(
    _ x: UnsafePointer<Real>, _ gains: Range<Int>, _ mean: Lanes, _ scale: Lanes,
    into y: UnsafeMutablePointer<Real>
  ) {
    let (factors, biases) = (self.gains, norm.isCentred ? at[2].baseAddress : nil)
    forEachGain(gains) { gain, first in
      let (factor, bias) = (factors[gain] * scale, Lanes(repeating: biases?[gain] ?? 0))
      forEachNumber(from: first) { place in
        var number = bias
        number.add(factor, Lanes(at: x + place) - mean)
        number.store(at: y + place)
        processor_prefetch(x + (place &+ Self.nearNumbers &* lanes))
      }
    }
  }

  /// Adds to the sums of some gains, and to those over all numbers of g and of g x̂.
  @inline(never)
  private func add(
    _ dy: UnsafePointer<Real>, _ x: UnsafePointer<Real>, _ gains: Range<Int>, _ mean: Lanes, _ scale: Lanes,
    to steady: inout Lanes, _ along: inout Lanes
  ) {
    let (factors, sums) = (self.gains, self.sums)
    var (all, allAlong) = (steady, along)
    forEachGain(gains) { gain, first in
      var (sum, product) = (Lanes.zero, Lanes.zero)
      forEachNumber(from: first) { place in
        let gradient = Lanes(at: dy + place)
        sum += gradient
        product.add(gradient, Lanes(at: x + place) - mean)
      }
      product *= scale
      all.add(Lanes(repeating: factors[gain]), sum)
      allAlong.add(Lanes(repeating: factors[gain]), product)
      sums[gain] += product
      sums[factors.count &+ gain] += sum
    }
    (steady, along) = (all, allAlong)
  }

  /// Contributes (g − `steady` − (x − μ) `along`) / √(σ² + ε) to the numbers from a place on.
  @inline(never)
  private func contribute(
    _ dy: UnsafePointer<Real>, _ x: UnsafePointer<Real>, _ gains: Range<Int>, _ mean: Lanes, _ scale: Lanes,
    _ steady: Lanes, _ along: Lanes, to slot: GradientSlot, _ start: Int
  ) {
    let factors = self.gains
    forEachGain(gains) { gain, first in
      let factor = Lanes(repeating: factors[gain])
      forEachNumber(from: first) { place in
        var gradient = -steady
        gradient.add(factor, Lanes(at: dy + place))
        gradient.add(-along, Lanes(at: x + place) - mean)
        slot.contribute(gradient * scale, at: start &+ place)
      }
    }
  }

  /// The sum of a group's numbers.
  @inline(never)
  private func sum(_ x: UnsafePointer<Real>) -> Lanes { Lanes.sum(x, vectors: count) }

  /// The sum of their squared distances from a mean, four at a time, whose sums need not wait for each other.
  @inline(never)
  private func squares(_ x: UnsafePointer<Real>, about mean: Lanes) -> Lanes {
    var sums = LaneRow<4>.zero
    for i in 0..<count / 4 {
      for j in 0..<4 {
        let distance = Lanes(at: x + (4 &* i &+ j) &* lanes) - mean
        sums.lanes[unchecked: j].add(distance, distance)
      }
    }
    for i in count / 4 * 4..<count {
      let distance = Lanes(at: x + i &* lanes) - mean
      sums.lanes[0].add(distance, distance)
    }
    return sums.total
  }

  private var lanes: Int { Lanes.scalarCount }

  /// Visits each group of each panel: its first number, which group it is, and where that number lies in the batch and what
  /// is kept of the group in the memo.
  @inline(__always)
  private func forEachGroup(
    _ body: (_ x: UnsafePointer<Real>, _ group: Int, _ first: Int, _ kept: Int) -> Void
  ) {
    guard let x = at[0].baseAddress else { return }
    for panel in 0..<at.panels {
      for group in 0..<norm.groups {
        let number = panel * norm.groups + group
        body(x + number * count * lanes, group, number * count * lanes, 2 * number * lanes)
      }
    }
  }

  /// The gains of a group.
  private func gains(of group: Int) -> Range<Int> { group * count / run..<(group + 1) * count / run }

  /// Visits some gains of a group at a time, and where the numbers that take them lie, and how many these are.
  @inline(__always)
  private func forEachPart(
    of group: Int, _ body: (_ gains: Range<Int>, _ place: Int, _ count: Int) -> Void
  ) {
    let gains = gains(of: group)
    Autodiff.forEachPart(of: gains.count, atMost: max(1, Self.nearNumbers / run)) { part, count in
      let first = gains.lowerBound + part
      body(first..<first + count, part * run * lanes, count * run * lanes)
    }
  }

  /// Visits some gains, and the place of the first number that takes each.
  @inline(__always)
  private func forEachGain(_ gains: Range<Int>, _ body: (_ gain: Int, _ first: Int) -> Void) {
    let step = run &* lanes
    var first = 0
    for gain in gains {
      body(gain, first)
      first &+= step
    }
  }

  /// Visits the places of the numbers that take the same gain.
  @inline(__always)
  private func forEachNumber(from first: Int, _ body: (_ place: Int) -> Void) {
    let end = first &+ run &* lanes
    var place = first
    repeat {
      body(place)
      place &+= lanes
    } while place < end
  }
}
