import Foundation
import Statistics
import Testing

@Suite struct ObservationTests {
  @Test func epochsAreTimes() {
    #expect(Observation.event(at: 3) == .event(at: 3.0))
    #expect(Observation.censored(at: 100) == .censored(at: 100.0))
    #expect(Observation.event(at: 3) != .censored(at: 3))
    #expect(Observation.censored(at: 2.5).isCensored && Observation.censored(at: 2.5).time == 2.5)
  }

  @Test func survivesACodingRoundTrip() throws {
    let observations: [Observation] = [.event(at: 1), .censored(at: 4.25)]
    let data = try JSONEncoder().encode(observations)
    #expect(try JSONDecoder().decode([Observation].self, from: data) == observations)
  }
}
