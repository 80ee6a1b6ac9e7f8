import Autodiff
import Numbers
import Theory

extension Layer {
  /// A factor or a summand that is learnt.
  public static func scalar(_ layer: LearntScalar) -> Layer { Layer(layer) }

  /// Numbers that are learnt and that all of a batch, or of a feature of it, is multiplied by or added to.
  ///
  /// Source: Zhang, Dauphin & Ma 2019, *Fixup Initialization*; De & Smith 2020, *Batch Normalization Biases Residual Blocks
  /// Towards the Identity Function in Deep Networks* (SkipInit); Bachlechner et al. 2021, *ReZero is All You Need*.
  public struct LearntScalar: LayerKind {
    /// What is learnt.
    public enum Form: String, CaseIterable, Hashable, Sendable {
      /// One factor for all numbers.
      case gain
      /// One factor for each feature or channel.
      case gains
      /// One summand for all numbers.
      case shift
    }

    /// The name of its array.
    public let name: String
    /// What is learnt.
    public let form: Form
    /// What it begins with.
    public var start: Double

    /// A factor, 1 at first unless said, or a summand, 0 at first.
    public init(name: String, _ form: Form, start: Double? = nil) {
      self.name = name
      self.form = form
      self.start = start ?? (form == .shift ? 0 : 1)
    }
  }
}

extension Layer.LearntScalar {
  /// The exact laws of lengths do not know it.
  public var role: Layer.Role { .other }

  /// It as a line of a listing.
  public var listing: String { "\(name): learnt \(form.rawValue), \(start) at first" }

  /// One number, or one a feature.
  public func parameterCount(after extents: [Int]) -> Int { form == .gains ? extents.first ?? 0 : 1 }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    if form != .shift { return propagation.pair.scale(by: start) }
    propagation.pair.shift(by: start)
    return .one
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    let count = parameterCount(after: lowering.shape(of: stream).extents)
    let number = lowering.parameter(
      .fixed(count), name: "\(name).\(form == .shift ? "bias" : "weight")", beginning: Real(start))
    return switch form {
    case .gain, .gains: try lowering.apply(Gain(), to: stream, number, place: name)
    case .shift: try lowering.apply(Shift(), to: stream, number, place: name)
    }
  }
}

extension Layer.LearntScalar: NamedLayerKind {
  /// `gain`, `gains` and `shift`, behind them what they begin with.
  public static var words: [String] { Form.allCases.map(\.rawValue) }

  /// A factor or a summand.
  public init(_ item: inout LayerItem) throws(ArchitectureError) {
    let form = Form(rawValue: item.word) ?? .gain
    self.init(
      name: item.name, form, start: try item.number(in: -1e9...1e9, standard: form == .shift ? 0 : 1))
  }
}
