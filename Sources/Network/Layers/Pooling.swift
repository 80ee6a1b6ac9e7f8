import Autodiff
import Theory

extension Layer {
  /// The mean of each channel: [c, h, w] becomes [c].
  public static let globalAveragePool = Layer(GlobalAveragePooling())

  /// The mean of each channel: [c, h, w] becomes [c].
  struct GlobalAveragePooling: NamedLayerKind {
    static var words: [String] { ["global-average-pool"] }

    init() {}

    init(_ item: inout LayerItem) throws(ArchitectureError) {
      try item.bare()
      _ = try item.channels()
    }

    var role: Role { .averaging }
    var listing: String { "global average pooling" }

    func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] { Array(extents.prefix(1)) }

    func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
      propagation.average(over: nil)
    }

    func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
      try lowering.apply(GlobalAveragePool(), to: stream)
    }
  }
}

extension Layer {
  /// The largest number or the mean of square windows, channel by channel.
  public static func pool(_ layer: Pooling) -> Layer { Layer(layer) }

  /// Pooling over windows that lie within the image.
  public struct Pooling: LayerKind {
    /// What is taken of a window.
    public enum Form: String, CaseIterable, Hashable, Sendable {
      /// The largest number.
      case max
      /// The mean.
      case average
    }

    /// What is taken of a window.
    public let form: Form
    /// A window's height and width.
    public let window: Int
    /// The distance between windows.
    public let stride: Int

    /// Pooling; without a stride windows lie side by side.
    public init(_ form: Form, window: Int, stride: Int? = nil) {
      self.form = form
      self.window = window
      self.stride = stride ?? window
    }
  }
}

extension Layer.Pooling {
  /// The exact laws of lengths and the counting of regions know no windows.
  public var role: Layer.Role { .other }

  /// Both give c f(x) for c x.
  public var isHomogeneous: Bool { true }

  /// It as a line of a listing.
  public var listing: String {
    "\(form.rawValue) pooling \(window)×\(window)\(stride == window ? "" : ", stride \(stride)")"
  }

  /// The extents of its output for one example.
  public func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] {
    let image = try ImageExtents(extents)
    guard window <= min(image.height, image.width) else {
      throw ArchitectureError(
        field: "\(form.rawValue) pooling", expected: "an image that holds a window of \(window) × \(window)",
        found: "\(image.height) × \(image.width)")
    }
    return [image.channels] + [image.height, image.width].map { ($0 - window) / stride + 1 }
  }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    if form == .average {
      return propagation.average(over: PixelWindow(kernel: window, stride: stride, border: .valid))
    }
    if propagation.pair.pixels != nil { throw TheoryGap("", "the largest of pixels that are told apart") }
    return .one
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    switch form {
    case .max: try lowering.apply(MaxPool(window: window, stride: stride), to: stream)
    case .average: try lowering.apply(AveragePool(window: window, stride: stride), to: stream)
    }
  }
}

extension Layer.Pooling: NamedLayerKind {
  /// `max-pool` and `average-pool`, behind them a window's side.
  public static var words: [String] { Form.allCases.map { "\($0.rawValue)-pool" } }

  /// Pooling over windows of a side.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    _ = try item.channels()
    let window = try item.size()
    self.init(
      item.word == "max-pool" ? .max : .average, window: window,
      stride: try item.count("stride", standard: window))
  }
}
