import Theory

/// The way of two inputs through layers that are not built, in the limit of great width, and how the squares of gradients change on
/// their way back.
///
/// It is to theory what ``Lowering`` is to the engine: each kind of layer says in `propagate` what becomes of the pair.
public struct Propagation: Sendable {
  /// The pair where it has come to.
  public var pair: SignalPair
  /// The extents of what the next layer is given.
  public private(set) var extents: [Int]
  /// What became of it at each layer so far.
  public private(set) var steps: [Step] = []

  private let initialization: Initialization
  /// How products in opposite pairs are made, by their names; empty where none are.
  private let sides: [String: Mirroring]

  /// What is noted of the layer that it is at.
  private var notes = Notes()

  /// What is to be known of a layer besides.
  struct Notes: Sendable {
    var weights: Double?
    var averaged = 1
    var module: (branch: [Step], shortcut: [Step])?
  }

  /// What became of the pair at a layer.
  public struct Step: Sendable {
    /// The layer.
    public let layer: Layer
    /// The moments behind it, the mean over pixels.
    public let moments: PairMoments
    /// What the sum of squared gradients behind it is multiplied by on the way to what it is given.
    public let backward: BackwardFactor
    let notes: Notes
    /// What the sum of squared gradients behind it is multiplied by to be that of its weights; nil where it has none.
    public var weights: Double? { notes.weights }
    /// How many pixels have the same gradient because their mean is taken.
    public var averaged: Int { notes.averaged }
    /// The steps of a module's branch and of its shortcut; nil for other layers.
    public var module: (branch: [Step], shortcut: [Step])? { notes.module }
  }

  /// Before the first of layers that begin by an initialisation.
  ///
  /// - Parameters:
  ///   - layers: All layers, as `Initialization.prepared` gives them.
  ///   - extents: Those of an input.
  public init(
    _ pair: SignalPair, into layers: [Layer], beginning initialization: Initialization, extents: [Int]
  ) {
    (self.pair, self.extents, self.initialization) = (pair, extents, initialization)
    sides = initialization.isMirrored ? Mirroring.sides(of: layers) : [:]
  }

  /// Goes through layers one after another.
  ///
  /// - Throws: `TheoryGap` at the first of which theory does not know what it does.
  public mutating func pass(_ layers: [Layer]) throws(TheoryGap) {
    for layer in layers {
      notes = Notes()
      let backward: BackwardFactor
      do { backward = try layer.kind.propagate(&self) } catch {
        if !error.layer.isEmpty { throw error }
        throw TheoryGap(layer.product?.name ?? "\(layer)", error.reason)
      }
      steps.append(Step(layer: layer, moments: pair.moments, backward: backward, notes: notes))
      extents = (try? layer.kind.extents(after: extents)) ?? extents
    }
  }

  /// The means of pixels, or of all of them; returns what squared gradients are multiplied by on the way back.
  mutating func average(over window: PixelWindow?) -> BackwardFactor {
    notes.averaged = window.map { $0.kernel * $0.kernel } ?? extents.dropFirst().reduce(1, *)
    pair.average(window)
    return 1 / Double(notes.averaged) * .one
  }

  /// A nonlinearity, of which mirrored units keep half of the square and all of the correlation; returns what squared gradients are
  /// multiplied by on the way back.
  mutating func activate(by function: Nonlinearity) throws(TheoryGap) -> BackwardFactor {
    sides.isEmpty ? try pair.apply(function) : pair.scale(by: 0.5.squareRoot())
  }

  /// The sum of a shortcut and a scaled branch.
  mutating func add(_ module: Layer.Residual) throws(TheoryGap) -> BackwardFactor {
    if module.branch.flatMap(\.products).isEmpty {
      throw TheoryGap(module.name, "a branch without a product, which hangs on what the shortcut carries")
    }
    var (branch, shortcut) = (self, self)
    (branch.steps, shortcut.steps) = ([], [])
    try branch.pass(module.branch)
    try shortcut.pass(module.shortcut)
    pair = shortcut.pair
    pair.add(branch.pair, scaledBy: module.scale)
    notes.module = (branch.steps, shortcut.steps)
    // Backpropagation takes the ways apart again.
    return .one
  }

