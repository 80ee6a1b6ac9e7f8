import Forms

/// Fields that several families have.
extension ValueForm.Field {
  /// A number of layers or modules.
  static func depth(_ name: String, _ summary: String) -> ValueForm.Field {
    .init(name, .count(least: 1), summary, short: "depth", option: "--depth N")
  }

  /// The side of a filter.
  static let kernel = ValueForm.Field(
    "kernel", .count(least: 1), "The side of a filter.", unit: "pixels", option: "--kernel N")

  /// The activation.
  static let activation = ValueForm.Field(
    "activation",
    .text(expected: Activation.expected, isValid: { Activation(rawValue: $0) != nil }),
    "The activation.", short: "activation", option: "--activation NAME")

  /// What residual modules are made of.
  static let modules: [ValueForm.Field] = [
    .init(
      "layersPerModule", .count(least: 1), "The number of layers in a module.", option: "--module-layers N"),
    .init(
      "scale",
      .text(
        expected: "a number, geometric:BASE, numbers with commas between or a formula in l and L",
        isValid: { ResidualScale(rawValue: $0) != nil }),
      "The residual scales; geometric:BASE is BASE^l for module l of L, and formulas are such as 1/L, 1/sqrt(L) or 1/l^2.",
      short: "scale",
      option: "--scale SCALES"),
    .init("end", .name(of: BranchEnd.self), "How a module ends.", option: "--branch-end NAME"),
    activation,
  ]
}

/// Options that several families have.
extension ValueForm.Field.Option {
  static let widths: ValueForm.Field.Option = "--widths LIST, --width"
  static let features: ValueForm.Field.Option = "--features LIST"
  static let padding: ValueForm.Field.Option = "--padding NAME"
}

extension Architecture {
  /// A family, named by `kind`, and its sizes; those not given are those of the family's standard network.
  package static let form = ValueForm.named(
    "architecture",
    .family(
      families.map { family in
        ValueForm.Kind(
          family.name, standard: JSONValue(plain: Architecture(family.standard)), family.fields)
      }, option: "--architecture NAME"))
}
