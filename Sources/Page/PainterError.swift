import Wording

/// Why there are no pictures.
public enum PainterError: Error, Equatable, CustomStringConvertible {
  /// No Python with vl-convert was found.
  case missing
  /// The Python at this path does not run, or has no vl-convert, or it failed: the reason.
  case failed(python: String, reason: String)
  /// A file or folder cannot be written: its path and the reason.
  case unwritable(String, reason: String)

  /// One line.
  public var description: String {
    switch self {
    case .missing:
      "pictures need vl-convert: 'make setup' installs it into .venv, or KINDLING_PYTHON names a Python that has it"
    case .failed(let python, let reason):
      "\(python.shown(400)): pictures cannot be made: \(reason.shown(400))"
    case .unwritable(let path, let reason): "\(path.shown(400)): cannot be written: \(reason)"
    }
  }
}
