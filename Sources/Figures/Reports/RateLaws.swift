import Foundation
import Lab
import Statistics

/// The powers of depth × width that η* and λ₁ of networks of one sort follow, fitted on scales of equal ratios.
package struct RateLaws: Sendable {
  /// What the networks have in common: a label for each axis but depth and width.
  package let labels: [String]
  /// The settings.
  package let groups: [RateGroup]

  /// The networks of each sort.
  package static func all(_ measured: Measured<RateGroup>) -> [RateLaws] {
    measured.groups.parted(by: others(measured.headings)).map {
      RateLaws(labels: $0.labels, groups: $0.groups)
    }
  }

  /// The places of the axes that are not depth or width.
  package static func others(_ headings: [String]) -> [Int] {
    headings.indices.filter { !["depth", "width"].contains(headings[$0]) }
  }

  /// ln η* over ln (depth × width).
  package var rate: LineFit? {
    fit {
      $0.logRate?.mean
    } over: {
      $0.size.map { log($0) }
    }
  }
  /// ln λ₁ over ln (depth × width).
  package var sharpness: LineFit? {
    fit {
      $0.logSharpness?.mean
    } over: {
      $0.size.map { log($0) }
    }
  }
  /// ln η* over ln λ₁.
  package var relation: LineFit? {
    fit {
      $0.logRate?.mean
    } over: {
      $0.logSharpness?.mean
    }
  }

  private func fit(
    _ y: (RateGroup) -> Double?, over x: (RateGroup) -> Double?
  ) -> LineFit? {
    LineFit(groups.compactMap { group in x(group).flatMap { x in y(group).map { (x, $0) } } })
  }

  /// How far, as a factor, what is told well by a power may lie from it, in the root of the mean square.
  package static let factor = 1.5
  /// By how much the exponent of an inverse relation may differ from −1.
  package static let margin = 0.1

  /// What is claimed of networks of one sort, `whose` names them.
  package func claims(_ whose: String) -> [TestedClaim] {
    let own = [
      power("η* follows a power of depth × width\(whose)", rate).about(Self.rateTopic),
      falls("η* falls as depth × width grows\(whose)", rate).about(Self.fall),
    ]
    // Nobody knows λ₁ of networks of other layers.
    guard groups.contains(where: { $0.logSharpness != nil }) else { return own }
    return own + [
      power("λ₁ follows a power of depth × width\(whose)", sharpness).about(Self.sharpnessTopic),
      power("η* follows a power of λ₁\(whose)", relation).about(Self.relationTopic),
      apart("η* and λ₁ are not inversely related\(whose)", relation).about(Self.inverse),
    ]
  }

  /// What its claims are about.
  package static let rateTopic = TestedClaim.Topic("rate")
  package static let fall = TestedClaim.Topic("fall")
  package static let sharpnessTopic = TestedClaim.Topic("sharpness")
  package static let relationTopic = TestedClaim.Topic("relation")
  package static let inverse = TestedClaim.Topic("inverse")

  private func power(_ statement: String, _ fit: LineFit?) -> TestedClaim {
    guard let fit else { return untold(statement) }
    return TestedClaim(
      statement, ifFalse: fit.pValue(scatterBelow: log(Self.factor)),
      ifTrue: fit.pValue(scatterAbove: log(Self.factor)),
      evidence: "\(Self.text(fit)); held within a factor of \(Self.factor)")
  }

  private func falls(_ statement: String, _ fit: LineFit?) -> TestedClaim {
    guard let fit else { return untold(statement) }
    return TestedClaim(
      statement, ifFalse: fit.pValue(smallerThan: 0), ifTrue: fit.pValue(largerThan: 0),
      evidence: Self.text(fit))
  }

  /// The exponent is not −1: it lies outside the margin about it.
  private func apart(_ statement: String, _ fit: LineFit?) -> TestedClaim {
    guard let fit else { return untold(statement) }
    let (low, high) = (-1 - Self.margin, -1 + Self.margin)
    return TestedClaim(
      statement, ifFalse: min(1, 2 * min(fit.pValue(smallerThan: low), fit.pValue(largerThan: high))),
      ifTrue: max(fit.pValue(largerThan: low), fit.pValue(smallerThan: high)),
      evidence: "\(Self.text(fit)); inverse from \(low) to \(high)")
  }

  private func untold(_ statement: String) -> TestedClaim {
    .untested(statement, "\(groups.count) settings, fewer than three of which have both numbers")
  }

  /// A power in words.
  package static func text(_ fit: LineFit) -> String {
    let interval = fit.slopeInterval()
    return "exponent \(decimals(fit.slope, 2)), 95 % from \(decimals(interval.lowerBound, 2)) to "
      + "\(decimals(interval.upperBound, 2)); off by a factor of \(decimals(exp(fit.scatter), 2)), "
      + "\(Int(fit.degreesOfFreedom) + 2) settings"
  }
}
