import Network

/// A network layer by layer: what comes out, what is learnt, what it costs, and how weights begin.
package struct LayerTable {
  private var rows: [Row] = []

  private struct Row {
    let name: String
    let extents: [Int]
    let size: NetworkSize
    let law: String
  }

  /// The layers of a network for inputs of these extents.
  ///
  /// - Throws: `ArchitectureError` for a layer that does not fit.
  package init(
    _ layers: [Layer], beginning initialization: Initialization, input extents: [Int]
  ) throws(ArchitectureError) {
    _ = try add(layers, initialization, extents, indent: "")
  }

  private mutating func add(
    _ layers: [Layer], _ initialization: Initialization, _ extents: [Int], indent: String
  ) throws(ArchitectureError) -> [Int] {
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
          _ = try add(path, initialization, extents, indent: indent + "  ")
        }
      }
      extents = output
    }
    return extents
  }

  /// The table.
  package func table(_ title: String) -> Table {
    func whole(_ number: Double) -> String { number < 1e15 ? "\(Int(number))" : "\(number)" }
    let columns: [Column<Row>] = [
      .words("layer", "layer") { $0.name },
      .words("output", "output") { $0.extents.map(String.init).joined(separator: " × ") },
      .number("parameters", "parameters", { $0.size.parameters }, text: { whole($0.size.parameters) }),
      .number(
        "multiplications", "multiplications", { $0.size.multiplications },
        text: { whole($0.size.multiplications) }),
      .words("begins", "begins") { $0.law },
    ]
    // What a module has is counted in its own row, and again in those of its layers.
    let outer = rows.filter { !$0.name.hasPrefix(" ") }
    let (parameters, products) = outer.reduce((0.0, 0.0)) {
      ($0.0 + $1.size.parameters, $0.1 + $1.size.multiplications)
    }
    return columns.table(
      title, rows,
      notes: ["in all: \(whole(parameters)) parameters, \(whole(products)) multiplications an image"])
  }
}
