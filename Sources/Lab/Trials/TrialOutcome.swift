import Network
import Storage
import Training

/// What a run found out, as a store keeps it.
public protocol TrialOutcome: Hashable, Codable, Sendable {
  /// How the run ended.
  var result: RunResult { get }
  /// What was known at the end of each epoch; empty for runs without epochs.
  var epochs: [EpochRecord] { get }
  /// The epoch after which nothing could start the run any more, where it ended for that reason.
  var death: Int? { get }
  /// By what the weights of each layer were multiplied before the first step, where they hang on data.
  var settled: [LayerScaling]? { get }
  /// What was measured of layers, as curves over steps or over the layers.
  var layerCurves: [CurvePoint] { get }
  /// What tables and exports tell of it and claims may be about, a column each.
  static var columns: [OutcomeColumn<Self>] { get }
}

extension TrialOutcome {
  /// How the run ended: it measured what it was to measure.
  public var result: RunResult { .measured }
  /// No epochs.
  public var epochs: [EpochRecord] { [] }
  /// It did not end early.
  public var death: Int? { nil }
  /// Nothing was measured of layers.
  public var layerCurves: [CurvePoint] { [] }
  /// Nothing hangs on data.
  public var settled: [LayerScaling]? { nil }
  /// Nothing but how the run ended.
  public static var columns: [OutcomeColumn<Self>] { [] }
}
