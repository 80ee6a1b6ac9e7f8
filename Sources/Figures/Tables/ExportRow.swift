import Forms
import Lab
import Storage

/// A record of a store as a row of data, whose fields have the same names in CSV and in JSON.
public protocol ExportRow: Encodable {
  /// The fields' names.
  static var fields: [String] { get }

  /// The fields' values; nil for what the record has not.
  var values: [(any CustomStringConvertible)?] { get }
}

extension RunLabels: ExportRow {
  /// The fields' names.
  public static let fields = ["kind", "dataset", "initialization", "depth", "seed"]

  /// The fields' values.
  public var values: [(any CustomStringConvertible)?] { [kind, dataset, initialization, depth, seed] }
}

extension StoredRun: ExportRow {
  /// The fields' names.
  public static let fields =
    ["run"] + RunLabels.fields + ["result", "epoch", "step", "seconds", "finished"]

  /// The fields' values.
  public var values: [(any CustomStringConvertible)?] {
    [id] + labels.values + [result.kind.rawValue, result.epoch, result.step, seconds, finished]
  }
}

extension StoredEpoch: ExportRow {
  /// The fields' names.
  public static let fields = ["run", "epoch", "training_loss", "test_loss", "test_accuracy"]

  /// The fields' values.
  public var values: [(any CustomStringConvertible)?] {
    [run, record.epoch, record.trainingLoss, record.testLoss, record.testAccuracy]
  }
}

extension StoredTrial: ExportRow {
  /// The names of the fields that every run has; those of its columns come behind.
  public static let fields = StoredRun.fields

  /// The fields' values, those of the columns behind the others.
  public var values: [(any CustomStringConvertible)?] { run.values + columnValues.map { $0?.bare } }
}

extension StoredTrialEpoch: ExportRow {
  /// The names of the fields that every epoch has; those of its run's columns come behind.
  public static let fields = StoredEpoch.fields + RunLabels.fields + ["result"]

  /// The fields' values, those of the columns behind the others.
  public var values: [(any CustomStringConvertible)?] {
    epoch.values + run.labels.values + [run.result.kind.rawValue] + columnValues.map { $0?.bare }
  }
}

extension JSONValue {
  /// The value as CSV has it: text bare, all else as JSON.
  fileprivate var bare: (any CustomStringConvertible)? {
    switch self {
    case .null: nil
    case .flag(let flag): flag
    case .integer(let number): number
    case .number(let number): number
    case .text(let text): text
    // Not by way of an encoder of its own: lists may have numbers that JSON has not.
    case .list, .object: (try? StoredJSON.encode(self)) ?? ""
    }
  }
}
