import Autodiff
import Datasets
import Forms
import Network
import Numbers
import Randomness
import Regions
import Training

extension RegionTrial {
  /// Sees that the network can be built and has regions, that the moments are in order, and that nothing is
  /// asked of the data that they cannot do.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, `RegionError`, `FieldError`, or `LabError` where no machine
  ///   like this can bear it.
  public func check() throws {
    if case .space = input, moments != [0] {
      throw FieldError(["moments"], expected: "0 alone, since nothing is learnt", found: "\(moments)")
    }
    guard let first = moments.first, first >= 0, zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw FieldError(["moments"], expected: "ascending numbers of at least 0", found: "\(moments)")
    }
    if case .planes(_, _, let window?) = input, !(window > 0) {
      throw FieldError(["input", "planes", "window"], expected: "a number above 0", found: "\(window)")
    }
    for (field, share) in [("corruptedLabels", corruptedLabels), ("corruptedImages", corruptedImages)]
    where dataset == nil && share != 0 {
      throw FieldError([field], expected: "0, since no images are learnt", found: "\(share)")
    }
    try demand().check()
    let layers = try architecture.layers(input: extents, classes: classes)
    var recording = Recording()
    let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
    let workspace = Workspace(Plan(recording, keeping: [network.output]), capacity: 1)
    _ = try ReLUNetwork(network.layers, input: extents, in: workspace)
  }

  /// Counts regions, training in between; no state is kept.
  ///
  /// - Throws: What `check` throws, `RegionError` where the images make no plane or line, `FieldError` where
  ///   there is no
  ///   whole batch, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try demand().check()
    guard let data = try data(on: shelf) else { return try countAtTheBeginning() }
    let layers = try architecture.layers(input: extents, classes: classes)
    let classifier = try Classifier(layers, beginning: initialization, shape: data.shape)
    let capacity = Trainer.capacity(of: classifier.plan, batchSize, data)
    // The examiner has as much memory as the trainer.
    try Demand(of: classifier.plan, examples: 2 * capacity).check()
    let steps = Batches.count(of: data.train.count, size: batchSize, droppingPartial: dropsPartialBatch)
    guard steps > 0 else {
      throw FieldError(
        ["batchSize"],
        expected: "at most \(data.train.count), the number of examples, since partial batches are dropped",
        found: "\(batchSize)")
    }
    let examiner = Examiner(classifier, normalized: normalization, capacity: capacity)
    let counter = RegionCounter(
      classifier.network.layers, extents, try slices(data),
      at: moments.map { (Int(($0 * Double(steps)).rounded()), $0) },
      exam: (examiner, data))
    var trainer = try Trainer(
      classifier, on: data, normalized: normalization, by: optimizer, batchSize: batchSize,
      droppingPartialBatch: dropsPartialBatch, key: RandomKey(seed: seed), probes: [counter])
    for _ in 0..<Int((moments.last ?? 0).rounded(.up)) {
      if try trainer.runEpoch() == nil {
        return outcome(counter, trainer.records, divergence: trainer.steps)
      }
    }
    try trainer.show(to: counter)
    return outcome(counter, trainer.records, divergence: nil)
  }

  private func outcome(_ counter: RegionCounter, _ records: [EpochRecord], divergence: Int?) -> Outcome {
    Outcome(units: counter.units, moments: counter.moments, epochs: records, divergence: divergence)
  }

  /// A network that learns nothing has no classes either.
  private func countAtTheBeginning() throws -> Outcome {
    var recording = Recording()
    let layers = try architecture.layers(input: extents, classes: nil)
    let network = try Network(layers, beginning: initialization, input: extents, into: &recording)
    let plan = Plan(recording, keeping: [network.output])
    var workspace = Workspace(plan, capacity: 1)
    network.initialize(&workspace, from: RandomKey(seed: seed))
    let counter = RegionCounter(network.layers, extents, [try space()], at: [(0, 0)])
    try counter.count(in: workspace, after: 0)
    return outcome(counter, [], divergence: nil)
  }

  /// What is learnt; nil where nothing is.
  private func data(on shelf: DataShelf) throws -> Dataset? {
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
  private func slices(_ data: Dataset) throws -> [RegionCounter.Slice] {
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
        let image = image(stream.next(below: data.test.count), of: data.test)
        return .line(try Line(through: image.map { _ in 0 }, image))
      }
    }
  }

  private func space() throws -> RegionCounter.Slice {
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
    var stream = RandomKey(seed: seed)["slices"][number].stream()
    let first = stream.next(below: images.count)
    let second = (first + 1 + stream.next(below: max(images.count - 1, 1))) % images.count
    return (image(first, of: images), image(second, of: images))
  }

  /// An image, as the network sees it.
  private func image(_ item: Int, of images: LabelledImages) -> [Double] {
    var values = [Real](repeating: 0, count: images.shape.count)
    var span = values.mutableSpan
    images.fill(&span, with: item, normalization: normalization)
    return values.map { Double($0) }
  }
}
