/// What pictures are written as.
public enum PictureFormat: String, CaseIterable, Codable, Sendable {
  /// Pixels, two for each of the specification's.
  case png
  /// Lines and text, for pages and for editing.
  case svg
  /// The same for papers.
  case pdf
}
