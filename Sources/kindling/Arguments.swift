import Lab
import Wording

/// A command line that cannot be understood: one line that names the word and what was expected.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// The words after a command, from which a command takes its options one by one; what is left over is an error.
struct Arguments {
  private let command: any Command.Type
  private var words: [String]
  /// The words behind `--`, none of which is an option.
  private var operands: [String]
  private var known: [String] = []

  init(_ words: [String], of command: any Command.Type) {
    let parts = words.split(separator: "--", maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    self.command = command
    self.words = parts[0]
    operands = parts.count > 1 ? parts[1] : []
  }

  /// Where an option stands; `--name=value` is made `--name value`.
  private mutating func place(of name: String) -> Int? {
    known.append(name)
    guard let place = words.firstIndex(where: { Self.isOption($0, name) }) else { return nil }
    if words[place] != name {
      words.replaceSubrange(place...place, with: [name, String(words[place].dropFirst(name.count + 1))])
    }
    return place
  }

  private static func isOption(_ word: String, _ name: String) -> Bool {
    word == name || word.hasPrefix("\(name)=")
  }

  /// Whether an option without a value is there.
  mutating func flag(_ name: String) -> Bool {
    guard let place = place(of: name) else { return false }
    words.remove(at: place)
    return true
  }

  /// Whether an option is there with this value, which no other reading of the option need then take.
  mutating func takes(_ name: String, _ value: String) -> Bool {
    var rest = self
    guard (try? rest.text(name)) == value else { return false }
    self = rest
    return true
  }

  /// How much is told on standard error, the usual unless `--quiet` or `--verbose` is there, and the arguments without
  /// these: no command has them of its own.
  func saidOfExtent() throws(UsageError) -> (extent: Progress.Extent, rest: Arguments) {
    let (quiet, verbose) = (["--quiet", "-q"], ["--verbose", "-v"])
    let isQuiet = words.contains { quiet.contains($0) }
    let isVerbose = words.contains { verbose.contains($0) }
    if isQuiet, isVerbose { throw UsageError("--quiet: expected no --verbose beside it, found both") }
    var rest = self
    rest.words.removeAll { quiet.contains($0) || verbose.contains($0) }
    return (isQuiet ? .nothing : isVerbose ? .everything : .usual, rest)
  }

  /// Takes another name for an option's own.
  mutating func alias(_ alias: String, of name: String) {
    words = words.map { Self.isOption($0, alias) ? name + $0.dropFirst(alias.count) : $0 }
  }

  /// Copies that differ in an option, each with one of the parts of its value; one copy where the option is absent.
  func alternatives(_ name: String, separator: Character) throws(UsageError) -> [Arguments] {
    var rest = self
    guard let text = try rest.text(name) else { return [self] }
    return text.split(separator: separator, omittingEmptySubsequences: false).map { part in
      var copy = rest
      copy.words += [name, String(part)]
      return copy
    }
  }

  /// Goes on with what all of the copies, one at least, have left: what one of them has taken is taken.
  mutating func join(_ copies: [Arguments]) {
    known += copies.flatMap(\.known)
    words = copies.dropFirst().reduce(copies[0].words) { $0.common(with: $1.words) }
  }

  /// The text after an option; nil where the option is absent.
  ///
  /// - Parameter mayBeOption: Whether the text itself may begin like an option.
  mutating func text(
    _ name: String, expected: String = "a value", mayBeOption: Bool = false
  ) throws(UsageError) -> String? {
    guard let place = place(of: name) else { return nil }
    guard place + 1 < words.count, mayBeOption || !words[place + 1].hasPrefix("--") else {
      throw UsageError("\(name): expected \(expected), found nothing")
    }
    if words[(place + 2)...].contains(where: { Self.isOption($0, name) }) {
      throw UsageError("\(name): given twice")
    }
    let text = words[place + 1]
    words.removeSubrange(place...place + 1)
    return text
  }

  /// The texts after an option that may be given several times, in their order.
  mutating func texts(_ name: String, expected: String) throws(UsageError) -> [String] {
    var texts: [String] = []
    while let place = place(of: name) {
      guard place + 1 < words.count, !words[place + 1].hasPrefix("--") else {
        throw UsageError("\(name): expected \(expected), found nothing")
      }
      texts.append(words[place + 1])
      words.removeSubrange(place...place + 1)
    }
    return texts
  }

  /// The value after an option, read by `parse`; nil where the option is absent.
  mutating func value<Value>(
    _ name: String, expected: String, _ parse: (String) -> Value?
  ) throws(UsageError) -> Value? {
    guard let text = try text(name, expected: expected) else { return nil }
    guard let value = parse(text) else {
      throw UsageError("\(name): expected \(expected), found \(text.quoted)")
    }
    return value
  }

  /// Values with commas between, at least one.
  mutating func list<Value>(
    _ name: String, of what: String, _ parse: (String) -> Value?
  ) throws(UsageError) -> [Value]? {
    try value(name, expected: "\(what) with commas between") { Self.values(inList: $0, parse) }
  }

  /// Values with commas between, some of which hold commas of their own, but none that begins with another; nil where a part is none.
  static func values<Value>(inList text: String, _ parse: (String) -> Value?) -> [Value]? {
    var rest = text.split(separator: ",", omittingEmptySubsequences: false)[...]
    var values: [Value] = []
    while !rest.isEmpty {
      var (value, count): (Value?, Int) = (nil, 0)
      while value == nil, count < rest.count {
        count += 1
        value = parse(rest.prefix(count).joined(separator: ","))
      }
      guard let value else { return nil }
      values.append(value)
      rest = rest.dropFirst(count)
    }
    return values
  }

  /// A whole number from `least`, to `most` where there is one.
  mutating func count(_ name: String, least: Int = 1, most: Int = .max) throws(UsageError) -> Int? {
    let expected =
      most == .max ? "a whole number of at least \(least)" : "a whole number from \(least) to \(most)"
    return try value(name, expected: expected) { text in
      Int(word: text).flatMap { (least...most).contains($0) ? $0 : nil }
    }
  }

  /// A seed; 1 where the option is absent.
  mutating func seed() throws(UsageError) -> UInt64 {
    try value("--seed", expected: "a whole number from 0 to \(UInt64.max)", { UInt64($0) }) ?? 1
  }

  /// A finite number in a range.
  mutating func number(_ name: String, in range: ClosedRange<Double>) throws(UsageError) -> Double? {
    let expected =
      range.upperBound.isFinite
      ? "a number from \(range.lowerBound) to \(range.upperBound)"
      : "a number of at least \(range.lowerBound)"
    return try value(name, expected: expected) { text in
      Double(word: text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// One of the names of an enumeration.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, of: Choice.Type = Choice.self
  ) throws(UsageError) -> Choice? {
    let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(name, expected: "one of \(names)", Choice.init(rawValue:))
  }

  /// The first word after the command, where it is no option.
  mutating func leadingWord() -> String? {
    guard let word = words.first else { return operands.isEmpty ? nil : operands.removeFirst() }
    return word.hasPrefix("-") ? nil : words.removeFirst()
  }

  /// The next word; to be called after all options are taken.
  ///
  /// - Throws: `UsageError` where an option is left.
  mutating func word() throws(UsageError) -> String? {
    if let option = words.first(where: { $0.hasPrefix("-") }) { throw refusal(of: option) }
    if !words.isEmpty { return words.removeFirst() }
    return operands.isEmpty ? nil : operands.removeFirst()
  }

  /// The words that are left.
  var rest: [String] { operands.isEmpty ? words : words + ["--"] + operands }

  /// Sees that nothing is left, and that help describes all that was taken.
  ///
  /// - Throws: `UsageError`.
  func finish() throws(UsageError) {
    let described = Set(HelpText(command.help).options.flatMap(\.names))
    let silent = known.filter { !described.contains($0) }
    precondition(silent.isEmpty, "\(command.name) takes \(silent), of which its help says nothing")
    if let word = words.first ?? operands.first { throw refusal(of: word) }
  }

  /// What is wrong with a word that nothing takes.
  private func refusal(of word: String) -> UsageError {
    if known.contains(where: { Self.isOption(word, $0) }) { return UsageError("\(word): given twice") }
    let isOption = !words.isEmpty && word.hasPrefix("-")
    let options = isOption ? HelpText(command.help).options.flatMap(\.names) : []
    // Of --name=value the name.
    let name = String(word.prefix { $0 != "=" })
    // What help describes is an option beside others than those that are here.
    let names = options.contains(name) ? [] : isOption ? options : command.words
    return UsageError(
      "unknown \(isOption ? "option" : "word") \(word.quoted) for \(command.name): "
        + "'kindling \(command.name) --help' tells what there is" + Suggestion.ending(for: name, among: names)
    )
  }
}

extension [String] {
  /// The words, in their order, that another list has too, each as often as both have it.
  fileprivate func common(with other: [String]) -> [String] {
    var left = other
    var common: [String] = []
    for word in self {
      guard let place = left.firstIndex(of: word) else { continue }
      left.remove(at: place)
      common.append(word)
    }
    return common
  }
}
