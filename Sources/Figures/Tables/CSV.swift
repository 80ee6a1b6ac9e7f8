/// Records as comma-separated values (RFC 4180), the first line being the field names.
public struct CSV: Sendable {
  /// The whole text.
  public private(set) var text: String
  private let width: Int

  /// A file with these fields and no records yet; a name that is there already, as where an axis is called
  /// like a field of the program's, gets a number of its own.
  public init(_ fields: [String]) {
    width = fields.count
    text = ""
    var seen: Set<String> = []
    append(
      fields.map { field in
        var (name, number) = (field, 1)
        while !seen.insert(name).inserted {
          number += 1
          name = "\(field)_\(number)"
        }
        return name
      })
  }

  /// Adds a record; what is nil is left empty.
  public mutating func append(_ values: [(any CustomStringConvertible)?]) {
    precondition(values.count == width, "\(values.count) values for \(width) fields")
    text += Self.line(values)
  }

  /// Adds a record that begins with labels.
  package mutating func append(_ labels: [String], _ values: [(any CustomStringConvertible)?]) {
    append(labels.map { $0 } as [(any CustomStringConvertible)?] + values)
  }

  /// A record alone; what is nil, or not a number, is left empty.
  public static func line(_ values: [(any CustomStringConvertible)?]) -> String {
    values.map { value in
      if let number = value as? Double, number.isNaN { return "" }
      return value.map { quoted($0.description) } ?? ""
    }.joined(separator: ",") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    // By bytes: texts come by the million, and a "\r\n" is one character.
    let needsQuotes = text.utf8.contains { byte in ",\"\n\r".utf8.contains(byte) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
