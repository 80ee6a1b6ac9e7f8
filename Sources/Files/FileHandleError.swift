/// The process may open too few files at a time.
package struct FileHandleError: Error, Hashable, CustomStringConvertible {
  /// How many must be free, or allowed.
  package let needed: Int

  /// One line.
  package var description: String {
    "too few files may be open at a time: expected room for \(needed); 'ulimit -n 1024' gives more"
  }
}
