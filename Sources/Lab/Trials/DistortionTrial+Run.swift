import Autodiff
import Datasets
import Forms
import Network
import Numbers
import Randomness
import Regions
import Training

extension DistortionTrial {
  /// Sees that the network can be built and measured, and that the moments are in order.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, `RegionError`, `FieldError`, or `LabError` where no machine like this can bear
  ///   it.
  public func check() throws {
    if dataset == nil, moments != [0] {
      throw FieldError(["moments"], expected: "0 alone, since nothing is learnt", found: "\(moments)")
    }
    guard let first = moments.first, first >= 0, zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw FieldError(
        ["moments"], expected: "ascending whole numbers of at least 0", found: "\(moments)")
    }
    try demand().check()
    let (network, plan) = try recorded()
    let workspace = Workspace(plan, capacity: 1)
    _ = try Ruler(network.layers, extents, dimension, in: workspace)
  }

  /// Measures images, training in between; no state is kept.
  ///
  /// - Throws: What `check` throws, `RegionError` where two images are the same, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try demand().check()
    guard let dataset else { return try measureAtTheBeginning() }
    return try measureWhileTraining(on: shelf[dataset], dataset)
  }

  private func measureAtTheBeginning() throws -> Outcome {
    let (network, plan) = try recorded()
    var workspace = Workspace(plan, capacity: 1)
    var moment = Outcome.Moment(epoch: 0)
    for number in 0..<networks {
      try Task.checkCancellation()
      let key = RandomKey(seed: seed)["network"][number]
      network.initialize(&workspace, from: key)
      let ruler = try Ruler(network.layers, extents, dimension, in: workspace)
      moment.add([try ruler.distortion(of: piece(from: key))])
    }
    return Outcome(moments: [moment])
  }

  private func measureWhileTraining(on data: Dataset, _ set: DatasetName) throws -> Outcome {
    guard case .images(_, let count) = input else { preconditionFailure("only images are learnt") }
    let key = RandomKey(seed: seed)["segments"]
    let segments = try (0..<count).map { number in
      let (start, end) = data.train.pair(normalization, from: key[number])
      return Piece.segment(try Line(through: start, end), 0...1)
    }
    let training = StartTrial(
      data: set, architecture: architecture, initialization: initialization, seed: seed, optimizer: optimizer,
      batchSize: batchSize, normalization: normalization)
    var trainer = try training.trainer(on: data)
    let probe = DistortionProbe(extents, segments)
    for epoch in 0...(moments.last ?? 0) {
      if epoch > 0, try trainer.runEpoch() == nil {
        return Outcome(moments: probe.moments, epochs: trainer.records, divergence: trainer.steps)
      }
      if moments.contains(epoch) {
        probe.epoch = epoch
        try trainer.show(to: probe)
      }
    }
    return Outcome(moments: probe.moments, epochs: trainer.records)
  }

  /// The network, its weights not yet drawn.
  private func recorded() throws -> (network: Network, plan: Plan) {
    var recording = Recording()
    let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
    return (network, Plan(recording, keeping: [network.output]))
  }

  /// What of a network's input is measured, where nothing is learnt.
  private func piece(from key: RandomKey) throws(RegionError) -> Piece {
    func unit(_ key: RandomKey) -> [Double] {
      var values = [Real](repeating: 0, count: extents[0])
      var span = values.mutableSpan
      key.fillUnit(&span)
      return values.map { Double($0) }
    }
    let (point, directions, side) = (unit(key["point"]), key["directions"], -0.5...0.5)
    return dimension == 1
      ? .segment(try Line(origin: point, direction: unit(directions[0])), side)
      : .parallelogram(
        try Plane(origin: point, first: unit(directions[0]), second: unit(directions[1])),
        try Window(s: side, t: side))
  }
}

/// What of a network's input is measured.
private enum Piece {
  case segment(Line, ClosedRange<Double>)
  case parallelogram(Plane, Window)
}

/// A network's weights as images are measured with: cut into regions wherever the network is affine on such.
private enum Ruler {
  case exact(ReLUNetwork)
  case smooth(SmoothNetwork)

  /// - Throws: `RegionError` where the network's images cannot be measured.
  init(
    _ layers: [Layer], _ extents: [Int], _ dimension: Int, in workspace: borrowing Workspace
  ) throws(RegionError) {
    let isSmooth = layers.contains { layer in
      if case .activation(let activation) = layer.role { activation.negativeSlope == nil } else { false }
    }
    self =
      isSmooth && dimension == 1
      ? .smooth(try SmoothNetwork(layers, input: extents, in: workspace))
      : .exact(try ReLUNetwork(layers, input: extents, in: workspace))
  }

  /// The length or area of a piece's image over its own.
  func distortion(of piece: Piece) throws(RegionError) -> Double {
    switch (piece, self) {
    case (.segment(let line, let range), .exact(let network)):
      try network.imageLength(of: line, within: range) / line.length(range)
    case (.segment(let line, let range), .smooth(let network)):
      try network.imageLength(of: line, within: range) / line.length(range)
    case (.parallelogram(let plane, let window), .exact(let network)):
      try network.imageArea(of: plane, within: window) / (plane.unitArea * window.area)
    case (.parallelogram, .smooth): preconditionFailure("areas are measured of regions")
    }
  }
}

extension Line {
  /// The length of a segment.
  fileprivate func length(_ range: ClosedRange<Double>) -> Double {
    (range.upperBound - range.lowerBound) * direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

/// Measures images under a network when it is shown to it.
private final class DistortionProbe: Probe {
  /// How many epochs have passed.
  var epoch = 0
  /// What was found so far.
  private(set) var moments: [DistortionTrial.Outcome.Moment] = []
  private let extents: [Int]
  private let segments: [Piece]

  init(_ extents: [Int], _ segments: [Piece]) {
    self.extents = extents
    self.segments = segments
  }

  func observe(
    step: Int, loss: Double, of classifier: Classifier, in workspace: borrowing Workspace
  ) throws {
    let ruler = try Ruler(classifier.network.layers, extents, 1, in: workspace)
    var moment = DistortionTrial.Outcome.Moment(epoch: epoch)
    moment.add(try segments.map { try ruler.distortion(of: $0) })
    moments.append(moment)
  }
}
