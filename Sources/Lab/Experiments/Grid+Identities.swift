extension Grid {
  /// Hands over the identity of every trial with the place of its setting, in the order of `trials`.
  ///
  /// The trials of a setting differ in the seed alone, so that one of each is encoded and the others follow from it.
  ///
  /// - Throws: What encoding a trial throws, or the body.
  package func forEachIdentity(_ body: (_ setting: Int, _ identity: String) throws -> Void) throws {
    // A seed that no other number of a trial looks like, and that JSON keeps digit by digit.
    let marker: UInt64 = 4_093_082_899_120_453
    for (place, setting) in settings.enumerated() {
      var trial = setting.trial
      trial.seed = marker
      let parts = try trial.identity.components(separatedBy: "\(marker)")
      for seed in seeds[place] {
        trial.seed = seed
        let isPlain = parts.count == 2 && seed != T.standard.seed && seed < 1 << 53
        try body(place, isPlain ? parts[0] + "\(seed)" + parts[1] : trial.identity)
      }
    }
  }
}
