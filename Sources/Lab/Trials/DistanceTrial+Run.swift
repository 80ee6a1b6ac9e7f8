import Datasets
import Forms
import Network
import Numbers
import Randomness
import Regions

extension DistanceTrial {
  /// The number of multiplications, up to a factor, of training, measuring and examining.
  public var cost: Double {
    let layers = (try? architecture.layers(input: extents, classes: classes)) ?? []
    let passes = 3 * (moments.last ?? 0) + Double(moments.count)
    return NetworkSize(layers, input: extents).multiplications * passes * data.trainingCount + work(layers)
  }

  /// The network twice, to train and to examine it, the gradients of its units at a point, and the work of all that is measured.
  ///
  /// - Throws: `ArchitectureError`.
  public func demand() throws -> Demand {
    let layers = try architecture.layers(input: extents, classes: classes)
    let size = NetworkSize(layers, input: extents)
    var demand = Demand(of: size)
    demand.bytes *= 2
    demand.bytes += 2 * size.activations * Self.firstWidth(layers) * Double(MemoryLayout<Double>.size)
    demand.multiplications = work(layers)
    return demand
  }

  /// The multiplications, about, of all distances.
  private func work(_ layers: [Layer]) -> Double {
    let width = Self.firstWidth(layers)
    // The first layer's gradients are the same everywhere.
    let first = extents.reduce(1) { $0 * Double($1) } * width
    let others = NetworkSize(layers, input: extents).multiplications - first
    return (first + others * width) * Double(Source.allCases.count) * Double(points) * Double(moments.count)
  }

  /// How many numbers a gradient has.
  private static func firstWidth(_ layers: [Layer]) -> Double {
    Double(layers.lazy.compactMap(\.product).first?.outputs ?? 1)
  }

  /// The first epoch of the trial with a thousand points, or their measurement at initialisation.
  public var sample: TrialSample<DistanceTrial> {
    var few = self
    few.moments = [min(moments.last ?? 0, 1)]
    few.points = min(points, 1000)
    return TrialSample(few, count: cost / max(few.cost, 1), imagesThatTake: few.cost)
  }

  /// Sees that the network can be built and has regions, and that the moments are in order.
  ///
  /// - Throws: `ArchitectureError`, `ShapeError`, `RegionError`, `FieldError`, or `LabError` where no machine like this can
  ///   bear it.
  public func check() throws { try checkMoments() }

  /// Measures distances, training in between; no state is kept.
  ///
  /// - Throws: What `check` throws, `FieldError` where there is no whole batch, `CancellationError`.
  public func run(on shelf: DataShelf, keeping _: Checkpoint?) throws -> Outcome {
    try demand().check()
    let data = shelf[data]
    let points = DistancePoints(self, data)
    let training = try train(on: data) { network in
      let distances = try Source.allCases.map { source in
        var distance = BoundaryDistance(network)
        var distances = Distances()
        try points.forEach(of: source) { distances.add(try distance($0)) }
        return (source, distances)
      }
      return (units: network.units, distances: Dictionary(uniqueKeysWithValues: distances))
    }
    return Outcome(
      units: training.moments.first?.found.units ?? 0,
      moments: training.moments.map { moment in
        Outcome.Moment(
          epoch: moment.epoch, trainingAccuracy: moment.trainingAccuracy, testAccuracy: moment.testAccuracy
        ) { moment.found.distances[$0] ?? Distances() }
      }, epochs: training.epochs, divergence: training.divergence)
  }
}

/// The points of a trial, the same ones at each moment.
private struct DistancePoints {
  private let trial: DistanceTrial
  private let data: Dataset
  private let laws: [(mean: Double, deviation: Double)]

  init(_ trial: DistanceTrial, _ data: Dataset) {
    (self.trial, self.data) = (trial, data)
    // Of images of bytes the laws are those of bytes.
    let scale: Double
    switch data.train.pixels {
    case .bytes: scale = trial.normalization.scale
    case .reals: scale = trial.normalization.realScale
    }
    laws = data.train.pixelLaws.map {
      ($0.mean * scale + trial.normalization.shift, $0.deviation * abs(scale))
    }
  }

  /// One point after another, none of which is kept.
  func forEach(of source: DistanceTrial.Source, _ body: ([Double]) throws -> Void) throws {
    let key = RandomKey(seed: trial.seed)["points"][source.rawValue]
    switch source {
    case .training: try forEach(of: data.train, key, body)
    case .test: try forEach(of: data.test, key, body)
    case .random:
      var normals = [Real](repeating: 0, count: laws.count)
      for number in 0..<trial.points {
        try Task.checkCancellation()
        var span = normals.mutableSpan
        key[number].fillNormal(&span, deviation: 1)
        try body(zip(laws, normals).map { $0.mean + $0.deviation * Double($1) })
      }
    }
  }

  private func forEach(
    of images: LabelledImages, _ key: RandomKey, _ body: ([Double]) throws -> Void
  ) throws {
    for image in key.permutation(of: images.count).prefix(trial.points) {
      try Task.checkCancellation()
      try body(images.point(Int(image), trial.normalization))
    }
  }
}
