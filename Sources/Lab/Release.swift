/// The program's own version, which results carry with them.
public enum Release {
  /// The version.
  public static let version = "0.1.0"
}
