import Foundation

/// Finds a name that an object in a text of JSON has twice: a decoder takes one of the two and says nothing.
struct HeaderNames {
  private let bytes: [UInt8]
  private var position = 0
  /// The names so far of each object that is open, the outermost first; nil for a list.
  private var open: [Set<String>?] = []

  /// - Parameter text: Text that a decoder has read, so that it is JSON.
  init(_ text: Data) {
    bytes = Array(text)
  }

  /// The first name that stands a second time in one object; nil where there is none.
  mutating func firstRepeated() -> String? {
    var isName = false
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "{"):
        open.append([])
        isName = true
      case UInt8(ascii: "["):
        open.append(nil)
        isName = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = open.popLast()
      case UInt8(ascii: ","):
        isName = open.last?.map { _ in true } ?? false
      case UInt8(ascii: "\""):
        let name = text()
        if isName, let last = open.indices.last, open[last]?.insert(name).inserted == false { return name }
        isName = false
      default: break
      }
    }
    return nil
  }

  /// The rest of a text whose first quotation mark was read.
  private mutating func text() -> String {
    let start = position - 1
    var isPlain = true
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      let isEscape = bytes[position] == UInt8(ascii: "\\")
      if isEscape { isPlain = false }
      position += isEscape ? 2 : 1
    }
    position = min(position + 1, bytes.count)
    if !isPlain,
      let text = try? JSONDecoder().decode(String.self, from: Data(bytes[start..<position]))
    {
      return text
    }
    return String(decoding: bytes[start + 1..<max(position - 1, start + 1)], as: UTF8.self)
  }
}
