import Lab

extension StartShare: ClaimTest {
  /// Exact binomial tests: every stratum, which is a setting where the file does not say otherwise, must have it.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    StartClaims.mostStart(
      statement, strata: ClaimedSettings<StartGroup>(starts: settings).strata, share: share, isMost: isMost)
  }
}
