import Datasets
import Figures
import Foundation
import Lab
import Network
import Randomness
import Storage
import Training

/// `kindling train`: one network, a line an epoch.
enum TrainCommand: Command {
  static let name = "train"
  static let summary = "train one network and tell of each epoch"
  static let help = """
    kindling train: train one network and tell of each epoch

    usage: kindling train [OPTION…]

    \(ArchitectureOptions.help)\(CommonOptions.initializationHelp)
    training:
    \(options.help(sentences: ["epochLimit": "The number of epochs to train for."]))\
      --until-start        stop at the first epoch whose test accuracy reaches the threshold
    \(CommonOptions.dataHelp)  --seed N             seed of the weights and of the order of the examples (default 1)
      --load FILE          start from the weights in FILE (safetensors, as PyTorch and NumPy write it) instead of drawing
                           them
      --save FILE          keep the weights in FILE (safetensors), anew at the end of each epoch; with --epochs 0, which trains
                           nothing, the first ones
      --describe           train nothing, but print the network layer by layer, with what the initialisation adds to it:
                           outputs, parameters, multiplications, and how weights begin
      --plot               print the bars of test accuracy that end the output on a terminal, wherever it goes
      --json               print one JSON array: an object an epoch, then one of the outcome, which has what a batch made of
                           the first weights, as settled
      --jsonl              print JSON lines: the same objects, each on a line of its own as its epoch ends
      --tensorboard DIR    write a TensorBoard event file into DIR too, a folder for this run alone; it is
                           followed live by 'tensorboard --logdir DIR', or beside others from the folder above
    \(PictureOption.help("draw losses and test accuracy over the epochs"))
    examples:
      kindling train --depth 30 --widths 20 --init he-uniform --epochs 5
      kindling train --dataset mnist --widths 300,100 --init glorot-uniform --rate 0.1 --momentum 0.9
      kindling train --depth 50 --init lecun-normal --until-start --epochs 100
      kindling train --depth 20 --widths 30 --optimizer adam --batch 128 --picture course.svg
      kindling train --widths 50 --depth 5 --save start.safetensors
      kindling train --widths 50 --depth 5 --load start.safetensors --rate 0.001
      kindling train --dataset cifar-10 --network resnet:20 --with norm=none --with bias=true --describe
      kindling train --dataset cifar-10 --architecture resnet-conv --features 16,32 --depth 3 --scale geometric:0.9

    """

  /// What is trained where no option says otherwise.
  private static let standard = {
    var trial = StartTrial.standard
    (trial.data, trial.criterion.epochLimit) = (.fashionMNIST, 10)
    return trial
  }()

  private static let options = FieldOptions(standard)

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let isUntrained = arguments.takes("--epochs", "0")
    let said = try options.parse(&arguments)
    try options.refuseOthers(than: said, &arguments)
    var trial: StartTrial = try options.completed(said)
    let untilStart = arguments.flag("--until-start")
    trial.seed = try arguments.seed()
    var output = TrainOutput(try Export.format(&arguments, among: [.json, .jsonl]))
    let plot = try CommonOptions.plot(&arguments, json: output.isData)
    let folder = try arguments.text("--tensorboard", expected: "a directory")
    let loaded = try CommonOptions.weightsFile("--load", &arguments)
    let saved = try CommonOptions.weightsFile("--save", &arguments)
    let picture = try PictureOption(&arguments)
    if picture != nil, isUntrained {
      throw UsageError("--picture: expected epochs to draw, found --epochs 0")
    }
    try CommonOptions.refuseInit(beside: loaded, &arguments)
    trial.architecture = try ArchitectureOptions.parse(&arguments)
    trial.initialization = try CommonOptions.initialization(&arguments)
    let describes = arguments.flag("--describe")
    try arguments.finish()
    if describes { return try describe(trial) }
    try picture?.check()

