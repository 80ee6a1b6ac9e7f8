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

  /// Moves all weights by one step.
  ///
  /// - Parameters:
  ///   - number: Which step of the run it is, counted from 1.
  ///   - gradients: As many as there are weights.
  ///   - memories: As many numbers for each of `memories`, one after another.
  func step(
    _ number: Int, _ weights: inout MutableSpan<Real>, _ gradients: Span<Real>,
    _ memories: inout MutableSpan<Real>)
}

extension UpdateRule {
  /// A rule moves weights by more than their gradients unless it says otherwise.
  public var movesByGradientAlone: Bool { false }
}
