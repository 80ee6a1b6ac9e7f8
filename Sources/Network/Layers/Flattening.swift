import Autodiff
import Theory

extension Layer {
  /// Images as vectors.
  public static let flatten = Layer(Flattening())

  /// Images as vectors.
  struct Flattening: NamedLayerKind {
    static var words: [String] { ["flatten"] }

    init() {}

    init(_ item: inout LayerItem) throws(ArchitectureError) { try item.bare() }

    var role: Role { .reshaping }
    var listing: String { "flatten" }

    func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] { [extents.reduce(1, *)] }

    func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
      .one
    }

    func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
      try lowering.apply(Flatten(), to: stream)
    }
  }
}
