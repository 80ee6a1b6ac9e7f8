import Forms
import Lab
import Training

/// A layer's signals at one moment of one run, as a row of data.
public struct SignalRow: ExportRow {
  private let step: Int
  private let layer: String
  private let loss: Double?
  private let signals: [Signal: Double]

  /// The rows of a run, moment after moment and layer after layer.
  public static func all(_ outcome: SignalTrial.Outcome) -> [SignalRow] {
    outcome.moments.flatMap { moment in
      zip(outcome.layers, moment.layers).map { layer, signals in
        SignalRow(step: moment.step, layer: layer, loss: moment.loss, signals: signals)
      }
    }
  }

  /// The fields' names.
  public static let fields = ["step", "layer", "loss"] + Signal.allCases.map(\.rawValue)

  /// The fields' values.
  public var values: [(any CustomStringConvertible)?] {
    [step, layer, loss] + Signal.allCases.map { signals[$0] }
  }

  /// Writes the fields that the layer has.
  public func encode(to encoder: any Encoder) throws {
    var fields: [String: JSONValue] = ["step": .integer(step), "layer": .text(layer)]
    fields["loss"] = loss.map { .number($0) }
    for (signal, number) in signals { fields[signal.rawValue] = .number(number) }
    try JSONValue.object(fields).encode(to: encoder)
  }
}
