import Datasets

extension Trainer {
  /// Takes the first steps of a run as its epochs take them, and tests nothing.
  ///
  /// - Returns: The step whose loss was infinite or not a number, which ends the run; nil where all were taken.
  /// - Throws: `CancellationError` where the task is cancelled; what a probe throws.
  public mutating func takeSteps(_ count: Int) throws -> Int? {
    precondition(steps == 0, "the run has begun")
    var epoch = 0
    while steps < count {
      epoch += 1
      let batches = Batches(
        order: order(ofEpoch: epoch), size: batchSize, droppingPartial: dropsPartialBatch)
      for batch in batches.prefix(count - steps) {
        try Task.checkCancellation()
        guard try step(batch).isFinite else { return steps }
      }
    }
    return nil
  }
}
