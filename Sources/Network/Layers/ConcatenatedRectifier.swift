import Autodiff
import Theory

extension Layer {
  /// A rectifier of each number beside one of its opposite: twice as many features or channels.
  public static let crelu = Layer(ConcatenatedRectifier())

  /// A rectifier of each number beside one of its opposite.
  struct ConcatenatedRectifier: NamedLayerKind {
    static var words: [String] { ["crelu"] }

    init() {}

    init(_ item: inout LayerItem) throws(ArchitectureError) { try item.bare() }

    var role: Role { .other }
    var isHomogeneous: Bool { true }
    var listing: String { "crelu" }

    func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] {
      [2 * (extents.first ?? 0)] + extents.dropFirst()
    }

    // Either half is a rectifier's image of numbers of a symmetric law.
    func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
      try propagation.activate(by: .rectifier(.relu))
    }

    func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
      try lowering.activate(CReLU(), called: "crelu", after: stream)
    }
  }
}
