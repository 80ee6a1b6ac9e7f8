extension Sequence {
  /// The elements that share a key, group by group in the order in which the keys come up; those without a key are left
  /// out.
  package func groups<Key: Hashable>(by key: (Element) -> Key?) -> [(key: Key, elements: [Element])] {
    var keys: [Key] = []
    var groups: [Key: [Element]] = [:]
    for element in self {
      guard let key = key(element) else { continue }
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(element)
    }
    return keys.map { ($0, groups[$0] ?? []) }
  }
}
