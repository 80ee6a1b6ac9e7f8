import Network

/// A network layer by layer: what comes out, what is learnt, what it costs, and how weights begin.
package struct LayerTable {
  private var rows: [Row] = []
  private let whole: NetworkSize
  /// The scheme by which a batch scales weights once they are drawn; nil for none.
  private let settling: String?

  private struct Row {
    let name: String
    let extents: [Int]
    let size: NetworkSize
    let law: String
  }

  /// The layers of a network, as they begin, for inputs of these extents.
  ///
  /// - Throws: `ArchitectureError` for a layer that does not fit.
  package init(
    _ layers: [Layer], beginning initialization: Initialization, input extents: [Int]
  ) throws(ArchitectureError) {
    whole = NetworkSize(layers, input: extents)
    settling = (initialization.scheme as? any SettlingScheme)?.name
    try add(layers, initialization, extents, indent: "")
  }

  private mutating func add(
    _ layers: [Layer], _ initialization: Initialization, _ extents: [Int], indent: String
  ) throws(ArchitectureError) {
    var extents = extents
    for layer in layers {
      let output = try layer.kind.extents(after: extents)
      let first = layer.description.prefix { $0 != "\n" }
      rows.append(
        Row(
          name: indent + first, extents: output, size: NetworkSize([layer], input: extents),
          law: layer.product.map { Initialization(weights: $0.weights ?? initialization.weights).name } ?? "")
      )
      if let module = layer.module {
        for path in [module.branch, module.shortcut] {
          try add(path, initialization, extents, indent: indent + "  ")
        }
      }
      extents = output
    }
  }

  /// The table.
  package func table(_ title: String) -> Table {
    func text(_ number: Double) -> String { number < 1e15 ? "\(Int(number))" : "\(number)" }
    let columns: [Column<Row>] = [
      .words("layer", "layer") { $0.name },
      .words("output", "output") { $0.extents.map(String.init).joined(separator: " × ") },
      .number("parameters", "parameters", { $0.size.parameters }, text: { text($0.size.parameters) }),
      .number(
        "multiplications", "multiplications", { $0.size.multiplications },
        text: { text($0.size.multiplications) }),
      .words("begins", "begins") { $0.law },
    ]
    return columns.table(
      title, rows,
      notes: [
        "in all: \(text(whole.parameters)) parameters, \(text(whole.multiplications)) multiplications an image",
        settling.map { "a batch then scales the weights (\($0))" },
      ].compactMap(\.self))
  }
}
