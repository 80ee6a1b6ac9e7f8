import Wording

/// Where a text stops being JSON5, which Foundation's decoder does not tell; numbers that are too large or too small for
/// a Double are none.
package enum JSON5Syntax {
  /// The number of the first line, from 1, from which on nothing could make the text JSON5; nil where the
  /// text has the form of JSON5, and what is wrong is something else.
  ///
  /// The text is read once, from its beginning to there (json5.org, version 1.0.0).
  package static func faultyLine(of text: String) -> Int? {
    var scan = Scan(bytes: Array(text.utf8))
    return scan.fault().map { place in 1 + scan.bytes[..<place].count { $0 == UInt8(ascii: "\n") } }
  }

  /// The deepest nesting that Foundation reads.
  private static let deepest = 512

  /// A reader that stops where the text can no longer become JSON5.
  private struct Scan {
    let bytes: [UInt8]
    private var place = 0
    /// What closes each object and list that is open, the innermost last.
    private var open: [UInt8] = []

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    /// What may come next.
    private enum Expected {
      case value, valueOrEnd, keyOrEnd, colon, commaOrEnd, nothing
    }

    /// The place of the first byte that does not fit; nil where the text is whole.
    mutating func fault() -> Int? {
      var expected = Expected.value
      while true {
        if let fault = skipSpace() { return fault }
        guard let byte = next else { return expected == .nothing ? nil : place }
        let (began, end) = (place, open.last ?? 0)
        switch (expected, byte) {
        case (.value, UInt8(ascii: "{")), (.valueOrEnd, UInt8(ascii: "{")):
          begin(UInt8(ascii: "}"))
          expected = .keyOrEnd
        case (.value, UInt8(ascii: "[")), (.valueOrEnd, UInt8(ascii: "[")):
          begin(UInt8(ascii: "]"))
          expected = .valueOrEnd
        case (.valueOrEnd, end), (.keyOrEnd, end), (.commaOrEnd, end):
          place += 1
          open.removeLast()
          expected = open.isEmpty ? .nothing : .commaOrEnd
        case (.value, _), (.valueOrEnd, _):
          guard readValue() else { return place }
          expected = open.isEmpty ? .nothing : .commaOrEnd
        case (.keyOrEnd, _):
          guard readKey() else { return place }
          expected = .colon
        case (.colon, UInt8(ascii: ":")):
          place += 1
          expected = .value
        case (.commaOrEnd, UInt8(ascii: ",")):
          place += 1
          expected = open.last == UInt8(ascii: "}") ? .keyOrEnd : .valueOrEnd
        default: return place
        }
        if open.count > JSON5Syntax.deepest { return began }
      }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func begin(_ end: UInt8) {
      place += 1
      open.append(end)
    }

    private func has(_ text: String, at place: Int) -> Bool {
      bytes.dropFirst(place).starts(with: text.utf8)
    }

    /// Leaves white space and comments behind; the place of a comment that has no end.
    private mutating func skipSpace() -> Int? {
      while let byte = next {
        if byte == UInt8(ascii: " ") || (9...13).contains(byte) {
          place += 1
        } else if has("\u{A0}", at: place) {
          place += 2
        } else if has("\u{FEFF}", at: place) || has("\u{2028}", at: place) || has("\u{2029}", at: place) {
          place += 3
        } else if has("//", at: place) {
          while let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { place += 1 }
        } else if has("/*", at: place) {
          let began = place
          place += 2
          while next != nil, !has("*/", at: place) { place += 1 }
          if next == nil { return began }
          place += 2
        } else {
          return nil
        }
      }
      return nil
    }

    /// Reads a text, a number or a word; false, with the place of the fault, where there is none.
    private mutating func readValue() -> Bool {
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return readText() }
      let began = place
      while let byte = next, Self.isOfWord(byte) || "+-.".utf8.contains(byte) { place += 1 }
      let word = String(decoding: bytes[began..<place], as: UTF8.self)
      if Self.isValue(word) { return true }
      place = began
      return false
    }

    private static func isValue(_ word: String) -> Bool {
      if ["true", "false", "null"].contains(word) { return true }
      let number = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
      if number == "Infinity" || number == "NaN" { return true }
      if number.lowercased().hasPrefix("0x") {
        let digits = number.dropFirst(2)
        return digits.allSatisfy(\.isHexDigit) && UInt64(digits, radix: 16) != nil
      }
      guard let first = number.utf8.first, first == UInt8(ascii: ".") || (48...57).contains(first) else {
        return false
      }
      let digits = number.hasPrefix(".") ? "0\(number)" : "\(number)"
      return Double(word: digits.hasSuffix(".") ? "\(digits)0" : digits) != nil
    }

    private mutating func readKey() -> Bool {
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return readText() }
      guard let first = next, Self.isOfWord(first), !(48...57).contains(first) else { return false }
      while let byte = next, Self.isOfWord(byte) { place += 1 }
      return true
    }

    /// Reads a text in quotation marks; false, at the line's end or that of all, where nothing closes it.
    private mutating func readText() -> Bool {
      let quote = bytes[place]
      place += 1
      while let byte = next, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
        place += 1
        if byte == quote { return true }
        if byte == UInt8(ascii: "\\") { place += has("\r\n", at: place) ? 2 : 1 }
      }
      place = min(place, bytes.count)
      return false
    }

    /// Whether a byte is of a name: a letter, a digit, or of a letter beyond ASCII.
    private static func isOfWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "\\"),
        0x80...:
        true
      default: false
      }
    }
  }
}
