import Autodiff
import Datasets
import Network
import Numbers
import Randomness

/// One run of training: a workspace with its weights, the data, and how far it has come.
public struct Trainer: ~Copyable {
  let classifier: Classifier
  let data: Dataset
  private let normalization: Normalization
  let batchSize: Int
  /// Whether an epoch leaves out a last batch of fewer examples.
  let dropsPartialBatch: Bool
  private let key: RandomKey
  private let probes: [any Probe]
  var workspace: Workspace
  var descent: Descent
  /// What is known of each epoch that has ended.
  public internal(set) var records: [EpochRecord] = []
  /// How many steps were taken.
  public internal(set) var steps = 0
  /// The epoch after which nothing could start the run any more; nil while something may.
  ///
  /// In that epoch the last hidden layer was 0 for every image of both splits. Its rectifiers then let no
  /// gradient pass, and the weights after it get none, so plain descent goes on with the output's biases
  /// alone: all images keep getting the same answer.
  public private(set) var death: Int?
  /// Whether the last hidden layer has been 0 for every image of this epoch.
  private var isSilent = false
  /// How long the last epoch's steps took together, testing apart.
  package private(set) var trainingTime = Duration.zero

  /// Draws the weights of a run.
  ///
  /// - Parameters:
  ///   - droppingPartialBatch: Whether an epoch leaves out a last batch of fewer examples; there must be a
  ///   whole one.
  ///   - key: Settles the weights (`weights`, `biases`) and the order of the examples (`order`, epoch).
  ///   - probes: Watch each step; the run's numbers are the same with and without them.
  public init(
    _ classifier: Classifier, on data: Dataset, normalized normalization: Normalization = .unit,
    by rule: Optimizer, batchSize: Int, droppingPartialBatch: Bool = false, key: RandomKey,
    probes: [any Probe] = []
  ) {
    precondition(!droppingPartialBatch || data.train.count >= batchSize, "no whole batch of \(batchSize)")
    self.classifier = classifier
    self.data = data
    self.normalization = normalization
    self.batchSize = batchSize
    dropsPartialBatch = droppingPartialBatch
    self.key = key
    self.probes = probes
    workspace = Workspace(classifier.plan, capacity: Self.capacity(of: classifier.plan, batchSize, data))
    classifier.network.initialize(&workspace, from: key)
    descent = Descent(rule, parameterCount: workspace.paddedParameterCount)
  }

  /// How many examples are computed at once: the largest batch that comes up, which is no larger than a
  /// split, or a part of it that the plan holds near the processor.
  public static func capacity(of plan: Plan, _ batchSize: Int, _ data: Dataset) -> Int {
    plan.partSize(of: min(batchSize, max(data.train.count, data.test.count)))
  }

  /// Trains until the criterion is met, the run diverges or the last epoch ends; epochs that have ended
  /// count.
  ///
  /// A dead run, which cannot meet the criterion, is censored at the last epoch without going there.
  ///
  /// - Parameter observe: Called as each epoch ends, but a dead run's last.
  /// - Throws: `CancellationError` where the task is cancelled; what `observe` throws.
  public mutating func run(
    until criterion: StartCriterion, observe: (borrowing Trainer) throws -> Void = { _ in }
  ) throws -> Start {
    while true {
      if let last = records.last, last.testAccuracy >= criterion.accuracy {
        return .started(epoch: last.epoch)
      }
      if records.count >= criterion.epochLimit { return .censored(epoch: records.count) }
      guard try runEpoch() != nil else { return .diverged(step: steps) }
      if death != nil, criterion.accuracy > largestClass { return .censored(epoch: criterion.epochLimit) }
      try observe(self)
    }
  }

  /// Trains for one epoch and tests; nil where a loss, of a batch or of the test images, was infinite or not
  /// a number, which ends the run.
  ///
  /// - Throws: `CancellationError` where the task is cancelled.
  public mutating func runEpoch() throws -> EpochRecord? {
    let began = ContinuousClock.now
    isSilent = classifier.lastRectifier != nil && descent.movesByGradientAlone
    let order = order(ofEpoch: records.count + 1)
    var (loss, examples) = (0.0, 0)
    for batch in Batches(order: order, size: batchSize, droppingPartial: dropsPartialBatch) {
      try Task.checkCancellation()
      let batchLoss = step(batch)
      guard batchLoss.isFinite else { return nil }
      loss += batchLoss * Double(batch.count)
      examples += batch.count
    }
    trainingTime = .now - began
    let test = evaluate(data.test)
    guard test.loss.isFinite else { return nil }
    let record = EpochRecord(
      epoch: records.count + 1, trainingLoss: loss / Double(examples), testLoss: test.loss,
      testAccuracy: test.accuracy)
    records.append(record)
    if isSilent { death = death ?? record.epoch }
    return record
  }

  /// Shows a probe the run as it stands between two steps; gradients are those of the last one.
  package func show(to probe: any Probe) {
    probe.observe(step: steps + 1, loss: records.last?.trainingLoss ?? .nan, of: classifier, in: workspace)
  }

  /// In which order an epoch, counted from 1, takes the training images.
  package func order(ofEpoch epoch: Int) -> [Int32] {
    key["order"][epoch].permutation(of: data.train.count)
  }

  /// Takes one step, in parts that add their gradients, and returns the loss before it.
  private mutating func step(_ batch: ArraySlice<Int32>) -> Double {
    steps += 1
    var loss = 0.0
    workspace.isTraining = true
    for start in stride(from: batch.startIndex, to: batch.endIndex, by: workspace.capacity) {
      let part = batch[start..<min(start + workspace.capacity, batch.endIndex)]
      let share = Double(part.count) / Double(batch.count)
      load(data.train, count: part.count) { Int(part[part.startIndex + $0]) }
      forward()
      loss += Double(workspace.scalar(classifier.loss)) * share
      guard loss.isFinite else { return loss }
      workspace.backward(share: Real(share), adding: start > batch.startIndex)
    }
    for probe in probes { probe.observe(step: steps, loss: loss, of: classifier, in: workspace) }
    descent.step(&workspace)
    return loss
  }

  private mutating func forward() {
    workspace.forward()
    if isSilent, let last = classifier.lastRectifier { isSilent = workspace.isZero(last) }
  }

  /// The share of the test images that one and the same answer names rightly, at most.
  private var largestClass: Double {
    Double(data.test.labelCounts.max() ?? 0) / Double(data.test.count)
  }

  /// Puts images and their labels before the network; `item` tells which image each example is.
  private mutating func load(_ images: LabelledImages, count: Int, _ item: (Int) -> Int) {
    classifier.load(images, normalization, count: count, into: &workspace, item)
  }

  /// The mean loss and the share of rightly named classes over images in their own order.
  private mutating func evaluate(_ images: LabelledImages) -> (loss: Double, accuracy: Double) {
    var loss = 0.0
    var correct = 0.0
    workspace.isTraining = false
    for start in stride(from: 0, to: images.count, by: workspace.capacity) {
      let range = start..<min(start + workspace.capacity, images.count)
      load(images, count: range.count) { range.lowerBound + $0 }
      forward()
      loss += Double(workspace.scalar(classifier.loss)) * Double(range.count)
      correct += Double(workspace.scalar(classifier.correct))
    }
    return (loss / Double(images.count), correct / Double(images.count))
  }
}
