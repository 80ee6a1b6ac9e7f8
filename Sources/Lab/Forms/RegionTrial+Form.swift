import Datasets
import Forms
import Network
import Training

extension RegionTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .piecewiseArchitecture, .initialization,
      .init("input", input, "What is learnt, and where regions are counted."),
      .normalization,
      .init("corruptedLabels", .number(in: 0...1), "The share of the training labels that are drawn anew."),
      .init(
        "corruptedImages", .number(in: 0...1),
        "The share of the training images that are replaced by noise of each pixel's mean and deviation."),
      .init("optimizer", Optimizer.form, "How the network is trained."),
      .batchSize,
      .dropsPartialBatch, .moments("regions are counted"),
    ])
  }

  private static let input = ValueForm.choice([
    .init(
      "space",
      .record([.init("dimension", .count(least: 2), "The dimension of the input.", isRequired: true)]),
      "Nothing is learnt; a random plane through the origin, or all of two dimensions."),
    .init(
      "points", .record([.init("count", .count(least: 1), "The number of points.", isRequired: true)]),
      "Random points of the plane in two classes; all of the plane."),
    .init(
      "planes", images("planes", [window]),
      "Images; planes through the origin and two random training images."),
    .init("lines", images("lines"), "Images; lines through two random training images."),
    .init("linesThroughOrigin", images("lines"), "Images; lines through the origin and a random test image."),
  ])

  private static let window = ValueForm.Field(
    "window", .number(in: 0...1e9),
    "How far to each side regions are counted, in units of the two images; all of the plane where not said.")

  private static func images(_ slices: String, _ others: [ValueForm.Field] = []) -> ValueForm {
    .record(
      [
        .dataset("set", isRequired: true),
        .init("count", .count(least: 1), "How many \(slices).", isRequired: true),
      ] + others)
  }
}

/// Fields of trials that measure at moments of a training.
extension ValueForm.Field {
  /// A network that has regions.
  static let piecewiseArchitecture = ValueForm.Field(
    "architecture", Architecture.form, "The network, fully connected, of layers affine on each region.")

  /// Whether all batches are of one size.
  static let dropsPartialBatch = ValueForm.Field(
    "dropsPartialBatch", .flag, "Whether an epoch leaves out a last batch of fewer examples (false).")

  /// When something is done, in words.
  static func moments(_ what: String) -> ValueForm.Field {
    .init(
      "moments", .list(.number(in: 0...1e6), least: 1),
      "When \(what): ascending numbers of epochs; 0 is the beginning.")
  }
}
