import Datasets
import Foundation

/// Where and when one run was made, and from which bytes.
public struct RunOrigin: Hashable, Sendable {
  /// What it was computed by and on.
  public var provenance: Provenance
  /// The files of its data set; empty for a synthetic set, or none.
  public var sources: [SourceFile]
  /// How long it took.
  public var seconds: Double
  /// When it ended.
  public var finished: Date

  /// An origin of which all is known.
  public init(provenance: Provenance, sources: [SourceFile], seconds: Double, finished: Date) {
    self.provenance = provenance
    self.sources = sources
    self.seconds = seconds
    self.finished = finished
  }
}