    let (name, criterion) = (trial.data, trial.criterion)
    let data = try DataShelf([name], from: search)[name]
    // Where the whole course is asked for, no accuracy ends it.
    let ending =
      untilStart ? criterion : StartCriterion(accuracy: .infinity, epochLimit: criterion.epochLimit)
    let silence = SilenceWatch(ending: untilStart ? criterion : nil)
    var trainer = try trial.trainer(on: data, probes: [ending, silence])
    if let loaded { try trainer.load(TensorFile(reading: loaded)) }
    try saved.map { try TensorFile($0, tensors: []).checkPlace() }
    let events = try folder.map { try EventFile(in: URL(fileURLWithPath: $0)) }
    try events?.add(description(trial), tag: "trial")
    try CommonOptions.tell(of: name, from: search)
    if !output.isData {
      try Output.line(heading(trial, data, loaded))
      if let settled = trainer.settled { try Output.line(RunSheet.settled(settled).text) }
    }
    var origin = ["program": "kindling \(Release.version)", "trial": try trial.identity, "epoch": "0"]
    origin["loaded"] = loaded?.path
    if isUntrained {
      if let saved { try TensorFile(saved, tensors: trainer.weights(), metadata: origin).write() }
      return try output.end()
    }
    while trainer.end == nil {
      guard let record = try trainer.runEpoch() else {
        let divergence = Start.diverged(step: trainer.steps)
        try report(divergence, trainer.settled, to: events, in: &output)
        try picture.map { try draw(trial, trainer.records, divergence, to: $0) }
        return
      }
      try events?.add(record)
      origin["epoch"] = "\(record.epoch)"
      if let saved { try TensorFile(saved, tensors: trainer.weights(), metadata: origin).write() }
      try output.tell(record, line(record, started: criterion.start(in: trainer.records) != nil))
    }
    let start = criterion.start(in: trainer.records)
    let outcome = start ?? .censored(epoch: criterion.epochLimit)
    try report(outcome, trainer.settled, to: events, in: &output)
    try picture.map { try draw(trial, trainer.records, outcome, to: $0) }
    if start == nil, !output.isData, let death = silence.death { try Output.line(RunSheet.death(at: death)) }
    let terminal = Terminal.current
    if plot || terminal.isThere && !output.isData {
      try Output.line(bars(trainer.records.map { 100 * $0.testAccuracy }, width: terminal.width))
    }
  }

  private static func describe(_ trial: StartTrial) throws {
    try trial.check()
    let extents = trial.data.shape.extents
    let layers = try trial.initialization.prepared(trial.layers)
    let table = try LayerTable(layers, beginning: trial.initialization, input: extents)
    try Output.line(
      table.table(
        "\(trial.architecture.summary), for images of \(extents.map(String.init).joined(separator: " × "))"
      ).text)
  }

  /// Test accuracies, in per cent, as a line of bars between the least and the greatest of them.
  private static func bars(_ accuracies: [Double], width: Int) -> String {
    let ends = [accuracies.min(), accuracies.max()].map { String(format: "%.1f %%", $0 ?? 0) }
    let heading = "test accuracy, ▁ \(ends[0]) to █ \(ends[1]): "
    return heading + TextPlot.line(accuracies, width: max(width - heading.count, 1))
  }

  private static func heading(_ trial: StartTrial, _ data: Dataset, _ loaded: URL?) -> String {
    let start = loaded.map { "weights from \($0.path)" } ?? trial.initialization.name
    return """
      \(data.name.title): \(data.train.count) images to train on, \(data.test.count) to test on
      \(trial.architecture.summary); \(start); seed \(trial.seed)
      """
  }

  /// The trial as Markdown: what a reader looks for first, then all of it as JSON.
  private static func description(_ trial: StartTrial) throws -> String {
    """
    \(trial.data.title); \(trial.architecture.summary); \(trial.initialization.name); \(trial.optimizer.name), \
    rate \(trial.optimizer.rate); \
    seed \(trial.seed)

    ```json
    \(try Output.text(trial, pretty: true))
    ```
    """
  }

  private static func line(_ record: EpochRecord, started: Bool) -> String {
    String(
      format: "epoch %4d   training loss %8.4f   test loss %8.4f   test accuracy %5.1f %%   %@", record.epoch,
      record.trainingLoss, record.testLoss, 100 * record.testAccuracy, started ? "started" : "not started")
  }

  /// How a run ended, and what a batch made of its first weights, as a line of JSON.
  private struct Ending: Encodable {
    let outcome: Start
    let settled: [LayerScaling]?
  }

  private static func report(
    _ start: Start, _ settled: [LayerScaling]?, to events: EventFile?, in output: inout TrainOutput
  ) throws {
    let text = text(start)
    try events?.add(text, tag: "outcome")
    try output.tell(Ending(outcome: start, settled: settled), text)
    try output.end()
  }

  private static func text(_ start: Start) -> String {
    switch start {
    case .started(let epoch): "started at epoch \(epoch)"
    case .censored(let epoch): "not started by epoch \(epoch) (censored)"
    case .diverged(let step): "diverged at step \(step): the loss is infinite or not a number"
    }
  }

  private static func draw(
    _ trial: StartTrial, _ records: [EpochRecord], _ outcome: Start, to picture: PictureOption
  ) throws {
    let title =
      "\(trial.architecture.label); \(trial.initialization.name); \(trial.data.title), seed \(trial.seed)"
    try picture.write(
      CourseChart.chart(picture.name, title, of: trial, records, outcome: text(outcome)),
      otherwise: "no epoch ended: \(text(outcome))")
  }
}
