import Lab

extension StartOrder: ClaimTest {
  /// Kendall's τ along an axis, the log-rank test between settings; either within strata.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    let starts = ClaimedSettings<StartGroup>(starts: settings)
    switch comparison {
    case .along(let predictor):
      guard let strata = starts.placed(along: predictor) else {
        return .untested(statement, ClaimedSettings<StartGroup>.lack(of: predictor))
      }
      let later = StartClaims.later(statement, strata: strata)
      return (isLater ? later : later.reversed).twoSided(isTwoSided)
    case .settings(let which, let than):
      let arms = starts.arms(which, than).map { ($0.first, $0.second) }
      let sooner = StartClaims.sooner(statement, strata: arms)
      return (isLater ? sooner.reversed : sooner).twoSided(isTwoSided)
    }
  }
}
