import Lab

extension TrialKind {
  /// What each sort of trial is to tables, pictures and verdicts.
  private static let groups: [any SettingGroup.Type] = [
    StartGroup.self, LengthGroup.self, RegionGroup.self, JacobianGroup.self, LayerLawGroup.self,
    SignalGroup.self, DistanceGroup.self, ProductGroup.self, DistortionGroup.self, RateGroup.self,
    PropagationGroup.self,
  ]

  /// How any experiment of such trials is reported on.
  package var figure: any AnyFigure {
    func kind<Group: SettingGroup>(_: Group.Type) -> String { Group.Run.kind }
    func figure<Group: SettingGroup>(_: Group.Type) -> any AnyFigure { Figure<Group>() }
    guard let group = Self.groups.first(where: { kind($0) == rawValue }) else {
      preconditionFailure("nothing reports on '\(rawValue)'")
    }
    return figure(group)
  }
}
