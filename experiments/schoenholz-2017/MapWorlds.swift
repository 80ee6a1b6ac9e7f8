import Figures
import Foundation
import Lab
import Randomness

/// Made-up means, on which the verdicts on maps are tried: what theory says, something more, and normal errors of the sizes that
/// networks have.
enum MapWorlds {
  /// The worlds of maps whose term is stated.
  static func all(_ term: MapTerm) -> [World<PropagationGroup>] {
    return common(term) + [
      world("half the term", .claim, of: [MapReport.growth]) {
        0.5 * term.bound($0, layersPassed: $1, width: $2)
      },
      growth("growth off by the margin", .nearly, term, margins: 1),
      growth("growth off by far more", .opposite, term, margins: 5),
    ]
  }

  /// The worlds of networks with dropout.
  static func dropout(_ term: MapTerm) -> [World<PropagationGroup>] {
    common(term) + [
      apart("c* as the maps say", .claim, term, margins: 0),
      apart("c* off by the margin", .nearly, term, margins: 1),
      apart("c* off by far more", .opposite, term, margins: 3),
    ]
  }

  private static func common(_ term: MapTerm) -> [World<PropagationGroup>] {
    func beyond(_ margins: Double) -> Law {
      { term.bound($0, layersPassed: $1, width: $2) + margins * MapTerm.margin($0) }
    }
    func need(_ times: Double) -> Law { { quantity, _, _ in times * MapTerm.need(quantity) } }
    return [
      world("half the term", .claim, of: [MapReport.maps]) {
        0.5 * term.bound($0, layersPassed: $1, width: $2)
      },
      world("off by the margin", .nearly, of: [MapReport.maps], beyond(1)),
      world("off by far more", .opposite, of: [MapReport.maps], beyond(4)),
      world("off by what matters", .null, of: [MapReport.needed], need(1)),
      world("off by far more than matters", .claim, of: [MapReport.needed], need(3)),
      world("just as the maps say", .opposite, of: [MapReport.needed], need(0)),
    ]
  }

  /// By how much a mean lies off.
  private typealias Law =
    @Sendable (_ quantity: PropagationGroup.Quantity, _ layersPassed: Int, _ width: Int) -> Double

  /// Gradients that grow by more than χ_1 a layer, by so many margins.
  private static func growth(
    _ name: String, _ truth: Truth, _ term: MapTerm, margins: Double
  ) -> World<PropagationGroup> {
    world(name, truth, of: [MapReport.growth]) { quantity, layersPassed, width in
      guard quantity == .gradient else { return 0 }
      let rate = MapReport.margin + term.gradient / Double(width)
      return exp(margins * rate * Double(layersPassed)) - 1
    }
  }

  /// Correlations that lie off c* by so many margins.
  private static func apart(
    _ name: String, _ truth: Truth, _ term: MapTerm, margins: Double
  ) -> World<PropagationGroup> {
    World(name, truth, of: [MapReport.fixedPoint]) { group, key in
      let margin = MapReport.fixedPoint(group, term)?.margin ?? 0
      return outcome(group, key) { quantity, _, _ in
        quantity == .correlation ? margins * margin : 0
      }
    }
  }

  private static func world(
    _ name: String, _ truth: Truth, of topics: Set<TestedClaim.Topic>, _ law: @escaping Law
  ) -> World<PropagationGroup> {
    World(name, truth, of: topics) { group, key in outcome(group, key, law) }
  }

  private static func outcome(
    _ group: PropagationGroup, _ key: RandomKey, _ law: Law
  ) -> PropagationTrial.Outcome {
    var stream = key.stream()
    let (networks, width) = (group.trial.networks, group.width ?? 100)
    let root = Double(networks).squareRoot()
    return PropagationTrial.Outcome(
      places: group.theory.map { theory in
        func mean(_ quantity: PropagationGroup.Quantity, _ expected: Double, isShare: Bool, _ error: Double)
          -> (mean: Double, deviation: Double)
        {
          let unit = isShare ? expected : 1
          return (
            expected + unit * (law(quantity, theory.layersPassed, width) + error * stream.nextNormal()),
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
