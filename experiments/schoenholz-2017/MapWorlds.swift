import Figures
import Foundation
import Lab
import Randomness

/// Made-up means, on which the verdicts on maps are tried: what theory says, something more, and normal errors of the sizes that
/// networks have.
enum MapWorlds {
  /// The worlds of maps whose term is stated, and which need it or not.
  static func all(_ term: MapTerm) -> [World<PropagationGroup>] { needs + terms(term) }

  /// The worlds of maps whose term is stated, and of the growth of gradients; in the first of them claims about other topics are true
  /// too.
  static func terms(
    _ term: MapTerm, with others: Set<TestedClaim.Topic> = []
  ) -> [World<PropagationGroup>] {
    let topics: Set = [MapReport.maps, MapReport.growth]
    /// Off by so many margins beside the term; gradients by as many of the margins of their growth.
    func beyond(_ margins: Double) -> Law {
      { quantity, layersPassed, share in
        guard quantity == .gradient else {
          return term.bound(quantity, layersPassed: layersPassed, share: share) + margins
            * MapTerm.margin(quantity)
        }
        let rate = MapReport.margin + term.gradient * share
        return exp(margins * rate * Double(layersPassed)) - 1
      }
    }
    return [
      world("half the term", .claim, of: topics.union(others)) {
        0.5 * term.bound($0, layersPassed: $1, share: $2)
      },
      world("off by the margin", .nearly, of: topics, beyond(1)),
      world("off by far more", .opposite, of: topics, beyond(4)),
    ]
  }

  /// The worlds of networks with dropout.
  static func dropout(_ term: MapTerm) -> [World<PropagationGroup>] { needs + noise(term) }

  /// The worlds of networks with noise that come to c*; in the first of them claims about other topics may be true too.
  static func noise(
    _ term: MapTerm, with topics: Set<TestedClaim.Topic> = []
  ) -> [World<PropagationGroup>] {
    /// Off by so many margins; at the last layer, which is asked whether it has come to c*, correlations by as many of that.
    func world(_ name: String, _ truth: Truth, margins: Double) -> World<PropagationGroup> {
      let own: Set = [MapReport.maps, MapReport.fixedPoint]
      return World(name, truth, of: truth == .claim ? own.union(topics) : own) { group, key in
        let star = MapReport.fixedPoint(group, term)?.margin ?? MapTerm.margin(.correlation)
        return outcome(group, key) { quantity, layersPassed, share in
          if quantity == .correlation, layersPassed == 1 { return margins * star }
          let bound = term.bound(quantity, layersPassed: layersPassed, share: share)
          return (margins > 0 ? 1 : 0.5) * bound + margins * MapTerm.margin(quantity)
        }
      }
    }
    return [
      world("half the term", .claim, margins: 0), world("off by the margin", .nearly, margins: 1),
      world("off by far more", .opposite, margins: 4),
    ]
  }

  /// The worlds of lengths that grow by another factor a layer, whose logarithm is off by a margin.
  static func growth(_ topic: TestedClaim.Topic, margin: Double) -> [World<PropagationGroup>] {
    func world(_ name: String, _ truth: Truth, margins: Double) -> World<PropagationGroup> {
      self.world(name, truth, of: [topic]) { quantity, layersPassed, _ in
        quantity == .square ? exp(-margins * margin * Double(layersPassed)) - 1 : 0
      }
    }
    return [
      world("lengths grow more by the margin", .nearly, margins: 1),
      world("lengths grow far more", .opposite, margins: 4),
    ]
  }

  /// The worlds in which maps need the term, or not.
  private static var needs: [World<PropagationGroup>] {
    func need(_ times: Double) -> Law { { quantity, _, _ in times * MapTerm.need(quantity) } }
    return [
      world("off by what matters", .null, of: [MapReport.needed], need(1)),
      world("off by far more than matters", .claim, of: [MapReport.needed], need(3)),
      world("just as the maps say", .opposite, of: [MapReport.needed], need(0)),
    ]
  }

  /// By how much a mean lies off.
  typealias Law =
    @Sendable (_ quantity: PropagationGroup.Quantity, _ layersPassed: Int, _ share: Double) -> Double

  private static func world(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>, _ law: @escaping Law
  ) -> World<PropagationGroup> {
    World(name, truth, of: topics) { group, key in outcome(group, key, law) }
  }

  /// Made-up means of a setting.
  static func outcome(
    _ group: PropagationGroup, _ key: RandomKey, _ law: Law
  ) -> PropagationTrial.Outcome {
    var stream = key.stream()
    let (networks, share) = (group.trial.networks, group.share ?? 0.01)
    let root = Double(networks).squareRoot()
    return PropagationTrial.Outcome(
      places: group.theory.map { theory in
        func mean(_ quantity: PropagationGroup.Quantity, _ expected: Double, isShare: Bool, _ error: Double)
          -> (mean: Double, deviation: Double)
        {
          let unit = isShare ? expected : 1
          return (
            expected + unit * (law(quantity, theory.layersPassed, share) + error * stream.nextNormal()),
            unit * error * root
          )
        }
        func lengths(_ numbers: (mean: Double, deviation: Double)) -> LengthSummary {
          LengthSummary(
            count: networks, mean: numbers.mean, deviation: numbers.deviation, logMean: 0, logDeviation: 1)
        }
        func numbers(_ numbers: (mean: Double, deviation: Double)) -> NumberSummary {
          NumberSummary(count: networks, mean: numbers.mean, deviation: numbers.deviation)
        }
        return PropagationTrial.Outcome.Place(
          square: lengths(mean(.square, theory.square, isShare: true, 0.003)),
          correlation: numbers(mean(.correlation, theory.correlation, isShare: false, 0.003)),
          gradient: lengths(mean(.gradient, theory.gradient, isShare: true, 0.01)),
          gradientCorrelation: theory.gradientCorrelation.map {
            numbers(mean(.gradientCorrelation, $0, isShare: false, 0.003))
          })
      })
  }
}
