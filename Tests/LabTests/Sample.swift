import Datasets
import Foundation
import Lab
import Network
import Storage
import Training

/// Trials and origins for tests of the store.
enum Sample {
  /// A trial that differs by its seed.
  static func trial(
    _ seed: UInt64, _ initialization: PopularInitialization = .heNormal, depth: Int = 10
  ) -> StartTrial {
    StartTrial(
      data: .mnist, architecture: .fullyConnected(FullyConnected(.square, depth: depth)),
      initialization: initialization.initialization, seed: seed)
  }

  /// What the invented origin tells of the data.
  static let sums = DataSums(origin.sources)

  /// An invented origin.
  static let origin = RunOrigin(
    provenance: .current(jobs: 3, environment: ["KINDLING_REVISION": "abc123"]),
    sources: [SourceFile(path: "/data/train.gz", byteCount: 5, checksum: Checksum(of: [1, 2, 3]))],
    seconds: 1.5, finished: Date(timeIntervalSince1970: 1_000_000_000))
}
