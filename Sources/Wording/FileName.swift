import Randomness

/// What a file is called after: a name that stays within its folder, that every file system takes and a
/// shell reads as it is where it is quoted, and that no other text has.
///
/// A text that is such a name already stays as it is. Of any other, what may stand in a name is kept, and a
/// hash of the whole after a tilde, which no plain name has, tells it from the others.
///
/// - Returns: At most 110 bytes, to which an ending can be added.
package func fileName(_ text: String) -> String {
  if isPlain(text) { return text }
  var kept = ""
  for character in text {
    if isKept(character) { kept.append(character) } else if kept.last != "-" { kept.append("-") }
  }
  while let first = kept.first, "-. ".contains(first) { kept.removeFirst() }
  while kept.utf8.count > 90 { kept.removeLast() }
  while let last = kept.last, "-. ".contains(last) { kept.removeLast() }
  let digits = String(stableHash(text) & 0xFFFF_FFFF, radix: 16)
  return (kept.isEmpty ? "file" : kept) + "~" + String(repeating: "0", count: 8 - digits.count) + digits
}

private func isPlain(_ text: String) -> Bool {
  guard let first = text.first, let last = text.last, text.utf8.count <= 100 else { return false }
  return !"-. ".contains(first) && !". ".contains(last) && text.allSatisfy(isKept)
}

/// Letters and digits of any script, and signs that neither a shell nor a file system takes for its own
/// within quotes.
private func isKept(_ character: Character) -> Bool {
  // A letter may carry any number of accents.
  guard character.utf8.count <= 16 else { return false }
  return character.isLetter || character.isNumber || "-_.,+=^()@ ".contains(character)
}
