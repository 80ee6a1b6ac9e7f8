import Autodiff
import Forms
import Network

extension Architecture {
  /// A family, named by `kind`, and its sizes; those not given are those of the family's standard network.
  package static let form = ValueForm.named(
    "architecture",
    .family(
      Kind.allCases.map { kind in
        // Encoding a value type of numbers and names cannot fail.
        let standard = (try? JSONValue(encoding: Architecture.standard(kind))) ?? .object([:])
        return ValueForm.Kind(kind.rawValue, standard: standard, fields(kind))
      }, option: "--architecture NAME"))

  private static func fields(_ kind: Kind) -> [ValueForm.Field] {
    switch kind {
    case .fullyConnected:
      [
        .init(
          "family", .name(of: FullyConnected.Family.self),
          "How hidden widths follow from widths and depth; square is as wide as deep, explicit as listed.",
          option: "--family NAME"),
        depth("depth", "The number of hidden layers."),
        .init(
          "widths", .list(.count(least: 1), least: 0),
          "The widths of the hidden layers, as many as the family takes.",
          short: .init(
            "width", "The one width of all layers.",
            beside: ["family": .text(FullyConnected.Family.constant.rawValue)]),
          option: widths),
        activation,
      ]
    case .residual:
      [
        depth("modules", "The number of modules."),
        .init(
          "width", .count(least: 1), "The width of the stream.", short: "width", option: widths),
      ] + residual
    case .convolutional:
      [
        depth("depth", "The number of convolutions."),
        .init(
          "features", .count(least: 1), "The filters of each layer, a tenth of the depth where not given.",
          short: "width", option: features),
        .init(
          "padding", .name(of: Padding.self), "What lies beyond the border.", option: padding),
        .init(
          "head", .name(of: ConvolutionalHead.self), "What comes before the output layer.",
          option: "--head NAME"),
        kernel, activation,
      ]
    case .convolutionalResidual:
      [
        .init(
          "features", .list(.count(least: 1), least: 1), "The filters of each stage.", short: "width",
          option: features),
        depth("modulesPerStage", "The number of modules of each stage."),
        .init(
          "padding", .name([Padding.circular, .zero].map(\.rawValue)), "What lies beyond the border.",
          option: padding),
        kernel,
      ] + residual
    }
  }

  private static func depth(_ name: String, _ summary: String) -> ValueForm.Field {
    .init(name, .count(least: 1), summary, short: "depth", option: "--depth N")
  }

  private static let widths: ValueForm.Field.Option = "--widths LIST, --width"

  private static let features: ValueForm.Field.Option = "--features LIST"

  private static let padding: ValueForm.Field.Option = "--padding NAME"

  private static let kernel = ValueForm.Field(
    "kernel", .count(least: 1), "The side of a filter.", unit: "pixels", option: "--kernel N")

  private static let activation = ValueForm.Field(
    "activation",
    .text(expected: Activation.expected, isValid: { Activation(rawValue: $0) != nil }),
    "The activation.", short: "activation", option: "--activation NAME")

  private static let residual: [ValueForm.Field] = [
    .init(
      "layersPerModule", .count(least: 1), "The number of layers in a module.", option: "--module-layers N"),
    .init(
      "scale",
      .text(
        expected: "a number, geometric:BASE, 1/L, 1/sqrt(L) or numbers with commas between",
        isValid: { ResidualScale(rawValue: $0) != nil }),
      "The residual scales; geometric:BASE is BASE^l for module l.", short: "scale",
      option: "--scale SCALES"),
    .init("end", .name(of: BranchEnd.self), "How a module ends.", option: "--branch-end NAME"),
    activation,
  ]
}
