/// How much of a figure is run.
public enum Level: String, CaseIterable, Codable, Sendable {
  /// A thinned grid with fewer runs, in minutes.
  case quick
  /// The paper's own numbers.
  case paper
}
