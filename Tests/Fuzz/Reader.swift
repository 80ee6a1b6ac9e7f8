import Autodiff
import Datasets
import Foundation
import Lab
import Network
import Randomness
import Storage
import Training

/// A reader of files that people hand over, and how it is tried.
enum Reader: String {
  case gzip, idx, tar, npz, safetensors, experiment, checkpoint, store

  /// The reader that the environment names.
  static let chosen: Reader = {
    let name = ProcessInfo.processInfo.environment["KINDLING_READER"] ?? ""
    guard let reader = Reader(rawValue: name) else { fatalError("KINDLING_READER: no reader '\(name)'") }
    return reader
  }()

  /// A folder in memory for one process's inputs.
  static let folder: URL = {
    let folder = URL(fileURLWithPath: "/dev/shm/kindling-fuzz-\(getpid())")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      fatalError("\(folder.path): \(error)")
    }
    return folder
  }()

  /// How the file's name ends, which some readers look at.
  var ending: String {
    switch self {
    case .gzip: ".gz"
    case .tar: ".tar.gz"
    case .npz: ".npz"
    case .idx, .safetensors, .checkpoint: ""
    case .experiment: ".json5"
    case .store: ".db"
    }
  }

  /// Reads a file as a command would.
  ///
  /// - Throws: What the reader refuses it with.
  func read(_ file: URL) throws {
    switch self {
    case .gzip:
      var reader = try ByteReader(path: file.path, limit: 1 << 24)
      _ = try reader.drain()
      _ = try reader.finish()
    case .idx: _ = try IDXArray(contentsOf: file.path)
    case .tar: _ = try DatasetCopy(files: CIFARFiles(.ten(perFile: 2), archive: file.path)).read(as: .cifar10)
    case .npz: _ = try DatasetName(file.path)
    case .safetensors: try readTensors(TensorFile(reading: file))
    case .experiment:
      let experiment = try Experiment(file: file)
      // What a machine holds may still be more than a fuzzer has time and memory for.
      let largeNumbers = "[0-9]{5}|[0-9][eE]"
      let text = try String(contentsOf: file, encoding: .utf8)
      if text.range(of: largeNumbers, options: .regularExpression) == nil { try lay(out: experiment) }
    case .checkpoint:
      var trainer = try Self.trial.trainer(on: Self.shelf[.synthetic])
      try trainer.resume(from: TensorFile(reading: file))
    case .store: try readStore(Store(reading: file))
    }
  }

  /// Removes what reading a file may have left beside it.
  func removeTraces(of file: URL) {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(file.path + ending) }
  }

  private func readTensors(_ file: TensorFile) throws {
    let expected = [("hidden1.weight", [3, 4]), ("hidden1.bias", [3])]
    for tensor in try file.tensors(expected.map { (name: $0.0, shape: $0.1) }) {
      var numbers = [Float](repeating: 0, count: tensor.shape.reduce(1, *))
      var span = numbers.mutableSpan
      tensor.copy(to: &span)
    }
  }

  /// Lays out an experiment of few runs.
  private func lay(out experiment: Experiment) throws {
    _ = try experiment.document
    if experiment.settings * Double(experiment.seeds.count) <= 100 { try experiment.check() }
  }

  private func readStore(_ store: Store) throws {
    for run in try store.runs().prefix(20) { _ = try store.details(run.id) }
    _ = try store.account()
    for stored in try store.experiments().prefix(5) { _ = try stored.experiment.document }
  }

  private static let shelf: DataShelf = {
    do {
      let search = try DataSearch(directory: nil, environment: [:])
      return try DataShelf([.synthetic], from: search)
    } catch {
      fatalError("\(error)")
    }
  }()

  /// The trial that checkpoints are read for; its network is small.
  static let trial: StartTrial = {
    var trial = StartTrial.standard
    trial.data = .synthetic
    trial.architecture = .fullyConnected(FullyConnected(.constant, depth: 1, widths: [2]))
    return trial
  }()
}
