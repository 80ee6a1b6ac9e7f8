import Datasets
import Forms
import Foundation
import Network
import Storage
import Synchronization

/// One run of the laboratory as data: everything that decides its numbers, and nothing else.
public protocol Trial: Hashable, Codable, Sendable {
  /// What the run finds out.
  associatedtype Outcome: TrialOutcome

  /// The name of this sort of trial in files.
  static var kind: String { get }

  /// A trial of this sort with every field at its default.
  static var standard: Self { get }

  /// What an experiment may say of a trial of this sort.
  static var form: ValueForm { get }

  /// What a run measures several times over, besides what an experiment varies: `layer` or `epoch`.
  static var measuredOver: [String] { get }

  /// The network.
  var architecture: Architecture { get }

  /// How its weights are drawn.
  var initialization: Initialization { get }

  /// The seed of all that is drawn.
  var seed: UInt64 { get set }

  /// The data set that the run needs, if any.
  var dataset: DatasetName? { get }

  /// How long the run may take beside others of its sort, in any unit.
  var cost: Double { get }

  /// A short trial of the same network, to measure how long this one takes.
  var sample: TrialSample<Self> { get }

  /// What a run asks of the machine.
  ///
  /// - Throws: `ArchitectureError` where the network's sizes make none.
  func demand() throws -> Demand

  /// Sees that the trial can be run, on this machine too.
  ///
  /// - Throws: An error that names what is wrong with it.
  func check() throws

  /// Sees that an outcome can be the trial's, whoever wrote it; a store asks for each that it reads.
  ///
  /// - Throws: `OutcomeError`.
  func check(_ outcome: Outcome) throws(OutcomeError)

  /// Runs the trial.
  ///
  /// - Parameter checkpoint: Where a run of some length keeps its state and goes on from; nil to keep none.
  /// - Throws: An error that names what is wrong with the trial, `TensorFileError.unwritable` where the checkpoint
  ///   cannot be written, or `CancellationError`.
  func run(on data: DataShelf, keeping checkpoint: Checkpoint?) throws -> Outcome
}

extension Trial {
  /// A kind is measured over no axis of its own unless it says over which.
  public static var measuredOver: [String] { [] }

  /// A trial reads no data set unless it says which.
  public var dataset: DatasetName? { nil }

  /// What the run is found by in a store.
  public var labels: RunLabels {
    RunLabels(
      kind: Self.kind, dataset: dataset?.rawValue, initialization: initialization.name,
      depth: try? architecture.depth(), seed: seed)
  }

  /// Runs the trial from its beginning.
  ///
  /// - Throws: An error that names what is wrong with the trial, or `CancellationError`.
  public func run(on data: DataShelf) throws -> Outcome {
    try run(on: data, keeping: nil)
  }

  /// The trial's identity: the canonical JSON of its difference from the standard trial.
  ///
  /// Keys are sorted, and what equals the default is left out, so a field that is added later with a default leaves
  /// the identity of older trials as it was.
  public var identity: String {
    get throws { try canonicalJSON(changes()) }
  }

  /// The fields in which the trial differs from the standard one.
  func changes() throws -> [String: Any] {
    difference(try plainObject(self), from: try StandardTrials.object(of: Self.self)) as? [String: Any] ?? [:]
  }
}

/// The standard trials as JSON, with which every trial of their sort is compared.
private enum StandardTrials {
  /// Foundation's objects, which nobody changes.
  private struct Object: @unchecked Sendable { let value: Any }

  private static let known = Mutex<[String: Object]>([:])

  static func object<T: Trial>(of _: T.Type) throws -> Any {
    if let found = known.withLock({ $0[T.kind] }) { return found.value }
    let object = Object(value: try plainObject(T.standard))
    known.withLock { $0[T.kind] = object }
    return object.value
  }
}

private func plainObject(_ trial: some Trial) throws -> Any {
  try JSONSerialization.jsonObject(with: JSONEncoder().encode(trial))
}

/// JSON text with sorted keys and no white space.
///
/// Stores hold identities that `JSONSerialization` wrote. Another writer would order names that differ in case otherwise,
/// and write 1e+16, and numbers of many digits, in another of their forms.
func canonicalJSON(_ object: Any) throws -> String {
  let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try JSONSerialization.data(withJSONObject: object, options: options), as: UTF8.self)
}

/// What of a JSON value differs from another; nil where nothing does. Objects are compared key by key.
private func difference(_ value: Any, from standard: Any) -> Any? {
  if let value = value as? [String: Any], let standard = standard as? [String: Any] {
    let changed = value.compactMapValues { $0 }.reduce(into: [String: Any]()) { changes, field in
      if let other = standard[field.key] {
        changes[field.key] = difference(field.value, from: other)
      } else {
        changes[field.key] = field.value
      }
    }
    return changed.isEmpty ? nil : changed
  }
  guard let value = value as? NSObject, let standard = standard as? NSObject else { return value }
  return value.isEqual(standard) ? nil : value
}
