import Autodiff
import Datasets
import Network
import Randomness
import Regions
import Training

extension RegionTrial {
  /// Sees that the network can be built and has regions, and that the moments are in order.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, `RegionError` or `FieldError`.
  public func check() throws {
    if case .space = input, moments != [0] {
      throw FieldError(["moments"], expected: "0 alone, since nothing is learnt", found: "\(moments)")
    }
    guard let first = moments.first, first >= 0, zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw FieldError(["moments"], expected: "ascending numbers of at least 0", found: "\(moments)")
    }
    let layers = try architecture.layers(input: extents, classes: classes)
    var recording = Recording()
    let network = try Network(layers, input: extents, into: &recording)
    let workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    _ = try ReLUNetwork(layers, input: extents, in: workspace)
  }

  /// Counts regions, training in between; no state is kept.
  ///
  /// - Throws: What `check` throws, `RegionError` where two images make no plane or line, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    guard let data = try data(on: shelf) else { return try countAtTheBeginning() }
    let layers = try architecture.layers(input: extents, classes: classes)
    let classifier = try Classifier(layers, shape: data.shape)
    try requireMemory(for: classifier.plan, capacity: Trainer.capacity(of: classifier.plan, batchSize, data))
    let steps = (data.train.count + batchSize - 1) / batchSize
    let counter = RegionCounter(
      layers, extents, try slices(data.train), at: moments.map { (Int(($0 * Double(steps)).rounded()), $0) })
    var trainer = Trainer(
      classifier, on: data, normalized: normalization, from: initialization, by: optimizer,
      batchSize: batchSize, key: RandomKey(seed: seed), probes: [counter])
    for _ in 0..<Int((moments.last ?? 0).rounded(.up)) {
      if try trainer.runEpoch() == nil {
        return try outcome(counter, trainer.records, divergence: trainer.steps)
      }
      if counter.error != nil { break }
    }
    trainer.show(to: counter)
    return try outcome(counter, trainer.records, divergence: nil)
  }

  private func outcome(
    _ counter: RegionCounter, _ records: [EpochRecord], divergence: Int?
  ) throws -> Outcome {
    if let error = counter.error { throw error }
    return Outcome(
      units: counter.units, moments: counter.moments, epochs: records, divergence: divergence)
  }

  /// A network that learns nothing has no classes either.
  private func countAtTheBeginning() throws -> Outcome {
    var recording = Recording()
    let layers = try architecture.layers(input: extents, classes: nil)
    let network = try Network(layers, input: extents, into: &recording)
    let plan = Plan(recording, keeping: [network.output])
    try requireMemory(for: plan, capacity: 1)
    var workspace = Workspace(plan, capacity: 1)
    network.initialize(&workspace, with: initialization, from: RandomKey(seed: seed))
    let counter = RegionCounter(layers, extents, [try space()], at: [(0, 0)])
    counter.count(in: workspace, after: 0)
    return try outcome(counter, [], divergence: nil)
  }

  /// What is learnt; nil where nothing is.
  private func data(on shelf: DataShelf) throws -> Dataset? {
    switch input {
    case .space: nil
    case .points(let count): try RandomPoints.dataset(count: count, key: RandomKey(seed: seed)["points"])
    case .planes(let set, _), .lines(let set, _):
      try shelf[set].corruptingLabels(share: corruptedLabels, key: RandomKey(seed: seed)["labels"])
    }
  }

  /// The planes or lines.
  private func slices(_ images: LabelledImages) throws -> [RegionCounter.Slice] {
    switch input {
    case .space, .points: [try space()]
    case .planes(_, let count):
      try (0..<count).map { number in
        let (a, b) = pair(of: images, number)
        return .plane(try Plane(throughOriginAnd: a, b))
      }
    case .lines(_, let count):
      try (0..<count).map { number in
        let (a, b) = pair(of: images, number)
        return .line(try Line(through: a, b))
      }
    }
  }

  private func space() throws -> RegionCounter.Slice {
    let dimension = extents.reduce(1, *)
    if dimension == 2 { return .plane(try Plane(throughOriginAnd: [1, 0], [0, 1])) }
    let key = RandomKey(seed: seed)["plane"]
    let directions = (0..<2).map { number in
      var values = [Real](repeating: 0, count: dimension)
      var span = values.mutableSpan
      key[number].fillNormal(&span, deviation: 1)
      return values.map { Double($0) }
    }
    return .plane(try Plane(throughOriginAnd: directions[0], directions[1]))
  }

  /// Two training images, as the network sees them.
  private func pair(of images: LabelledImages, _ number: Int) -> ([Double], [Double]) {
    var stream = RandomKey(seed: seed)["slices"][number].stream()
    let first = stream.next(below: images.count)
    let second = (first + 1 + stream.next(below: max(images.count - 1, 1))) % images.count
    func image(_ item: Int) -> [Double] {
      var values = [Real](repeating: 0, count: images.shape.count)
      var span = values.mutableSpan
      images.fill(&span, with: item, normalization: normalization)
      return values.map { Double($0) }
    }
    return (image(first), image(second))
  }
}
