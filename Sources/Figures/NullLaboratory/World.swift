import Foundation
import Lab
import Randomness

/// Made-up data for the settings of an experiment, and which of its claims are true of them.
package struct World<Group: SettingGroup>: Sendable {
  /// What the data are like, in a few words.
  package let name: String
  /// What the data are to a claim, by its statement; nil for claims that they were not made for.
  package let truth: @Sendable (_ statement: String) -> Truth?
  /// What a run of a setting finds out there.
  package let outcome: @Sendable (Group, RandomKey) throws -> Group.Run.Outcome

  /// A world in which all claims, or those whose statements a test picks out, are the one thing or the other.
  package init(
    _ name: String, _ truth: Truth, of claims: @escaping @Sendable (String) -> Bool = { _ in true },
    _ outcome: @escaping @Sendable (Group, RandomKey) throws -> Group.Run.Outcome
  ) {
    self.name = name
    self.truth = { claims($0) ? truth : nil }
    self.outcome = outcome
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
