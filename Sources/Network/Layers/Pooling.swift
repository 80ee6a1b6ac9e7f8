import Autodiff

extension Layer {
  /// The mean of each channel: [c, h, w] becomes [c].
  public static let globalAveragePool = Layer(GlobalAveragePooling())

  /// The means of square windows, side by side.
  public static func averagePool(window: Int) -> Layer { Layer(AveragePooling(window: window)) }

  /// The mean of each channel: [c, h, w] becomes [c].
  struct GlobalAveragePooling: LayerKind {
    var role: Role { .averaging }
    var listing: String { "global average pooling" }

    func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] { Array(extents.prefix(1)) }

    func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
      try lowering.apply(GlobalAveragePool(), to: stream)
    }
  }

  /// The means of square windows, side by side.
  struct AveragePooling: LayerKind {
    let window: Int

    var role: Role { .averaging }
    var listing: String { "average pooling \(window)×\(window)" }

    func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] {
      extents.prefix(1) + extents.dropFirst().map { $0 / window }
    }

    func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
      try lowering.apply(AveragePool(window: window, stride: window), to: stream)
    }
  }
}
