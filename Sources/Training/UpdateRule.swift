import Forms
import Numbers

/// How gradients become steps: an optimiser's formula with its numbers, and the names of what it remembers.
///
/// An optimiser is one type of this kind, and a place in the list of `Optimizer`.
public protocol UpdateRule: Hashable, Codable, Sendable {
  /// The name in files and on the command line.
  static var name: String { get }

  /// The rule with its defaults.
  static var standard: Self { get }

  /// What may be said of such a rule: a field for each of its numbers.
  static var fields: [ValueForm.Field] { get }

  /// The learning rate.
  var rate: Double { get set }

  /// What is remembered from step to step, by name: of each, one number a parameter, 0 at first.
  var memories: [String] { get }

  /// Whether a weight of gradient 0 stays as it is, and others move by so little a step that no loss can overflow.
  var movesByGradientAlone: Bool { get }

  /// Moves weights by one step.
  ///
  /// - Parameters:
  ///   - gradients: As many as there are weights.
  ///   - memories: Of each of `memories` as many numbers, the first ones at 0, those of the next one `step.stride` behind
  ///   them, and so on.
  func step(
    _ step: UpdateStep, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ memories: inout MutableSpan<Real>)
}

/// Which step a rule is to take.
public struct UpdateStep: Sendable {
  /// Which step of the run it is, counted from 1.
  public let number: Int
  /// The learning rate of this step and these weights, which takes the place of the rule's own.
  public let rate: Double
  /// How far a memory lies behind the one before it.
  public let stride: Int

  /// A step.
  public init(number: Int, rate: Double, stride: Int) {
    self.number = number
    self.rate = rate
    self.stride = stride
  }
}

extension UpdateRule {
  /// A rule moves weights by more than their gradients unless it says otherwise.
  public var movesByGradientAlone: Bool { false }
}
