import Forms
import Foundation

/// That a number of runs is exponential along an axis, at a rate in a range.
///
/// Its logarithm rises by that rate a unit of the axis, over the lower half of the points and over the upper one: a power,
/// whose rate falls, does so in a wide range alone.
public struct ExponentialRate: ClaimKind {
  /// The axis.
  public let axis: String
  /// The number.
  public let number: String
  /// Whether the number is a logarithm already.
  public let isLogarithm: Bool
  /// The range of the rate.
  public let range: ClosedRange<Double>

  /// What files call it.
  public static let names = ["exponential"]
  /// What stands behind the colon in short.
  public static let mainField: String? = "along"

  /// What is said of it.
  public static func fields(_ kind: TrialKind) -> [ValueForm.Field] {
    let rate = ValueForm.number(in: -1e6...1e6)
    return [
      .init("along", ClaimFields.axis, "The axis of numbers.", isRequired: true), ClaimFields.number(kind),
      .init(
        "from", rate, "The least rate: by how much the logarithm rises a unit of the axis.", isRequired: true),
      .init("through", rate, "The greatest rate.", isRequired: true),
    ]
  }

  /// A claim of the kind.
  ///
  /// - Throws: `FieldError` where it does not fit the experiment.
  public init(_ name: String, _ fields: JSONValue, of experiment: Experiment) throws(FieldError) {
    let predictor = try Predictor(fields["along"]?.summary ?? "", of: experiment)
    guard let axis = predictor.axis else {
      throw FieldError(["along"], expected: "an axis", found: fields["along"])
    }
    self.axis = axis
    let number = fields["of"]?.summary ?? ""
    self.number = number
    isLogarithm = experiment.kind.numbers.first { $0.name == number }?.isLogarithm ?? false
    let (from, through) = (fields["from"]?.number ?? 0, fields["through"]?.number ?? 0)
    if from >= through { throw FieldError(["through"], expected: "more than from", found: fields["through"]) }
    range = from...through
  }

  /// The axes along which runs are compared.
  public var compared: [String] { [axis] }

  /// The claim as a sentence without an end.
  public var sentence: String {
    let rates = [range.lowerBound, range.upperBound].map { String(format: "%g", $0) }
    return
      "\(isLogarithm ? number : "ln \(number)") goes with \(axis) at a rate from \(rates[0]) to \(rates[1])"
  }
}
