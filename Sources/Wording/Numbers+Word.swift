extension Double {
  /// The finite number that a word says; nil for any other word, and where the number is too small for its type and would
  /// pass for zero.
  package init?(word: some StringProtocol) {
    guard let number = Double(word), number.isFinite else { return nil }
    let digits = word.prefix { !"eEpP".contains($0) }
    if number == 0, digits.contains(where: { ("1"..."9").contains($0) }) { return nil }
    self = number
  }
}

extension Int {
  /// The whole number that a word says, with a power of ten too, such as 1e3; nil for any other word.
  package init?(word: some StringProtocol) {
    if let whole = Int(word) {
      self = whole
    } else if word.contains(where: { "eE".contains($0) }), !word.contains(where: { "xX".contains($0) }),
      let whole = Double(word: word).flatMap({ Int(exactly: $0) })
    {
      self = whole
    } else {
      return nil
    }
  }
}
