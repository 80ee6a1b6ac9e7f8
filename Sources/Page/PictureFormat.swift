import Foundation

/// What pictures are written as.
public enum PictureFormat: String, CaseIterable, Codable, Sendable {
  /// Pixels, two for each of the specification's.
  case png
  /// Lines and text, for pages and for editing.
  case svg
  /// The same for papers.
  case pdf

  /// The format that a file's name ends with, in letters of either size; nil where it ends otherwise.
  public init?(endingOf path: String) {
    self.init(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased())
  }
}
