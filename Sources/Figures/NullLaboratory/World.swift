import Foundation
import Lab
import Randomness

/// Made-up data for the settings of an experiment, and which of its claims are true of them.
package struct World<Group: SettingGroup>: Sendable {
  /// What the data are like, in a few words.
  package let name: String
  /// What the data are to the claims that they were made for.
  let truth: Truth
  /// What these are about; nil where they are all of the figure's.
  private let topics: Set<TestedClaim.Topic>?
  /// What a run of a setting finds out there.
  package let outcome: @Sendable (Group, RandomKey) throws -> Group.Run.Outcome

  /// A world for all claims, or those about some topics.
  package init(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>? = nil,
    _ outcome: @escaping @Sendable (Group, RandomKey) throws -> Group.Run.Outcome
  ) {
    self.name = name
    self.truth = truth
    self.topics = topics
    self.outcome = outcome
  }

  /// What the data are to a claim; nil where they were not made for it.
  func truth(of claim: Claim) -> Truth? {
    guard let topics else { return truth }
    return claim.topic.map(topics.contains) == true ? truth : nil
  }
}

/// What made-up data are to a claim.
public enum Truth: String, CaseIterable, Encodable, Sendable {
  /// The claim is true of them.
  case claim
  /// The claim is not true of them, nor is its opposite: no difference at all, or one of just the margin.
  case null
  /// The claim is not true of them, but so nearly that it must not fail to be seen: theory is off by just
  /// the margin.
  case nearly
  /// The opposite of the claim is true of them.
  case opposite
}

extension RandomStream {
  /// A standard normal number.
  package mutating func nextNormal() -> Double {
    (-2 * log(1 - nextUnit())).squareRoot() * cos(2 * .pi * nextUnit())
  }

  /// A number of the exponential law of mean 1.
  package mutating func nextExponential() -> Double { -log(1 - nextUnit()) }
}
