/// Records as comma-separated values (RFC 4180), the first line being the field names.
public struct CSV: Sendable {
  /// The whole text.
  public private(set) var text: String
  private let width: Int

  /// A file with these fields and no records yet.
  public init(_ fields: [String]) {
    width = fields.count
    text = ""
    append(fields)
  }

  /// Adds a record; what is nil is left empty.
  public mutating func append(_ values: [(any CustomStringConvertible)?]) {
    precondition(values.count == width, "\(values.count) values for \(width) fields")
    text += values.map { $0.map { Self.quoted($0.description) } ?? "" }.joined(separator: ",") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.contains { ",\"\n\r".contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
