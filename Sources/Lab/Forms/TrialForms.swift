import Datasets
import Forms
import Network
import Training

extension StartTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .dataset("data"), .normalization,
      .init("architecture", Architecture.form, "The network."), .initialization, .optimizer, .loss,
      .batchSize,
      .init("criterion", criterion, "What counts as a start."),
    ])
  }

  private static let criterion = ValueForm.record([
    .init(
      "accuracy", .number(in: 0...1), "The test accuracy that counts as a start.",
      option: "--threshold SHARE"),
    .init(
      "epochLimit", .count(least: 1), "The last epoch by whose end a run may start.", short: "epochs",
      option: "--epochs N"),
  ])
}

extension LengthTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .hiddenLayers, .initialization,
      .init("input", input, "What the networks are given."), .networks("The number of networks."),
    ])
  }

  private static let input = ValueForm.choice([
    .init(
      "unit",
      .record([
        .init(
          "dimension", .count(least: 1), "The dimension of random inputs.", isRequired: true,
          short: "dimension", option: "--dimension N")
      ]),
      "A vector of length 1 in a random direction, another for each network."),
    .init(
      "image",
      .record([
        .dataset("set", isRequired: true),
        .init("index", .count(least: 0), "Which training image.", isRequired: true, option: "--image N"),
      ]), "A training image, its pixels between 0 and 1."),
  ])
}

extension SignalTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .dataset("data"), .normalization,
      .init("architecture", Architecture.form, "The network."), .initialization, .optimizer, .loss,
      .batchSize,
      .init(
        "steps", .list(.count(least: 0), least: 1),
        "After how many steps signals are measured, ascending; 0 is the beginning.", option: "--steps LIST"),
      .init(
        "examples", .count(least: 1), "On how many training images activations are measured.",
        option: "--examples N"),
    ])
  }
}

extension DistortionTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .init("architecture", Architecture.form, "The network, fully connected."), .initialization,
      .init("input", input, "Whose images are measured, and what is learnt."), .normalization, .optimizer,
      .batchSize,
      .init(
        "moments", .list(.count(least: 0), least: 1),
        "After how many epochs images are measured, ascending; 0 is the beginning."),
    ])
  }

  private static let input = ValueForm.choice([
    .init("segment", random(least: 1), "Nothing is learnt; segments of length 1 about random points."),
    .init(
      "parallelogram", random(least: 2),
      "Nothing is learnt; parallelograms of sides of length 1 about random points."),
    .init(
      "images",
      .record([
        .dataset("set", isRequired: true),
        .init("count", .count(least: 1), "How many segments.", isRequired: true),
      ]), "Images, which are learnt; segments from one random training image to another."),
  ])

  private static func random(least: Int) -> ValueForm {
    .record([
      .init(
        "dimension", .count(least: least), "The dimension of the input.", isRequired: true,
        short: "dimension",
        option: "--dimension N"),
      .networks("The number of networks, each with a piece of its own."),
    ])
  }
}

extension RateTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    let rate = ValueForm.number(in: 1e-12...1e12)
    return .record([
      .dataset("data"), .normalization,
      .init("architecture", Architecture.form, "The network."), .initialization, .optimizer, .loss,
      .batchSize,
      .init(
        "steps", .count(least: 1), "In how many steps the accuracy is to be reached.",
        option: "--within STEPS"),
      .init("accuracy", .number(in: 0...1), "The test accuracy to reach.", option: "--accuracy SHARE"),
      .init("runs", .count(least: 1), "How many runs there are at a rate.", option: "--runs N"),
      .init("lowest", rate, "The smallest rate that is tried.", option: "--lowest RATE"),
      .init("highest", rate, "The greatest rate that is tried.", option: "--highest RATE"),
      .init(
        "precision", .number(in: 1.001...100),
        "The quotient to which either end of the bracket is found.", option: "--precision RATIO"),
      .init(
        "sharpnessImages", .count(least: 1), "On how many training images λ₁ is measured.",
        option: "--sharpness-images N"),
    ])
  }
}

extension PropagationTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .hiddenLayers, .initialization,
      .init("input", input, "What the networks are given."), .networks("The number of networks."),
    ])
  }

  private static let input = ValueForm.choice([
    .init(
      "pair",
      .record([
        .init(
          "dimension", .count(least: 2), "How many numbers an input has.", isRequired: true,
          short: "dimension", option: "--dimension N"),
        .init("square", .number(in: 0...1e9), "The mean square of an input's numbers.", isRequired: true),
        .init(
          "correlation", .number(in: -1...1), "The correlation of the two inputs.", isRequired: true),
      ]), "Two vectors of one mean square and of a correlation, another pair for each network."),
    .init(
      "batch",
      .record([
        .init(
          "dimension", .count(least: 1), "How many numbers an input has.", isRequired: true,
          short: "dimension", option: "--dimension N"),
        .init("examples", .count(least: 2), "How many inputs.", isRequired: true),
      ]),
      "So many vectors of independent standard normal numbers, which batch normalisation takes as one batch, others for each network."
    ),
    .init(
      "line",
      .record([
        .init("points", .count(least: 4), "How many numbers.", isRequired: true),
        .init("from", .number(in: -1e9...1e9), "The first of them.", isRequired: true),
        .init("to", .number(in: -1e9...1e9), "The last of them.", isRequired: true),
      ]), "Numbers at equal distances, one at a time: how alike slopes are there."),
  ])
}

/// Fields that several sorts of trial have.
extension ValueForm.Field {
  /// A network whose hidden layers are measured.
  static let hiddenLayers = ValueForm.Field(
    "architecture", Architecture.form, "The network; it has no output layer.")

  /// A data set.
  static func dataset(_ name: String, isRequired: Bool = false) -> ValueForm.Field {
    .init(
      name,
      .named("dataset", .text(expected: DatasetName.expected, isValid: DatasetName.isNameOrPath)),
      "The data set.", isRequired: isRequired, short: "dataset", option: "--dataset NAME")
  }

  /// How pixels become numbers.
  static let normalization = ValueForm.Field(
    "normalization", Normalization.form,
    "How pixels become numbers, byte · scale + shift; unit is from 0 to 1, centred from −0.5 to 0.5.",
    option: "--pixels NAME",
    spelling: { value in
      let normalization = try? value.decoded(as: Normalization.self)
      return Normalization.names.first { Normalization(named: $0) == normalization }
    })

  /// How weights and biases are drawn.
  static let initialization = ValueForm.Field(
    "initialization", Initialization.form, "How weights and biases are drawn.", short: "init",
    option: "--init NAME", spelling: { (try? $0.decoded(as: Initialization.self))?.name })

  /// How a network is trained.
  static let optimizer = ValueForm.Field("optimizer", Optimizer.form, "How it is trained.")

  /// What is made smaller.
  static let loss = ValueForm.Field("loss", Loss.form, "What is made smaller.", option: "--loss NAME")

  /// The number of examples in a step.
  static let batchSize = ValueForm.Field(
    "batchSize", .count(least: 1), "The number of examples in a step.", short: "batch", option: "--batch N")

  /// The number of networks.
  static func networks(_ summary: String) -> ValueForm.Field {
    .init("networks", .count(least: 1), summary, short: "networks", option: "--networks N")
  }
}
