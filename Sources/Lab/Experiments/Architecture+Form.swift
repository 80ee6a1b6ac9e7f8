import Autodiff
import Network

extension Architecture {
  /// A family, named by `kind`, and its sizes; those not given are those of the family's standard network.
  static let form = ValueForm.family(
    key: "kind",
    kinds: Kind.allCases.map { kind in
      // Encoding a value type of numbers and names cannot fail.
      let standard = (try? JSONValue(encoding: Architecture.standard(kind))) ?? .object([:])
      return ValueForm.Kind(kind.rawValue, standard: standard, fields(kind))
    })

  private static func fields(_ kind: Kind) -> [ValueForm.Field] {
    switch kind {
    case .fullyConnected:
      [
        .init(
          "family", .name(of: FullyConnected.Family.self),
          "How the hidden widths follow from widths and depth."),
        .init("depth", .count(least: 1), "The number of hidden layers."),
        .init("widths", .list(.count(least: 1), least: 0), "As many widths as the family takes."),
        activation,
      ]
    case .residual:
      [
        .init("modules", .count(least: 1), "The number of modules."),
        .init("width", .count(least: 1), "The width of the stream."),
      ] + residual
    case .convolutional:
      [
        .init("depth", .count(least: 1), "The number of convolutions."),
        .init(
          "features", .count(least: 1), "The filters of each layer; a tenth of the depth where not given."),
        .init("padding", .name(of: Padding.self), "What lies beyond the border."),
        .init("head", .name(of: ConvolutionalHead.self), "What comes before the output layer."),
        kernel, activation,
      ]
    case .convolutionalResidual:
      [
        .init("features", .list(.count(least: 1), least: 1), "The filters of each stage."),
        .init("modulesPerStage", .count(least: 1), "The number of modules of each stage."),
        .init("padding", .name([Padding.circular, .zero].map(\.rawValue)), "What lies beyond the border."),
        kernel,
      ] + residual
    }
  }

  private static let activation = ValueForm.Field(
    "activation",
    .text(expected: "relu, leaky-relu:SLOPE or tanh", isValid: { Activation(rawValue: $0) != nil }),
    "The activation.")

  private static let kernel = ValueForm.Field("kernel", .count(least: 1), "The side of a filter.")

  private static let residual: [ValueForm.Field] = [
    .init("layersPerModule", .count(least: 1), "The number of layers in a module."),
    .init(
      "scale",
      .text(
        expected: "a number, geometric:BASE, 1/L, 1/sqrt(L) or numbers with commas between",
        isValid: { ResidualScale(rawValue: $0) != nil }), "The residual scales."),
    .init("end", .name(of: BranchEnd.self), "How a module ends."),
    activation,
  ]
}
