import Datasets
import Forms
import Network

extension Initialization {
  /// The names of initialisations, as errors list them.
  package static let expected =
    "constant:VALUE or one of " + PopularInitialization.allCases.map(\.rawValue).joined(separator: ", ")
    + ", or with numbers \(ParametricInitialization.expected)"

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
        .init(
          "laws", .map(initializer),
          "The laws of products whose names a pattern matches; first and last are the network's first and last product."
        ),
        .init("scheme", .name(schemes.map(\.name)), "What is done to the layers besides."),
      ]),
    ]))

  private static let initializer = ValueForm.named(
    "law",
    .record([
      .init(
        "law",
        .text(
          expected:
            "normal, uniform, laplace, truncated-normal, truncated-normal-corrected, orthogonal, delta-orthogonal, "
            + "identity or constant:VALUE",
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
