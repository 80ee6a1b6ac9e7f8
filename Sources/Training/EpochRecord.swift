/// What is known of a run at the end of an epoch.
public struct EpochRecord: Hashable, Codable, Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The mean of the epoch's training losses, each batch weighed by its examples.
  public let trainingLoss: Double
  /// The mean loss over the test images.
  public let testLoss: Double
  /// The share of test images whose class was named rightly.
  public let testAccuracy: Double

  /// What is known of a run at the end of an epoch.
  public init(epoch: Int, trainingLoss: Double, testLoss: Double, testAccuracy: Double) {
    self.epoch = epoch
    self.trainingLoss = trainingLoss
    self.testLoss = testLoss
    self.testAccuracy = testAccuracy
  }
}
