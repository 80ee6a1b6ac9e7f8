/// The times at which events happened, with the events and the number under observation in every group.
struct RiskTable {
  /// One time at which at least one event happened.
  struct Row {
    let time: Double
    /// How many events each group had at this time.
    let events: [Int]
    /// How many of each group were under observation just before it.
    let atRisk: [Int]

    var totalEvents: Int { events.reduce(0, +) }
    var totalAtRisk: Int { atRisk.reduce(0, +) }
  }

  /// In order of time.
  let rows: [Row]

  /// Complexity: O(n log n + distinct times × groups).
  init(_ groups: [[Observation]]) {
    let ordered = groups.enumerated()
      .flatMap { group, members in members.map { (group: group, observation: $0) } }
      .sorted { $0.observation.time < $1.observation.time }
    var atRisk = groups.map(\.count)
    var rows: [Row] = []
    var next = 0
    while next < ordered.count {
      let time = ordered[next].observation.time
      var events = groups.map { _ in 0 }
      var leaving = events
      while next < ordered.count, ordered[next].observation.time == time {
        leaving[ordered[next].group] += 1
        if !ordered[next].observation.isCensored { events[ordered[next].group] += 1 }
        next += 1
      }
      if events.contains(where: { $0 > 0 }) { rows.append(Row(time: time, events: events, atRisk: atRisk)) }
      for group in groups.indices { atRisk[group] -= leaving[group] }
    }
    self.rows = rows
  }
}
