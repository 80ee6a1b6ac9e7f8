import Foundation
import Wording

extension Initialization {
  /// The layers as they begin so: with the laws of their own, and with what the scheme adds.
  ///
  /// - Throws: `ArchitectureError` where they cannot.
  public func prepared(_ layers: [Layer]) throws(ArchitectureError) -> [Layer] {
    let layers = try withLaws(layers)
    try check(layers)
    return try scheme?.prepared(layers, drawnBy: weights) ?? layers
  }

  /// Sees that weights hang on no data, where there are none.
  ///
  /// - Throws: `ArchitectureError`.
  public func requireNoData() throws(ArchitectureError) {
    if scheme is any SettlingScheme {
      throw ArchitectureError(
        field: "initialization", expected: "one that needs no data, where nothing is learnt", found: name)
    }
  }

  /// Whether any network can begin so.
  public var fitsAll: Bool { !isMirrored && laws.isEmpty && scheme == nil }

  private func withLaws(_ layers: [Layer]) throws(ArchitectureError) -> [Layer] {
    if laws.isEmpty { return layers }
    let names = layers.flatMap(\.products).map(\.name)
    var lawsByName: [String: Initializer] = [:]
    for (pattern, law) in laws.sorted(by: { $0.key < $1.key }) {
      let ends = ["first": names.first, "last": names.last]
      let matched =
        ends[pattern].map { [$0].compactMap(\.self) } ?? names.filter { fnmatch(pattern, $0, 0) == 0 }
      guard !matched.isEmpty else {
        throw ArchitectureError(
          field: "laws", expected: "a pattern of one of \(names.joined(separator: ", "))",
          found: pattern.quoted)
      }
      for name in matched where lawsByName.updateValue(law, forKey: name) != nil {
        throw ArchitectureError(field: "laws", expected: "one law for \(name)", found: "several")
      }
    }
    return layers.map { layer in
      layer.mapping { layer in
        layer.product.flatMap { lawsByName[$0.name] }.map { layer.begun(by: $0) } ?? layer
      }
    }
  }
}
