import Autodiff

extension Layer {
  /// The mean of each channel: [c, h, w] becomes [c].
  public static let globalAveragePool = Layer(GlobalAveragePooling())

  /// The mean of each channel: [c, h, w] becomes [c].
  struct GlobalAveragePooling: LayerKind {
    var role: Role { .averaging }
    var listing: String { "global average pooling" }

    func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] { Array(extents.prefix(1)) }

    func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
      try lowering.apply(GlobalAveragePool(), to: stream)
    }
  }
}
