import Foundation

/// The system's Python, which runs what a test needs beside the program.
public enum SystemPython {
  /// Where it lies.
  public static let path = "/usr/bin/python3"

  /// Whether there is one.
  public static let isInstalled = FileManager.default.isExecutableFile(atPath: path)
}
