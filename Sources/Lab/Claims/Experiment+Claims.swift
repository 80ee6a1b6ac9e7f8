import Forms
import Wording

extension Experiment {
  /// The claims that a file states.
  ///
  /// - Throws: `FieldError` for one that does not fit the experiment.
  func read(claims value: JSONValue?) throws(FieldError) -> [StatedClaim] {
    var claims: [StatedClaim] = []
    for (index, claim) in (value?.values ?? []).enumerated() {
      claims.append(
        try Self.under("claims") { () throws(FieldError) in
          try Self.under("[\(index)]") { () throws(FieldError) in try StatedClaim(claim, of: self) }
        })
    }
    if let index = claims.indices.first(where: { place in
      claims[..<place].contains { $0.identity == claims[place].identity }
    }) {
      throw FieldError(["claims", "[\(index)]"], expected: "another claim", found: "the same twice")
    }
    return claims
  }

  /// Reads the claims again where axes have changed: points that are gone are chosen no more.
  ///
  /// - Throws: `FieldError` where nothing is left of what a claim is about.
  mutating func renewClaims() throws(FieldError) {
    claims = try read(claims: .list(claims.map { $0.tree.choosing(among: axes) }))
  }

  /// States a claim more, in short, such as `later: depth`.
  ///
  /// - Throws: `FieldError` where it is none, or does not fit the experiment.
  public mutating func state(_ claim: String) throws(FieldError) {
    let claim = try StatedClaim(.text(claim), of: self)
    if claims.contains(where: { $0.identity == claim.identity }) { return }
    claims.append(claim)
  }
}

extension JSONValue {
  /// A claim without the points that the axes do not have; of a choice of which none is left, all stay, to be found fault with.
  fileprivate func choosing(among axes: [Axis]) -> JSONValue {
    guard case .object(var claim) = self, let (name, said) = claim.first, case .object(var fields) = said
    else { return self }
    for field in ["where", "which", "than"] {
      guard case .object(var parts)? = fields[field] else { continue }
      for (name, labels) in parts {
        guard let labels = labels.values, let place = try? axes.place(named: name) else { continue }
        let left = labels.filter { axes[place].label(of: $0.summary) != nil }
        if !left.isEmpty { parts[name] = .list(left) }
      }
      fields[field] = .object(parts)
    }
    claim[name] = .object(fields)
    return .object(claim)
  }
}
