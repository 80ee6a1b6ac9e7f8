import Autodiff
import Datasets
import Network
import Training

extension StartTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .init("data", .name(of: DatasetName.self), "The data set."),
      .init("normalization", Normalization.form, "How pixels become numbers: byte · scale + shift."),
      .init("architecture", Architecture.form, "The network."),
      .init("initialization", Initialization.form, "How weights and biases are drawn."),
      .init("optimizer", Optimizer.form, "How it is trained."),
      .init("batchSize", .count(least: 1), "The number of examples in a step."),
      .init("criterion", criterion, "What counts as a start."),
    ])
  }

  private static let criterion = ValueForm.record([
    .init("accuracy", .number(in: 0...1), "The test accuracy to reach."),
    .init("epochLimit", .count(least: 1), "The last epoch by whose end it counts."),
  ])
}

extension LengthTrial {
  /// What an experiment may say of such a trial; its seeds are said elsewhere.
  public static var form: ValueForm {
    .record([
      .init("architecture", Architecture.form, "The network; it has no output layer."),
      .init("initialization", Initialization.form, "How weights and biases are drawn."),
      .init("input", input, "What the networks are given."),
      .init("networks", .count(least: 1), "The number of networks."),
    ])
  }

  private static let input = ValueForm.choice([
    .init(
      "unit", .record([.init("dimension", .count(least: 1), "The vector's dimension.", isRequired: true)]),
      "A vector of length 1 in a random direction, another for each network."),
    .init(
      "image",
      .record([
        .init("set", .name(of: DatasetName.self), "The data set.", isRequired: true),
        .init("index", .count(least: 0), "Which training image.", isRequired: true),
      ]), "A training image, its pixels between 0 and 1."),
  ])
}

extension Initialization {
  /// A popular name, or the laws themselves.
  static let form = ValueForm.either([
    .text(
      expected: "constant:VALUE or one of "
        + PopularInitialization.allCases.map(\.rawValue).joined(separator: ", "),
      isValid: { Initialization(named: $0) != nil }),
    .record([
      .init("weights", initializer, "The law of every weight."),
      .init("biases", initializer, "The law of every bias."),
      .init(
        "mirrored", .flag,
        "Whether weights begin in opposite pairs, so that the network begins as a linear one of half the widths."
      ),
    ]),
  ])

  private static let initializer = ValueForm.record([
    .init(
      "law",
      .text(
        expected:
          "normal, uniform, truncated-normal, truncated-normal-corrected, orthogonal, delta-orthogonal or "
          + "constant:VALUE",
        isValid: { Initializer.Law(rawValue: $0) != nil }), "The form of the law."),
    .init("gain", .number(in: 0...1e9), "The numerator of the variance: Var[w] = gain / fan."),
    .init("fan", .name(of: Initializer.Fan.self), "The denominator of the variance."),
  ])
}

extension Normalization {
  /// A name, or the numbers themselves.
  static let form = ValueForm.either([
    .name(Normalization.names),
    .record([
      .init("scale", .number(in: -1e9...1e9), "What a byte is multiplied by."),
      .init("shift", .number(in: -1e9...1e9), "What is added afterwards."),
    ]),
  ])
}

extension Optimizer {
  /// An optimiser, named by `kind`, and its numbers; those not given are its defaults.
  static let form = ValueForm.family(
    key: "kind",
    kinds: Optimizer.Kind.allCases.map { kind in
      // Encoding a value type of numbers and names cannot fail.
      let standard = (try? JSONValue(encoding: Optimizer.standard(kind))) ?? .object([:])
      return ValueForm.Kind(kind.rawValue, standard: standard, numbers(of: kind))
    })

  private static func numbers(of kind: Optimizer.Kind) -> [ValueForm.Field] {
    let rate = ValueForm.Field("rate", positive, "The learning rate.")
    switch kind {
    case .sgd:
      return [
        rate, .init("momentum", .number(in: 0...1), "The share of the last step that is kept."),
        .init("weightDecay", positive, "The factor of the weights in their own gradient."),
      ]
    case .adam:
      return [
        rate, .init("beta1", share, "How much of the mean gradient is kept from step to step."),
        .init("beta2", share, "How much of the mean square is kept from step to step."),
        .init("epsilon", positive, "What is added to the root of the mean square."),
      ]
    }
  }

  /// A share that is less than all.
  private static let share = ValueForm.number(in: 0...1.0.nextDown)

  private static let positive = ValueForm.number(in: 0...Double.infinity)
}
