import Datasets
import Forms
import Regions
import Training

extension RegionTrial {
  /// The regions of one plane at one step of training.
  public struct Frame: Sendable {
    /// How many steps had been taken.
    public let step: Int
    /// The share of the test images that were named rightly by then.
    public let testAccuracy: Double
    /// All regions within the plane's window.
    public let regions: [Region]
  }

  /// The regions of the trial's first plane after steps of its training; its own moments are not asked for.
  ///
  /// - Parameter steps: Ascending numbers.
  /// - Throws: What running the trial throws; `FieldError` where it has no planes of images.
  public func frames(after steps: [Int], on shelf: DataShelf) throws -> [Frame] {
    guard case .planes = input, let data = try data(on: shelf),
      case .plane(let plane, let window)? = try slices(data).first
    else { throw FieldError(["input"], expected: "planes of images", found: "\(input)") }
    let count = Batches.count(of: data.train.count, size: batchSize, droppingPartial: dropsPartialBatch)
    var trial = self
    trial.moments = steps.map { Double($0) / Double(max(count, 1)) }
    try trial.check()
    let training = try trial.train(on: data) { network in
      var regions: [Region] = []
      _ = try network.regions(on: plane, within: window) { regions.append($0) }
      return regions
    }
    return zip(steps, training.moments).map { step, moment in
      Frame(step: step, testAccuracy: moment.testAccuracy, regions: moment.found)
    }
  }
}
