import Datasets
import Foundation
import Lab
import Network
import Storage
import TestSupport
import Training

/// Two copies of MNIST of a few images each, `a` and `b`, that differ in their pixels.
struct TwoCopies {
  let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    for (name, factor) in [("a", 7), ("b", 13)] { try write(name, factor) }
  }

  /// Writes a copy whose pixels follow from a factor.
  func write(_ name: String, _ factor: Int) throws {
    _ = try folder.folder("\(name)/mnist")
    for (split, count) in [("train", 40), ("t10k", 20)] {
      let pixels = (0..<count * 784).map { UInt8(truncatingIfNeeded: ($0 &* factor) >> 3) }
      try IDXArray(extents: [count, 28, 28], values: .uint8(pixels))
        .write(to: folder["\(name)/mnist/\(split)-images-idx3-ubyte"])
      try IDXArray(extents: [count], values: .uint8((0..<count).map { UInt8($0 % 10) }))
        .write(to: folder["\(name)/mnist/\(split)-labels-idx1-ubyte"])
    }
  }

  /// A search that leads to one of the copies, as KINDLING_DATA does, or by name.
  func search(_ name: String, isNamed: Bool = false) -> DataSearch {
    DataSearch(places: [SearchPlace(path: folder[name], reason: isNamed ? .explicit : .environment)])
  }

  /// A search that leads nowhere.
  let nowhere = DataSearch(places: [])

  /// The sums of a copy.
  func sums(_ name: String) throws -> DataSums { try search(name).copy(of: .mnist)?.sums ?? .none }

  /// A run that differs by its seed.
  func trial(_ seed: UInt64) -> StartTrial {
    StartTrial(
      data: .mnist, architecture: .fullyConnected(FullyConnected(.constant, depth: 2, widths: [6])),
      initialization: PopularInitialization.heNormal.initialization, seed: seed, batchSize: 10,
      criterion: StartCriterion(accuracy: 0.9, epochLimit: 2))
  }

  /// The store.
  func store() throws -> Store { try Store(URL(fileURLWithPath: folder["runs.db"])) }
}
