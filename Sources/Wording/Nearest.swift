extension String {
  /// The name that was probably meant where this is none of several: the one that takes the fewest slips of the
  /// fingers, or the only one that begins so; nil where none is near.
  ///
  /// A slip is a letter too many, one too few, a wrong one, or two neighbours the wrong way round (the optimal string
  /// alignment of Damerau and Levenshtein); every third letter may be one. Capitals are as good as small letters.
  package func nearest(among names: some Sequence<String>) -> String? {
    // What is as long as no name is near none, and takes long to compare.
    guard (1...64).contains(utf8.count) else { return nil }
    let word = lowercased()
    let most = Swift.max(1, word.count / 3)
    var best: (name: String, slips: Int)?
    var beginnings: [String] = []
    for name in names where !name.isEmpty && name != self {
      let slips = Self.slips(from: Array(word), to: Array(name.lowercased()))
      // Of a short word something must be left.
      if slips <= most, slips < name.count, slips < best?.slips ?? .max { best = (name, slips) }
      if word.count > 2, name.lowercased().hasPrefix(word) { beginnings.append(name) }
    }
    return best?.name ?? (beginnings.count == 1 ? beginnings[0] : nil)
  }

  /// How many slips make one word of another.
  private static func slips(from word: [Character], to name: [Character]) -> Int {
    var (before, row) = ([Int](), Array(0...name.count))
    for i in word.indices {
      var next = [i + 1]
      for j in name.indices {
        var least = Swift.min(row[j + 1] + 1, next[j] + 1, row[j] + (word[i] == name[j] ? 0 : 1))
        if i > 0, j > 0, word[i] == name[j - 1], word[i - 1] == name[j] {
          least = Swift.min(least, before[j - 1] + 1)
        }
        next.append(least)
      }
      (before, row) = (row, next)
    }
    return row[name.count]
  }
}