  /// A product with weights, and its biases; returns what squared gradients are multiplied by on the way back.
  mutating func multiply(by product: Product) throws(TheoryGap) -> BackwardFactor {
    notes.weights = pair.moments.first * Double(product.fans.fanIn)
    return try multiplied(by: product)
  }

  private mutating func multiplied(by product: Product) throws(TheoryGap) -> BackwardFactor {
    let (law, biases) = (
      product.weights ?? initialization.weights, product.biases ?? initialization.biases
    )
    let isStandardized = product.window?.isStandardized == true
    guard isStandardized || law.isSymmetric || law.law == .identity else {
      throw TheoryGap(product.name, "weights that are all alike")
    }
    if product.hasBias, !biases.areNearlyNormal {
      throw TheoryGap(product.name, "biases that are not normal, however wide layers are")
    }
    let side = sides[product.name]
    let fans = side?.fans(product.fans) ?? product.fans
    // A mirrored unit is told by the halves of its inputs, whose squares a rectifier has halved.
    let halves = side?.inputs == true ? 2.0 : 1
    let gain = isStandardized ? 1 : halves * Double(fans.fanIn) * law.secondMoment(fans)
    let bias = product.hasBias && biases.isSymmetric ? biases.biasSecondMoment(product.fans) : 0
    let factor = try passed(product, law, gain, bias, isStandardized)
    if product.hasBias, case .constant(let value) = biases.law { pair.shift(by: value) }
    guard let scheme = initialization.scheme as? any SettlingScheme else { return factor }
    return factor.mean * (try scheme.settle(&pair))
  }

  private mutating func passed(
    _ product: Product, _ law: Initializer, _ gain: Double, _ bias: Double,
    _ isCentred: Bool
  ) throws(TheoryGap) -> BackwardFactor {
    if law.law == .identity, gain > 0 {
      guard product.inputs == product.outputs, product.window?.stride ?? 1 == 1, bias == 0 else {
        throw TheoryGap(product.name, "an identity that is not square, or has biases")
      }
      return pair.scale(by: gain.squareRoot())
    }
    guard let own = product.window else {
      return pair.multiply(gain: gain, bias: bias)
    }
    let window = own.pixels(kernel: law.law == .deltaOrthogonal ? 1 : own.kernel)
    let share =
      pair.pixels == nil ? window.share(within: PixelGrid(height: extents[1], width: extents[2])) : 1
    if pair.pixels == nil, own.groups > 1, product.inputs / own.groups < Self.many {
      return try pair.multiply(gain: gain * share, bias: bias, eachOf: product.inputs / own.groups)
    }
    return try pair.convolve(window, gain: gain * share, bias: bias, isCentred: isCentred)
  }

  /// From how many channels on what a filter gives counts as normal.
  private static let many = 16
}

extension Propagation {
  /// What became of the pair at each layer of which signals are measured (``Network/measuredLayers``), in their order; nil for a product
  /// without an activation behind it.
  public var measured: [PairMoments?] {
    var layers = MeasuredLayers<Void, PairMoments>()
    Self.note(steps, in: &layers)
    return layers.all.map(\.output)
  }

  private static func note(_ steps: [Step], in layers: inout MeasuredLayers<Void, PairMoments>) {
    for step in steps {
      if let (branch, shortcut) = step.module {
        for path in [shortcut, branch] {
          layers.part()
          note(path, in: &layers)
        }
        layers.add("\(step.layer)", step.moments)
      } else if let product = step.layer.product {
        layers.begin(product, weights: ())
      } else if step.layer.kind is Activation || step.layer.kind is Layer.ConcatenatedRectifier {
        layers.end("\(step.layer)", step.moments)
      }
    }
  }
}

extension Product.Window {
  /// The pixels that a filter of a side sees.
  fileprivate func pixels(kernel: Int) -> PixelWindow {
    let border: PixelWindow.Border =
      switch padding {
      case .circular: .circular
      case .zero: .zero
      case .valid: .valid
      }
    return PixelWindow(kernel: kernel, stride: stride, dilation: dilation, border: border)
  }
}
