import Autodiff
import Datasets
import Forms
import Network
import Numbers
import Randomness

/// One run of training: a workspace with its weights, the data, and how far it has come.
public struct Trainer: ~Copyable {
  let classifier: Classifier
  let data: Dataset
  let normalization: Normalization
  let batchSize: Int
  /// Whether an epoch leaves out a last batch of fewer examples.
  let dropsPartialBatch: Bool
  let key: RandomKey
  private let probes: [any Probe]
  var workspace: Workspace
  var descent: Descent
  /// What is known of each epoch that has ended.
  public internal(set) var records: [EpochRecord] = []
  /// How many steps were taken.
  public internal(set) var steps = 0
  /// By what the weights of each layer were multiplied before the first step, by a batch drawn from the key `settling`; nil
  /// where nothing hangs on data.
  public private(set) var settled: [LayerScaling]?
  /// How long the last epoch's steps took together, testing apart.
  package private(set) var trainingTime = Duration.zero

  /// Draws the weights of a run.
  ///
  /// - Parameters:
  ///   - droppingPartialBatch: Whether an epoch leaves out a last batch of fewer examples; there must be a
  ///   whole one.
  ///   - key: Settles the weights (`weights`, `biases`, and the batch that some hang on, `settling`), the order of the
  ///   examples (`order`, epoch) and what layers draw (`noise`, step).
  ///   - probes: Watch the run, each moment in their order.
  /// - Throws: `FieldError` where a pattern of the optimiser's rates matches no parameter, or two match the same.
  public init(
    _ classifier: Classifier, on data: Dataset, normalized normalization: Normalization = .unit,
    by rule: Optimizer, batchSize: Int, droppingPartialBatch: Bool = false, key: RandomKey,
    probes: [any Probe] = []
  ) throws(FieldError) {
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
    if let settling = classifier.settling {
      let batch = key["settling"].permutation(of: data.train.count).prefix(batchSize)
      settled = settling.settle(&workspace, examples: batch.count) { trial in
        classifier.load(data.train, normalization, count: batch.count, into: &trial) { Int(batch[$0]) }
      }
    }
    descent = try Descent(rule, on: workspace)
  }

  /// How many examples are computed at once: the largest batch that comes up, which is no larger than a
  /// split, or a part of it that the plan holds near the processor.
  /// Where examples depend on one another it is the whole batch.
  public static func capacity(of plan: Plan, _ batchSize: Int, _ data: Dataset) -> Int {
    let most = min(batchSize, max(data.train.count, data.test.count))
    return plan.readsWholeBatch ? most : plan.partSize(of: most)
  }

  /// How the run has ended, as the first of its probes says that knows; nil while it goes on.
  public var end: Start? {
    for probe in probes {
      if let end = probe.end(of: self) { return end }
    }
    return nil
  }

  /// Trains until a probe says that the run has ended, or it diverges; epochs that have ended count.
  ///
  /// - Throws: `CancellationError` where the task is cancelled; what a probe throws.
  public mutating func run() throws -> Start {
    while true {
      if let end { return end }
      guard try runEpoch() != nil else { return .diverged(step: steps) }
    }
  }

  /// Trains for one epoch and tests; nil where a loss, of a batch or of the test images, was infinite or not
  /// a number, which ends the run.
  ///
  /// - Throws: `CancellationError` where the task is cancelled; what a probe throws.
  public mutating func runEpoch() throws -> EpochRecord? {
    let began = ContinuousClock.now
    let order = order(ofEpoch: records.count + 1)
    var (loss, examples) = (0.0, 0)
    for batch in Batches(order: order, size: batchSize, droppingPartial: dropsPartialBatch) {
      try Task.checkCancellation()
      let batchLoss = try step(batch)
      guard batchLoss.isFinite else { return nil }
      loss += batchLoss * Double(batch.count)
      examples += batch.count
    }
    trainingTime = .now - began
    let test = try evaluate(data.test)
    guard test.loss.isFinite else { return nil }
    let record = EpochRecord(
      epoch: records.count + 1, trainingLoss: loss / Double(examples), testLoss: test.loss,
      testAccuracy: test.accuracy)
    records.append(record)
    for probe in probes { try probe.epochEnded(in: self) }
    return record
  }

  /// Shows a probe the run as it stands between two steps; gradients are those of the last one.
  package func show(to probe: any Probe) throws {
    try probe.observe(
      step: steps + 1, loss: records.last?.trainingLoss ?? .nan, of: classifier, in: workspace)
  }

  /// The share of test images whose class is named rightly by the weights as they stand.
  ///
  /// - Throws: What a probe throws.
  package mutating func testAccuracy() throws -> Double { try evaluate(data.test).accuracy }

  /// In which order an epoch, counted from 1, takes the training images.
  package func order(ofEpoch epoch: Int) -> [Int32] {
    key["order"][epoch].permutation(of: data.train.count)
  }

  /// Takes one step, in parts that add their gradients, and returns the loss before it.
  mutating func step(_ batch: ArraySlice<Int32>) throws -> Double {
    steps += 1
    var loss = 0.0
    workspace.isTraining = true
    workspace.noise = key["noise"][steps].noise
    for start in stride(from: batch.startIndex, to: batch.endIndex, by: workspace.capacity) {
      let part = batch[start..<min(start + workspace.capacity, batch.endIndex)]
      let share = Double(part.count) / Double(batch.count)
      workspace.firstRow = start - batch.startIndex
      load(data.train, count: part.count) { Int(part[part.startIndex + $0]) }
      try forward()
      loss += Double(workspace.scalar(classifier.loss)) * share
      guard loss.isFinite else { return loss }
      workspace.backward(share: Real(share), adding: start > batch.startIndex)
    }
    for probe in probes { try probe.observe(step: steps, loss: loss, of: classifier, in: workspace) }
    descent.step(&workspace)
    for probe in probes { try probe.moved(step: steps, of: classifier, in: workspace) }
    return loss
  }

  private mutating func forward() throws {
    workspace.forward()
    for probe in probes { try probe.passed(through: classifier, in: workspace) }
  }

  /// Puts images and their labels before the network; `item` tells which image each example is.
  private mutating func load(_ images: LabelledImages, count: Int, _ item: (Int) -> Int) {
    classifier.load(images, normalization, count: count, into: &workspace, item)
  }

  /// The mean loss and the share of rightly named classes over images in their own order.
  private mutating func evaluate(_ images: LabelledImages) throws -> (loss: Double, accuracy: Double) {
    var loss = 0.0
    var correct = 0.0
    workspace.isTraining = false
    for start in stride(from: 0, to: images.count, by: workspace.capacity) {
      let range = start..<min(start + workspace.capacity, images.count)
      load(images, count: range.count) { range.lowerBound + $0 }
      try forward()
      loss += Double(workspace.scalar(classifier.loss)) * Double(range.count)
      correct += Double(workspace.scalar(classifier.correct))
    }
    return (loss / Double(images.count), correct / Double(images.count))
  }
}
