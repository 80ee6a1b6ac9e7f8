extension Grid {
  /// Hands over the identity of every trial with the place of its setting, in the order of `trials`.
  ///
  /// - Throws: What encoding a trial throws, or the body.
  package func forEachIdentity(_ body: (_ setting: Int, _ identity: String) throws -> Void) throws {
    for (place, setting) in settings.enumerated() {
      let identities = try SeedIdentities(of: setting.trial)
      for seed in seeds[place] { try body(place, identities[seed]) }
    }
  }
}
