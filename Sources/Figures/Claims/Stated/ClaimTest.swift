import Lab
import Statistics

/// A kind of claim as a test on the settings of an experiment; every `ClaimKind` is one.
package protocol ClaimTest: ClaimKind {
  /// What the settings say of the claim.
  ///
  /// - Parameter statement: The claim as a sentence.
  func tested<Group: SettingGroup>(_ statement: String, on settings: ClaimedSettings<Group>) -> TestedClaim
}

/// The settings that a claim is about.
package struct ClaimedSettings<Group: SettingGroup>: Sendable {
  /// The experiment with these settings alone.
  let measured: Measured<Group>
  /// The same, those together whose runs may be compared.
  let strata: [[Group]]

  init(_ measured: Measured<Group>, of claim: StatedClaim) {
    let groups = measured.groups.filter { claim.settings.contains($0.points) }
    self.measured = measured.with(groups)
    strata = groups.parted(by: claim.strata.compactMap { measured.headings.firstIndex(of: $0) }).map(\.groups)
  }

  /// The level at which all is judged.
  var level: Double { measured.experiment.judgement.level }

  /// For each stratum with settings of either sort the first and the second ones.
  func arms(_ which: SettingChoice, _ than: SettingChoice?) -> [(first: [Group], second: [Group])] {
    strata.map { groups in
      (
        first: groups.filter { which.contains($0.points) },
        second: groups.filter { !which.contains($0.points) && than?.contains($0.points) != false }
      )
    }.filter { !$0.first.isEmpty && !$0.second.isEmpty }
  }

  /// The settings, each with where it stands, stratum by stratum; nil where one has no such number.
  func placed(along predictor: Predictor) -> [[(place: Double, group: Group)]]? {
    let placed = strata.map { groups in
      groups.compactMap { group in place(group, along: predictor).map { (place: $0, group: group) } }
    }
    return placed.map(\.count) == strata.map(\.count) ? placed : nil
  }

  private func place(_ group: Group, along predictor: Predictor) -> Double? {
    switch predictor {
    case .axis(let name): measured.headings.firstIndex(of: name).flatMap { group.points[$0].number }
    case .inverseWidths: group.inverseWidths
    case .expectedLength: group.expectedLength
    }
  }

  /// Why settings cannot be placed along a predictor.
  static func lack(of predictor: Predictor) -> String {
    predictor == .expectedLength
      ? "theory knows no expected length of some networks" : "some networks have no \(predictor.title)"
  }

  /// Why a number cannot be compared: some run has none, or one that is infinite; nil where all have one.
  func lack(of number: String) -> String? {
    let outcomes = measured.groups.flatMap(\.outcomes)
    let lacking = outcomes.count { Self.number(number, of: $0)?.isFinite != true }
    return lacking == 0 ? nil : "\(lacking) of \(outcomes.count) runs have no \(number)"
  }

  /// A number of each run.
  func numbers(_ name: String, of groups: [Group]) -> [Double] {
    groups.flatMap(\.outcomes).compactMap { Self.number(name, of: $0) }
  }

  private static func number(_ name: String, of outcome: Group.Run.Outcome) -> Double? {
    Group.Run.Outcome.columns.first { $0.name == name }?.number(of: outcome)
  }
}

extension Measured where Group: SettingGroup {
  /// What the settings say of the claims that the experiment states.
  var statedClaims: [TestedClaim] {
    experiment.claims.flatMap(\.single).map { claim in
      guard let test = claim.kind as? any ClaimTest else {
        preconditionFailure("nothing tests \(type(of: claim.kind))")
      }
      return test.tested(claim.sentence, on: ClaimedSettings(self, of: claim)).saying(claim.words)
        .remarking(claimChanges.flatMap { $0.isLater(claim) ? $0.remark : nil })
    }
  }
}

extension ClaimedSettings where Group == StartGroup {
  /// The settings of a claim that is about starts.
  init(starts settings: ClaimedSettings<some SettingGroup>) {
    guard let own = settings as? ClaimedSettings<StartGroup> else {
      preconditionFailure("a claim about starts is refused where nothing starts")
    }
    self = own
  }
}
