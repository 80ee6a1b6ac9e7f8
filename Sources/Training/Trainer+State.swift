import Datasets
import Numbers

extension Trainer {
  private static let epochs = "epochs"

  /// All that a run has become by the end of an epoch: its epochs [n, 3] (training loss, test loss, test
  /// accuracy), its weights, and what its optimiser remembers.
  ///
  /// The order of the examples comes from the epoch's number, so that there is nothing else.
  public func state() -> [Tensor] {
    let numbers = records.flatMap { [$0.trainingLoss, $0.testLoss, $0.testAccuracy] }
    return [Tensor(Self.epochs, shape: [records.count, 3], numbers.span)] + weights()
      + descent.memories
  }

  /// Goes on from another run's state as that run would have, to the bit, where both are of one trial.
  ///
  /// - Throws: `TensorFileError` where the state is not of such a run; nothing has changed then.
  public mutating func resume(from file: TensorFile) throws(TensorFileError) {
    let arrays = arrays
    let count = file.tensors.first { $0.name == Self.epochs }?.shape.first ?? 0
    let expected =
      [(Self.epochs, [count, 3])] + arrays.map { ($0.name, $0.shape.extents) }
      + descent.shapes
    let tensors = try file.tensors(expected)
    var numbers = [Double](repeating: 0, count: 3 * count)
    var span = numbers.mutableSpan
    tensors[0].copy(to: &span)
    records = (0..<count).map { i in
      EpochRecord(
        epoch: i + 1, trainingLoss: numbers[3 * i], testLoss: numbers[3 * i + 1],
        testAccuracy: numbers[3 * i + 2])
    }
    steps =
      count * Batches.count(of: data.train.count, size: batchSize, droppingPartial: dropsPartialBatch)
    write(tensors[1...])
    descent.steps = steps
    descent.remember(tensors[(1 + arrays.count)...])
  }
}
