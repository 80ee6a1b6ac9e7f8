import Lab

extension TheoryAgreement: ClaimTest {
  /// The test that is made of any experiment of the sort.
  package func tested<Group: SettingGroup>(
    _ statement: String, on settings: ClaimedSettings<Group>
  ) -> TestedClaim {
    Group.agreement(statement, settings.measured) ?? .untested(statement, "theory says nothing")
  }
}
