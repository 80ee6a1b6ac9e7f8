import Autodiff
import Numbers
import Theory

extension Layer {
  /// The sum of a shortcut and a scaled branch, both given the same input.
  public static func residual(_ module: Residual) -> Layer { Layer(module) }

  /// A residual module: shortcut(x) + scale · branch(x).
  public struct Residual: LayerKind {
    /// The module's name in messages.
    public let name: String
    /// The residual scale η.
    public let scale: Double
    /// The layers of the branch.
    public var branch: [Layer]
    /// The layers of the shortcut; none for the identity.
    public var shortcut: [Layer]

    /// A module of a branch beside a shortcut.
    public init(name: String, scale: Double, branch: [Layer], shortcut: [Layer] = []) {
      self.name = name
      self.scale = scale
      self.branch = branch
      self.shortcut = shortcut
    }
  }
}

extension Layer.Residual {
  /// All layers, those of the branch before those of the shortcut.
  public var layers: [Layer] { branch + shortcut }

  /// What it computes.
  public var role: Layer.Role { .residual(self) }

  /// It as a line of a listing.
  public var listing: String {
    (["\(name): \(shortcut.isEmpty ? "x" : "shortcut(x)") + \(scale) · branch(x)"]
      + layers.map { "  \($0)" }).joined(separator: "\n")
  }

  /// The extents of its output for one example.
  public func extents(after extents: [Int]) throws(ArchitectureError) -> [Int] {
    var extents = extents
    for layer in branch { extents = try layer.kind.extents(after: extents) }
    return extents
  }

  /// Changes a pair of inputs as it does in the limit of great width, and returns what it multiplies squared gradients by.
  public func propagate(_ propagation: inout Propagation) throws(TheoryGap) -> BackwardFactor {
    try propagation.add(self)
  }

  /// Records its operations behind a value.
  public func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    lowering.beginPath()
    let shortcut = try lowering.record(shortcut, after: stream)
    lowering.beginPath()
    var branch = try lowering.record(branch, after: stream)
    if scale != 1 { branch = try lowering.apply(Scale(by: Real(scale)), to: branch, place: name) }
    let sum = try lowering.apply(Add(), to: branch, shortcut, place: name)
    lowering.endPaths(of: name, with: sum)
    return sum
  }
}
