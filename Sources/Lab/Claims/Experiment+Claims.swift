import Forms
import Wording

extension Experiment {
  /// Reads the claims that a file states; they may be about points that are not run.
  ///
  /// - Throws: `FieldError` for one that does not fit the experiment.
  mutating func read(claims value: JSONValue?) throws(FieldError) {
    var whole = self
    whole.axes = axes.map(\.whole)
    for (index, claim) in (value?.values ?? []).enumerated() {
      let claim = try Self.under("claims") { () throws(FieldError) in
        try Self.under("[\(index)]") { () throws(FieldError) in try StatedClaim(claim, of: whole) }
      }
      if stated.contains(where: { $0.identity == claim.identity }) {
        throw FieldError(["claims", "[\(index)]"], expected: "another claim", found: "the same twice")
      }
      stated.append(claim)
    }
    renewClaims()
  }

  /// Reads the claims again where axes have changed: points that are gone are chosen no more, and a claim of which nothing is
  /// left is not asked.
  mutating func renewClaims() {
    claims = stated.compactMap { try? StatedClaim($0, of: self) }
  }

  /// The claims of which the axes as they are run leave nothing.
  package var unasked: [StatedClaim] {
    let asked = Set(claims.map(\.identity))
    return stated.filter { !asked.contains($0.identity) }
  }

  /// States a claim more, in short, such as `later: depth`.
  ///
  /// - Throws: `FieldError` where it is none, or does not fit the experiment.
  public mutating func state(_ claim: String) throws(FieldError) {
    let claim = try StatedClaim(.text(claim), of: self)
    if claims.contains(where: { $0.identity == claim.identity }) { return }
    stated.append(claim)
    claims.append(claim)
  }

  /// The same as a version of a published experiment, whose claims stood in print before any run: they are asked of it unless it
  /// claims anything else.
  package func citing(_ published: Experiment) -> Experiment {
    var own = self
    if stated.isEmpty, claim == published.claim {
      own.axes = zip(axes, published.axes).map { $0.omitting($1.whole.points) }
      own.stated = published.stated
      own.renewClaims()
    }
    own.printed = Set(published.stated.map(\.identity))
    return own
  }
}

extension JSONValue {
  /// A claim's fields without the points that the axes do not have; of a choice of which none is left, all stay, to be found
  /// fault with.
  func choosing(among axes: [Axis]) -> JSONValue {
    guard case .object(var fields) = self else { return self }
    for field in ["where", "which", "than"] {
      guard case .object(var parts)? = fields[field] else { continue }
      for (name, labels) in parts {
        guard let labels = labels.values, let place = try? axes.place(named: name) else { continue }
        let left = labels.filter { axes[place].label(of: $0.summary) != nil }
        if !left.isEmpty { parts[name] = .list(left) }
      }
      fields[field] = .object(parts)
    }
    return .object(fields)
  }
}
