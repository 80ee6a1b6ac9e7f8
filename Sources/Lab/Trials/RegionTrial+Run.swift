import Autodiff
import Datasets
import Forms
import Network
import Numbers
import Randomness
import Regions
import Training

extension RegionTrial: MomentTrial {
  /// Where regions are counted.
  enum Slice {
    case plane(Plane, within: Window?)
    case line(Line)

    func regions(of network: ReLUNetwork) throws(RegionError) -> Int {
      switch self {
      case .plane(let plane, let window): try network.regions(on: plane, within: window).total
      case .line(let line): try network.regions(on: line).total
      }
    }
  }

  /// Sees that the network can be built and has regions, that the moments are in order, and that nothing is
  /// asked of the data that they cannot do.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, `RegionError`, `FieldError`, or `LabError` where no machine
  ///   like this can bear it.
  public func check() throws {
    if case .space = input, moments != [0] {
      throw FieldError(["moments"], expected: "0 alone, since nothing is learnt", found: "\(moments)")
    }
    if case .planes(_, _, let window?) = input, !(window > 0) {
      throw FieldError(["input", "planes", "window"], expected: "a number above 0", found: "\(window)")
    }
    for (field, share) in [("corruptedLabels", corruptedLabels), ("corruptedImages", corruptedImages)]
    where dataset == nil && share != 0 {
      throw FieldError([field], expected: "0, since no images are learnt", found: "\(share)")
    }
    try checkMoments()
  }

  /// Counts regions, training in between; no state is kept.
  ///
  /// - Throws: What `check` throws, `RegionError` where the images make no plane or line, `FieldError` where
  ///   there is no
  ///   whole batch, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try demand().check()
    guard let data = try data(on: shelf) else { return try countAtTheBeginning() }
    let slices = try slices(data)
    let training = try train(on: data) { network in
      (units: network.units, regions: try slices.map { try $0.regions(of: network) })
    }
    return Outcome(
      units: training.moments.first?.found.units ?? 0,
      moments: training.moments.map {
        .init(
          epoch: $0.epoch, regions: $0.found.regions, trainingAccuracy: $0.trainingAccuracy,
          testAccuracy: $0.testAccuracy)
      }, epochs: training.epochs, divergence: training.divergence)
  }

  /// A network that learns nothing has no classes either.
  private func countAtTheBeginning() throws -> Outcome {
    var recording = Recording()
    let layers = try architecture.layers(input: extents, classes: nil)
    let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
    let plan = Plan(recording, keeping: [network.output])
    var workspace = Workspace(plan, capacity: 1)
    network.initialize(&workspace, from: RandomKey(seed: seed))
    let pieces = try ReLUNetwork(network.layers, input: extents, in: workspace)
    return Outcome(
      units: pieces.units, moments: [.init(epoch: 0, regions: [try space().regions(of: pieces)])],
      epochs: [], divergence: nil)
  }

  /// What is learnt; nil where nothing is.
  func data(on shelf: DataShelf) throws -> Dataset? {
    let key = RandomKey(seed: seed)
    return switch input {
    case .space: nil
    case .points(let count): try RandomPoints.dataset(count: count, key: key["points"])
    case .planes(let set, _, _), .lines(let set, _), .linesThroughOrigin(let set, _):
      try shelf[set].corruptingLabels(share: corruptedLabels, key: key["labels"])
        .corruptingImages(share: corruptedImages, key: key["images"])
    }
  }

  /// The planes or lines.
  func slices(_ data: Dataset) throws -> [Slice] {
    switch input {
    case .space, .points: [try space()]
    case .planes(_, let count, let window):
      try (0..<count).map { number in
        let (a, b) = pair(of: data.train, number)
        let square = try window.map { try Window(s: -$0...$0, t: -$0...$0) }
        return .plane(try Plane(throughOriginAnd: a, b), within: square)
      }
    case .lines(_, let count):
      try (0..<count).map { number in
        let (a, b) = pair(of: data.train, number)
        return .line(try Line(through: a, b))
      }
    case .linesThroughOrigin(_, let count):
      try (0..<count).map { number in
        var stream = RandomKey(seed: seed)["slices"][number].stream()
        let image = data.test.point(stream.next(below: data.test.count), normalization)
        return .line(try Line(through: image.map { _ in 0 }, image))
      }
    }
  }

  private func space() throws -> Slice {
    let dimension = extents.reduce(1, *)
    if dimension == 2 { return .plane(try Plane(throughOriginAnd: [1, 0], [0, 1]), within: nil) }
    let key = RandomKey(seed: seed)["plane"]
    let directions = (0..<2).map { number in
      var values = [Real](repeating: 0, count: dimension)
      var span = values.mutableSpan
      key[number].fillNormal(&span, deviation: 1)
      return values.map { Double($0) }
    }
    return .plane(try Plane(throughOriginAnd: directions[0], directions[1]), within: nil)
  }

  /// Two images, as the network sees them.
  private func pair(of images: LabelledImages, _ number: Int) -> ([Double], [Double]) {
    images.pair(normalization, from: RandomKey(seed: seed)["slices"][number])
  }
}
