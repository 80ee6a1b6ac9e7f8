/// The identities of trials, each made when it is asked for: what trials of one setting have alike is encoded once where
/// they follow one another.
struct TrialIdentities<T: Trial> {
  /// The settings in their order, each with one of its trials.
  private(set) var settings: [T] = []
  /// For each trial the place of its setting.
  private(set) var places: [Int] = []
  private let trials: [T]
  private var identities: [SeedIdentities<T>] = []

  init(of trials: [T]) throws {
    self.trials = trials
    for trial in trials {
      var setting = trial
      setting.seed = 0
      if setting != settings.last {
        settings.append(setting)
        identities.append(try SeedIdentities(of: setting))
      }
      places.append(settings.count - 1)
    }
  }

  subscript(index: Int) -> String { identities[places[index]][trials[index].seed] }
}
