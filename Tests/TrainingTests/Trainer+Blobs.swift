import Network
import Randomness
import TestSupport
import Training

extension Trainer {
  /// A run of a small network on blobs, in batches of 64.
  static func onBlobs(
    _ named: PopularInitialization = .heNormal, depth: Int = 4, width: Int = 16,
    rule: Optimizer = .sgd(SGD(rate: 0.1)), probes: [any Probe] = []
  ) throws -> Trainer {
    try onBlobs(named, FullyConnected(.constant, depth: depth, widths: [width]), rule: rule, probes: probes)
  }

  /// The same of a network of one's own.
  static func onBlobs(
    _ named: PopularInitialization = .heNormal, _ network: some NetworkFamily,
    rule: Optimizer = .sgd(SGD(rate: 0.1)), probes: [any Probe] = []
  ) throws -> Trainer {
    try onBlobs(named.initialization, network, rule: rule, probes: probes)
  }

  /// The same of laws of one's own.
  static func onBlobs(
    _ initialization: Initialization, _ network: some NetworkFamily,
    rule: Optimizer = .sgd(SGD(rate: 0.1)), probes: [any Probe] = []
  ) throws -> Trainer {
    let data = Blobs.dataset
    let layers = try network.layers(input: data.shape.extents, classes: data.classes)
    let classifier = try Classifier(
      layers, beginning: initialization, shape: data.shape,
      observed: probes.contains(where: \.readsActivations))
    return try Trainer(
      classifier, on: data, by: rule, batchSize: 64, key: RandomKey(seed: 3), probes: probes)
  }
}
