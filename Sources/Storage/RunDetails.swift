import Datasets
import Training

/// All that a store knows of a run.
public struct RunDetails: Sendable {
  /// The run as it is listed.
  public let run: StoredRun
  /// What sets its trial apart from the standard one of its sort, as JSON.
  public let identity: String
  /// Its outcome as JSON.
  public let outcome: String
  /// What was known at the end of each epoch.
  public let epochs: [EpochRecord]
  /// What it was computed by and on.
  public let provenance: Provenance
  /// The files of its data set; empty for a synthetic set, or none.
  public let sources: [SourceFile]

  /// One JSON object: the run as it is listed, with trial and outcome as the objects that they are.
  public var json: String {
    get throws {
      """
      {"data":\(try StoredJSON.encode(sources)),"outcome":\(outcome),\
      "provenance":\(try StoredJSON.encode(provenance)),"run":\(try StoredJSON.encode(run)),"trial":\(identity)}
      """
    }
  }
}
