import Forms

/// A sort of trial: the name that experiment files give it, and the type that runs it.
///
/// A new sort is a type, with its form, and its place in this list; `FigureReport` has the list of how each is reported
/// on.
public struct TrialKind: RawRepresentable, Hashable, CaseIterable, Sendable {
  /// The type of the trials.
  public let trial: any Trial.Type

  /// All sorts; the first is the one that is meant where none is named.
  public static let allCases = types.map(TrialKind.init)
  private static let types: [any Trial.Type] = [
    StartTrial.self, LengthTrial.self, RegionTrial.self, JacobianTrial.self, LayerLawTrial.self,
    SignalTrial.self, DistanceTrial.self, ProductTrial.self, DistortionTrial.self, RateTrial.self,
    PropagationTrial.self,
  ]
  /// When networks start to learn.
  public static let start = TrialKind(StartTrial.self)
  /// The mean lengths of layers.
  public static let lengths = TrialKind(LengthTrial.self)
  /// What layers do over the first steps.
  public static let signals = TrialKind(SignalTrial.self)

  /// The sort of a type of trials.
  public init(_ trial: any Trial.Type) {
    self.trial = trial
  }

  /// The sort of a name; nil where there is none.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// The name in files.
  public var rawValue: String { trial.kind }

  /// The names of all sorts, for help.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The form of a trial of the sort.
  var form: ValueForm { trial.form }

  /// All fields of such trials.
  ///
  /// - Parameter changes: What of the standard trial is otherwise where defaults are taken from.
  package func fields(changing changes: JSONValue = .object([:])) -> [FormField] {
    form.fields(in: try? complete(changes))
  }

  /// A whole trial out of the fields that differ from the standard one.
  func complete(_ trial: JSONValue) throws(FieldError) -> JSONValue {
    try form.merging(trial, into: Self.standard(self.trial))
  }

  /// The standard trial but for its seed, which is said elsewhere.
  private static func standard<T: Trial>(_ trial: T.Type) -> JSONValue {
    guard case .object(var fields) = JSONValue(plain: trial.standard) else { return .object([:]) }
    fields["seed"] = nil
    return .object(fields)
  }
}
