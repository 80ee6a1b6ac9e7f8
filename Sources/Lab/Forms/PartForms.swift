import Datasets
import Forms
import Network
import Training

extension Initialization {
  /// The names of initialisations, as errors list them.
  package static let expected =
    "constant:VALUE or one of " + PopularInitialization.allCases.map(\.rawValue).joined(separator: ", ")

  /// A popular name, or the laws themselves.
  static let form = ValueForm.named(
    "initialization",
    .either([
      .text(expected: expected, isValid: { Initialization(named: $0) != nil }),
      .record([
        .init("weights", initializer, "The law of every weight."),
        .init("biases", initializer, "The law of every bias."),
        .init(
          "mirrored", .flag,
          "Whether weights begin in opposite pairs, so that the network begins as a linear one of half the widths."
        ),
      ]),
    ]))

  private static let initializer = ValueForm.named(
    "law",
    .record([
      .init(
        "law",
        .text(
          expected:
            "normal, uniform, truncated-normal, truncated-normal-corrected, orthogonal, delta-orthogonal or "
            + "constant:VALUE",
          isValid: { Initializer.Law(rawValue: $0) != nil }), "The form of the law."),
      .init("gain", .number(in: 0...1e9), "The numerator of the variance: Var[w] = gain / fan."),
      .init("fan", .name(of: Initializer.Fan.self), "The denominator of the variance."),
    ]))
}

extension Normalization {
  /// A name, or the numbers themselves.
  static let form = ValueForm.named(
    "normalization",
    .either([
      .name(Normalization.names),
      .record([
        .init("scale", .number(in: -1e9...1e9), "What a byte is multiplied by."),
        .init("shift", .number(in: -1e9...1e9), "What is added afterwards."),
      ]),
    ]))
}

extension Optimizer {
  /// An optimiser, named by `kind`, and its numbers; those not given are its defaults.
  static let form = ValueForm.named(
    "optimizer",
    .family(
      Optimizer.Kind.allCases.map { kind in
        // Encoding a value type of numbers and names cannot fail.
        let standard = (try? JSONValue(encoding: Optimizer.standard(kind))) ?? .object([:])
        return ValueForm.Kind(kind.rawValue, standard: standard, numbers(of: kind))
      }, short: .init("optimizer", "How networks are trained."), option: "--optimizer NAME"))

  private static func numbers(of kind: Optimizer.Kind) -> [ValueForm.Field] {
    let rate = ValueForm.Field("rate", positive, "The learning rate.", short: "rate", option: "--rate R")
    switch kind {
    case .sgd:
      return [
        rate,
        .init(
          "momentum", .number(in: 0...1), "The share of the last step that is kept.", short: "momentum",
          option: "--momentum M"),
        .init(
          "weightDecay", positive, "The factor of the weights in their own gradient.",
          option: "--weight-decay W"),
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
