/// What `kindling train` prints: a line for whoever reads, or an object, of each epoch and of the outcome.
struct TrainOutput {
  private let format: Export.Format?
  private var objects: [String] = []

  /// Output in a format; nil for lines to read.
  init(_ format: Export.Format?) {
    self.format = format
  }

  /// Whether a program is to read it.
  var isData: Bool { format != nil }

  /// Prints something, or keeps it for the one array.
  ///
  /// - Throws: `WriteError`.
  mutating func tell(_ object: some Encodable, _ text: @autoclosure () -> String) throws {
    switch format {
    case .json: objects.append(try Output.text(object))
    case .jsonl: try Output.json(object)
    case .csv, nil: try Output.line(text())
    }
  }

  /// Prints what was kept.
  ///
  /// - Throws: `WriteError`.
  func end() throws {
    if format == .json { try Output.line("[\(objects.joined(separator: ","))]") }
  }
}
