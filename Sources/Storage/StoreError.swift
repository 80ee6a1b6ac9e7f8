import Wording

/// Why a store of results cannot be used, told in one line that begins with its path.
public enum StoreError: Error, Hashable, CustomStringConvertible {
  /// There is no such file.
  case missing(String)
  /// The path leads to a directory, a device or the like.
  case notAFile(String)
  /// Another process holds it and did not let go in time.
  case locked(String)
  /// The file or its folder may only be read.
  case readOnly(String)
  /// The file is something else than a database.
  case notADatabase(String)
  /// It is a database of another program.
  case foreign(String)
  /// A newer version of the program wrote it: its schema's version, and the newest that this program knows.
  case newer(String, found: Int, known: Int)
  /// The disk, or what the user may fill of it, is full.
  case full(String)
  /// What the file holds contradicts itself, or is not what a store holds: SQLite's message, or what it is.
  case damaged(String, String)
  /// An outcome is not of the form that this version writes, or cannot be its trial's: the run's number, and
  /// why.
  case unreadableOutcome(String, run: Int, String)
  /// Anything else: the reason.
  case unusable(String, String)

  /// One line.
  public var description: String { message.shown(2000) }

  private var message: String {
    switch self {
    case .missing(let path): "\(path): no such file: expected a store of results"
    case .notAFile(let path): "\(path): expected a store of results, found no regular file"
    case .locked(let path): "\(path): in use by another program; try again when that is done"
    case .readOnly(let path): "\(path): cannot be written: it, or its folder, is read-only"
    case .notADatabase(let path): "\(path): expected a store of results, found no SQLite database"
    case .foreign(let path): "\(path): expected a store of results, found another program's database"
    case .newer(let path, let found, let known):
      "\(path): written by a newer kindling: expected schema version \(known) or older, found \(found)"
    case .full(let path): "\(path): no space left to write; what it held before is kept"
    case .damaged(let path, let reason):
      "\(path): damaged: \(reason.shown(200)); 'sqlite3 \(shellWord(path)) .recover' may save what is left"
    case .unreadableOutcome(let path, let run, let reason):
      "\(path): the outcome of run \(run) is no outcome of its trial: \(reason.shown(300))"
    case .unusable(let path, let reason): "\(path): \(reason.shown(200))"
    }
  }
}
