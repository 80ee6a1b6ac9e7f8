import Training

/// What a store knows of a run at the end of one of its epochs.
public struct StoredEpoch: Hashable, Sendable {
  /// The run's number in the store.
  public let run: Int
  /// What was known.
  public let record: EpochRecord

  static let columns = "run, epoch, training_loss, test_loss, test_accuracy"

  /// An epoch from a row of `columns`; nil where the row is none that a run can have.
  init?(_ row: [DatabaseValue]) {
    guard let run = row[0].integer, let epoch = row[1].integer, let training = row[2].real,
      let test = row[3].real, let accuracy = row[4].real, epoch >= 1, (0...1).contains(accuracy)
    else { return nil }
    self.run = run
    record = EpochRecord(epoch: epoch, trainingLoss: training, testLoss: test, testAccuracy: accuracy)
  }
}

extension StoredEpoch: Encodable {
  private enum CodingKeys: String, CodingKey {
    case run
    case epoch
    case trainingLoss = "training_loss"
    case testLoss = "test_loss"
    case testAccuracy = "test_accuracy"
  }

  /// Writes all fields beside each other, named as in the store.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(run, forKey: .run)
    try container.encode(record.epoch, forKey: .epoch)
    try container.encode(record.trainingLoss, forKey: .trainingLoss)
    try container.encode(record.testLoss, forKey: .testLoss)
    try container.encode(record.testAccuracy, forKey: .testAccuracy)
  }
}
