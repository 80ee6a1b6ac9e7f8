import Forms

/// A kind of claim: what a file says of it, which trials it is about, and the sentence that it makes.
///
/// A kind is one type of this protocol, a place in the list of `StatedClaim.kinds`, and its test on the settings of an
/// experiment (`ClaimTest`, in `Figures`).
public protocol ClaimKind: Sendable {
  /// What files call it: a kind that goes in two directions has a name for each.
  static var names: [String] { get }

  /// The field that a claim in short says behind the colon; nil where it says none.
  static var mainField: String? { get }

  /// Whether trials of a sort can be claimed such a thing of.
  static func fits(_ kind: TrialKind) -> Bool

  /// What is said of it, beside what is said of any claim.
  static func fields(_ kind: TrialKind) -> [ValueForm.Field]

  /// A claim of the kind.
  ///
  /// - Parameters:
  ///   - name: One of `names`.
  ///   - fields: What is said, of its form.
  /// - Throws: `FieldError` where it does not fit the experiment.
  init(_ name: String, _ fields: JSONValue, of experiment: Experiment) throws(FieldError)

  /// Within the points of which axes runs are compared where the file does not say, out of all axes.
  func strata(among axes: [Axis]) -> [String]

  /// The axes along which runs are compared, which cannot part strata as well.
  var compared: [String] { get }

  /// The claim as a sentence without an end.
  var sentence: String { get }
}

extension ClaimKind {
  /// No field unless a kind says which.
  public static var mainField: String? { nil }
  /// Any sort of trial that measures numbers, unless a kind says otherwise.
  public static func fits(_ kind: TrialKind) -> Bool { !kind.numbers.isEmpty }
  /// Runs are compared where all else is equal.
  public func strata(among axes: [Axis]) -> [String] { axes.map(\.name).filter { !compared.contains($0) } }
  /// No axis.
  public var compared: [String] { [] }
}
