import Figures
import Foundation
import Lab
import Network
import Statistics
import Theory

/// q, c and gradients of networks that are built against the maps of great width.
enum MapReport {
  /// What its claims are about.
  static let maps = TestedClaim.Topic("maps")
  static let needed = TestedClaim.Topic("needed")
  static let growth = TestedClaim.Topic("growth")
  static let fixedPoint = TestedClaim.Topic("fixed point")

  /// The width at which the maps need the term.
  static let narrowest = 50
  /// From which layer on gradients are looked at, how near the maps' q must be to q* from there on, as a share, and by how much the growth
  /// of gradients may differ and still be χ_1.
  static let (settled, near, margin) = (8, 0.05, 0.02)

  /// The report on maps whose term is stated.
  static func report(_ term: MapTerm) -> @Sendable (Measured<PropagationGroup>) -> FigureReport {
    { measured in
      let plain = measured.groups.filter { $0.field?.layer.noise == 1 }
      let growths = plain.compactMap { slope($0, term) }
      return PropagationReport.report(
        measured,
        claims: claims(measured, term) + [need(measured.groups)]
          + [
            Agreement.within(
              "Mean squared gradients grow by χ_1 a layer", growths,
              margin: "\(margin) of ln χ_1 and the term"
            ).about(growth)
              .remarking(
                "settings whose q is not near q* from layer \(settled) on were left out after the first runs")
          ])
    }
  }

  /// The report on networks with dropout.
  static func dropout(_ term: MapTerm) -> @Sendable (Measured<PropagationGroup>) -> FigureReport {
    { measured in
      PropagationReport.report(
        measured,
        claims: claims(measured, term) + [need(measured.groups), alike(measured.groups, term)])
    }
  }

  /// For each setting that is not a width, whether networks of all widths follow the maps.
  static func claims(
    _ measured: Measured<PropagationGroup>, _ term: MapTerm
  ) -> [TestedClaim] {
    measured.settings(without: ["width"]).map { setting in
      follows("At \(setting.name) all widths follow the maps", setting.groups, term)
    }
  }

  /// At every place q, c, gradients and their correlation lie within the term.
  private static func follows(
    _ statement: String, _ groups: [PropagationGroup], _ term: MapTerm
  ) -> TestedClaim {
    let all = groups.flatMap { group -> [TermAgreement] in
      guard let share = group.share else { return [] }
      return PropagationGroup.Quantity.allCases.flatMap { quantity in
        group.deviations(of: quantity).map {
          TermAgreement(
            deviation: $0.value, error: $0.error,
            term: term.bound(quantity, layersPassed: $0.layersPassed, share: share),
            margin: MapTerm.margin(quantity))
        }
      }
    }
    return TermAgreement.claim(statement, all, within: "0.05, of gradients 0.2").about(maps)
  }

  /// In narrow networks the maps alone lie off.
  private static func need(_ groups: [PropagationGroup]) -> TestedClaim {
    let statement =
      "At width \(narrowest) the maps alone lie off by a fiftieth somewhere, or gradients by a tenth"
    let agreements = groups.filter { $0.width == narrowest }.flatMap { group in
      PropagationGroup.Quantity.allCases.flatMap { group.deviations(of: $0) }
    }.filter { $0.error > 0 }.map {
      Agreement(deviation: $0.value, error: $0.error, margin: MapTerm.need($0.quantity))
    }
    guard let furthest = agreements.max(by: { $0.excess < $1.excess }) else {
      return TestedClaim.untested(statement, "no networks of the width").about(needed)
    }
    return TestedClaim(
      statement, ifFalse: MultipleTests.bonferroni(agreements.map { 1 - $0.ifFalse }).min(),
      ifTrue: agreements.map(\.ifFalse).max(),
      evidence:
        "\(agreements.count) means, the clearest off by \(short(furthest.deviation)) ± \(short(furthest.error))"
    ).about(needed)
  }

  /// How the slope of ln E gradient² over layers in which q stays lies to ln χ_1; nil where the maps' q is not near
  /// its fixed point, or layers are few.
  static func slope(_ group: PropagationGroup, _ term: MapTerm) -> Agreement? {
    guard let field = group.field?.layer, case .at(let star) = field.square, let share = group.share else {
      return nil
    }
    let last = group.outcome.places.count - 1
    guard last > settled, group.theory.dropFirst(settled).allSatisfy({ abs($0.square / star - 1) < near }),
      let growth = group.logGrowth(of: .gradient, from: last, to: settled)
    else { return nil }
    return Agreement(
      deviation: growth.mean - log(field.gradientGrowth), error: growth.error,
      margin: margin + term.gradient * share)
  }

  /// With noise inputs come to c* below 1.
  static func alike(_ groups: [PropagationGroup], _ term: MapTerm) -> TestedClaim {
    let noisy = groups.compactMap { group -> (agreement: Agreement, star: Double)? in
      guard let (star, margin) = fixedPoint(group, term),
        let found = group.comparison(.correlation, at: group.theory.count - 1)
      else { return nil }
      return (Agreement(deviation: found.mean - star, error: found.error, margin: margin), star)
    }
    let greatest = noisy.map(\.star).max().map { short($0) } ?? "–"
    let statement = "With noise inputs come to a correlation c* below 1, \(greatest) at most here"
    return Agreement.within(statement, noisy.map(\.agreement), margin: "0.05 and the term, and below 1")
      .about(fixedPoint)
  }

  /// c* and by how much a measured correlation may differ and still be it; nil without noise, or where the maps have not come to it at the
  /// last layer.
  static func fixedPoint(
    _ group: PropagationGroup, _ term: MapTerm
  ) -> (star: Double, margin: Double)? {
    guard case (let layer, let star?)? = group.field, layer.noise > 1,
      let share = group.share, let expected = group.theory.last, abs(expected.correlation - star) < 0.002
    else { return nil }
    return (star, min(MapTerm.margin(.correlation) + term.correlation * share, 1 - star))
  }
}

extension PropagationGroup {
  /// The layer that is met again and again, with c*; nil where there is none.
  var field: (layer: MeanField, star: Double?)? {
    let (weights, biases) = (trial.initialization.weights.gain, trial.initialization.biases.gain)
    if let network = trial.architecture.of(FullyConnected.self) {
      return MeanFields.layer(network.activation, weights: weights, biases: biases)
    }
    guard let layers = try? trial.architecture.layers(input: [2], classes: nil),
      let activation = layers.lazy.flatMap(\.activations).first
    else { return nil }
    let noise = layers.lazy.compactMap { $0.kind as? Layer.MultiplicativeNoise }.first?.law.square ?? 1
    return MeanFields.layer(activation, weights: weights, biases: biases, noise: noise)
  }
}
