import Lab

/// A worker that draws networks and measures their lengths.
actor LengthWorker: Worker {
  private let trial: LengthTrial
  private let shelf: DataShelf

  init(_ trial: LengthTrial, on shelf: DataShelf) {
    self.trial = trial
    self.shelf = shelf
  }

  func warmUp() throws -> [Double] {
    _ = try trial.run(on: shelf)
    var first = trial
    first.networks = 1
    return try first.run(on: shelf).layers.prefix(10).map(\.mean)
  }

  func lap(_ seconds: Double) throws -> Lap {
    try Lap(lasting: seconds) {
      _ = try trial.run(on: shelf)
      return 0
    }
  }
}
