import Forms
import Lab
import Training

/// A layer's signals at one moment of one run, as a row of data.
public struct SignalRow: ExportRow {
  private let step: Int
  private let layer: String
  private let loss: Double?
  private let signals: [Signal: Double]
  /// What theory expects of them.
  private let expected: [Signal: Double]

  /// The rows of a run, moment after moment and layer after layer.
  ///
  /// - Parameter expectations: What theory expects of each layer at the beginning.
  public static func all(
    _ outcome: SignalTrial.Outcome, expecting expectations: [[Signal: Double]] = []
  ) -> [SignalRow] {
    outcome.moments.flatMap { moment in
      outcome.layers.enumerated().map { place, layer in
        SignalRow(
          step: moment.step, layer: layer, loss: moment.loss, signals: moment.layers[place],
          expected: moment.step == 0 && place < expectations.count ? expectations[place] : [:])
      }
    }
  }

  private static func expectedName(_ signal: Signal) -> String { "expected_\(signal.rawValue)" }

  /// The fields' names.
  public static let fields =
    ["step", "layer", "loss"] + Signal.allCases.map(\.rawValue) + SignalTrial.foreseen.map(expectedName)

  /// The fields' values.
  public var values: [(any CustomStringConvertible)?] {
    [step, layer, loss] + Signal.allCases.map { signals[$0] } + SignalTrial.foreseen.map { expected[$0] }
  }

  /// Writes the fields that the layer has.
  public func encode(to encoder: any Encoder) throws {
    var fields: [String: JSONValue] = ["step": .integer(step), "layer": .text(layer)]
    fields["loss"] = loss.map { .number($0) }
    for (signal, number) in signals { fields[signal.rawValue] = .number(number) }
    for (signal, number) in expected { fields[Self.expectedName(signal)] = .number(number) }
    try JSONValue.object(fields).encode(to: encoder)
  }
}
