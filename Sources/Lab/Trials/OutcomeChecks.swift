import Network
import Training
import Wording

// What is checked here once, as an outcome is read, nothing behind it need check again: numbers of networks,
// layers, epochs and regions are used in arithmetic, as sizes and as places of lists.

extension StartTrial {
  /// Sees that an outcome can be the trial's: it started, or did not, in an epoch that the trial has.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    let limit = max(1, criterion.epochLimit)
    switch outcome.start {
    case .started(let epoch): try OutcomeError.require("the epoch of the start", epoch, in: 1...limit)
    case .censored(let epoch): try OutcomeError.require("the last epoch", epoch, in: 1...limit)
    case .diverged(let step): try OutcomeError.require("the step of the divergence", step, in: 1...Int.max)
    }
    if let death = outcome.death { try OutcomeError.require("the epoch of the death", death, in: 1...limit) }
    try check(outcome.epochs, upTo: limit)
    for scaling in outcome.settled ?? [] {
      try OutcomeError.require("a layer's trials", scaling.trials, in: 0...1_000_000)
      try OutcomeError.require("a layer's factor", scaling.factor, in: 0...Double.greatestFiniteMagnitude)
    }
  }
}

extension LengthTrial {
  /// Sees that an outcome can be the trial's: it is of as many networks and layers.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    // Sizes that make no network make no outcome either, and were refused before.
    guard let depth = try? architecture.depth() else { return }
    try OutcomeError.require("layers", outcome.layers.count, in: depth...depth)
    for layer in outcome.layers { try layer.check("a layer's networks", networks...networks) }
    try outcome.layerVariance.check("the variance's networks", networks...networks)
    if let growths = outcome.growths {
      try OutcomeError.require("growths", growths.count, in: depth...depth)
      for growth in growths { try growth.check("a growth's networks", 0...networks) }
    }
    guard let histogram = outcome.logarithms else { return }
    try histogram.check(networks: networks, within: farthestBin(depth))
  }

  /// How far from 0 the bin of a logarithm can lie: the mean square of what comes out of one product of
  /// Float weights lies within e^±500 of what comes in, whatever the law; that is 2,000 bins.
  private func farthestBin(_ depth: Int) -> Int {
    return Int(min(2000 * (Double(depth) + 1) * Double(architecture.family.productsPerLayer), 1e9))
  }
}

extension RegionTrial {
  /// Sees that an outcome can be the trial's: regions of its planes or lines at its moments.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    try check(outcome.moments.map(\.epoch), outcome.epochs, units: outcome.units, outcome.divergence)
    for found in outcome.moments {
      try OutcomeError.require("planes or lines", found.regions.count, in: slices...slices)
      for regions in found.regions { try OutcomeError.require("regions", regions, in: 1...1_000_000_000_000) }
      for accuracy in [found.trainingAccuracy, found.testAccuracy].compactMap(\.self) {
        try OutcomeError.require("an accuracy", accuracy, in: 0...1)
      }
    }
  }
}

extension DistanceTrial {
  /// Sees that an outcome can be the trial's: distances of its points at its moments.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    try check(outcome.moments.map(\.epoch), outcome.epochs, units: outcome.units, outcome.divergence)
    for found in outcome.moments {
      for distances in Source.allCases.map({ found[$0] }) {
        try distances.lengths.check("points", 0...points)
        try distances.logarithms.check(networks: distances.lengths.count, within: 4000)
      }
      for accuracy in [found.trainingAccuracy, found.testAccuracy] {
        try OutcomeError.require("an accuracy", accuracy, in: 0...1)
      }
    }
  }
}

extension MomentTrial {
  /// Sees that moments are the trial's, those before a divergence.
  fileprivate func check(
    _ found: [Double], _ epochs: [EpochRecord], units: Int, _ divergence: Int?
  ) throws(OutcomeError) {
    // Beyond these no machine counts; the square of the one and the sum of the others are whole numbers.
    try OutcomeError.require("units", units, in: (found.isEmpty ? 0 : 1)...1_000_000_000)
    try OutcomeError.require("moments", found.count, in: 0...moments.count)
    for (epoch, own) in zip(found, moments) {
      try OutcomeError.require("the epoch of a moment", epoch, in: own...own)
    }
    if let divergence {
      try OutcomeError.require("the step of the divergence", divergence, in: 1...Int.max)
    }
    try check(epochs, upTo: Int(min((moments.last ?? 0).rounded(.up), 1e15)))
  }
}

extension JacobianTrial {
  /// Sees that an outcome can be the trial's: it is of as many networks, with singular values where these
  /// were asked for.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    let ranks = hasSpectrum ? Outcome.ranks.count : 0
    try OutcomeError.require("singular values", outcome.spectrum.count, in: ranks...ranks)
    let products = outcome.products.map { [$0] } ?? []
    for summary in [outcome.squares, outcome.fourths, outcome.variances] + products + outcome.spectrum {
      try summary.check("networks", networks...networks)
    }
  }
}

extension LayerLawTrial {
  /// Sees that an outcome can be the trial's: p-values.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    for comparison in [outcome.exact, outcome.meanField] {
      for pValue in [comparison.length, comparison.outputs, comparison.joint, comparison.apart ?? 1] {
        try OutcomeError.require("a p-value", pValue, in: 0...1)
      }
    }
  }
}

extension SignalTrial {
  /// Sees that an outcome can be the trial's: signals of its layers at its moments, those before a divergence.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    guard let names = try? layerNames else { return }
    try OutcomeError.require("layers", outcome.layers.count, in: names.count...names.count)
    for (found, name) in zip(outcome.layers, names) where found != name {
      throw OutcomeError("the name of a layer", expected: name.quoted, found: found.quoted)
    }
    if let step = outcome.divergence {
      try OutcomeError.require("the step of the divergence", step, in: 1...Int(min(stepCount, 1e15)))
    }
    let known = steps.prefix { $0 < outcome.divergence ?? Int.max }
    try OutcomeError.require("moments", outcome.moments.count, in: known.count...known.count)
    for (found, step) in zip(outcome.moments, known) {
      try OutcomeError.require("the step of a moment", found.step, in: step...step)
      try OutcomeError.require("a moment's layers", found.layers.count, in: names.count...names.count)
      for (signal, number) in found.layers.joined() {
        try OutcomeError.require("\(signal.rawValue) of a layer", number, in: signal.range)
      }
    }
  }
}

extension DistortionTrial {
  /// Sees that an outcome can be the trial's: powers of as many networks at its moments.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    try OutcomeError.require("moments", outcome.moments.count, in: 0...moments.count)
    for (found, epoch) in zip(outcome.moments, moments) {
      try OutcomeError.require("the epoch of a moment", found.epoch, in: epoch...epoch)
      let powers = Outcome.powers.count
      try OutcomeError.require("powers", found.powers.count, in: powers...powers)
      for power in found.powers { try power.check("networks", networks...networks) }
    }
    if let step = outcome.divergence {
      try OutcomeError.require("the step of the divergence", step, in: 1...Int.max)
    }
    try check(outcome.epochs, upTo: moments.last ?? 0)
  }
}

extension PropagationTrial {
  /// Sees that an outcome can be the trial's: it is of as many networks and hidden layers, and correlations are some.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    guard let depth = try? architecture.depth() else { return }
    let count = lags.isEmpty ? depth + 1 : 0
    try OutcomeError.require("places", outcome.places.count, in: count...count)
    try OutcomeError.require("lags", outcome.lags.count, in: lags.count...lags.count)
    for summary in outcome.lags.compactMap(\.correlation) {
      try OutcomeError.require("correlations", summary.count, in: 1...networks)
      try OutcomeError.require("a correlation", summary.mean, in: -1.000_001...1.000_001)
      try OutcomeError.require("a deviation", summary.deviation, in: 0...2)
    }
    for place in outcome.places {
      for summary in [place.square, place.gradient] { try summary.check("networks", networks...networks) }
      for summary in [place.correlation, place.gradientCorrelation].compactMap(\.self) {
        try OutcomeError.require("correlations", summary.count, in: 1...networks)
        try OutcomeError.require("a correlation", summary.mean, in: -1.000_001...1.000_001)
        try OutcomeError.require("a deviation", summary.deviation, in: 0...2)
      }
    }
  }
}

extension RateTrial {
  /// Sees that an outcome can be the trial's: rates of its range, the lower one below the upper.
  ///
  /// - Throws: `OutcomeError`.
  public func check(_ outcome: Outcome) throws(OutcomeError) {
    guard lowest <= highest else { return }
    let upper = outcome.upper ?? highest
    try OutcomeError.require("the upper end of the bracket", upper, in: lowest...highest)
    if let lower = outcome.lower {
      try OutcomeError.require("the lower end of the bracket", lower, in: lowest...upper)
    }
    try OutcomeError.require("runs", outcome.runs, in: 1...1_000_000_000)
    if let sharpness = outcome.sharpness {
      try OutcomeError.require("products with vectors", sharpness.products, in: 1...1_000_000)
    }
  }
}

extension Trial {
  /// Sees that epochs are counted from 1, and accuracies are shares.
  fileprivate func check(_ epochs: [EpochRecord], upTo limit: Int) throws(OutcomeError) {
    try OutcomeError.require("epochs", epochs.count, in: 0...max(0, limit))
    for (number, record) in epochs.enumerated() {
      try OutcomeError.require("the number of an epoch", record.epoch, in: number + 1...number + 1)
      try OutcomeError.require("a test accuracy", record.testAccuracy, in: 0...1)
    }
  }
}

extension LengthSummary {
  /// Sees that so many networks can have these sums.
  fileprivate func check(_ part: String, _ networks: ClosedRange<Int>) throws(OutcomeError) {
    // A sum over ten million runs of so many is a whole number yet.
    try OutcomeError.require(part, count, in: 0...100_000_000_000)
    try OutcomeError.require(part, count, in: networks)
    try OutcomeError.require("dead networks", dead, in: 0...count)
    try OutcomeError.require("an exponent", exponent, in: -1_000_000_000_000...1_000_000_000_000)
  }
}

extension LogHistogram {
  /// Sees that so many networks fill these bins.
  fileprivate func check(networks: Int, within farthest: Int) throws(OutcomeError) {
    try OutcomeError.require("the first bin", first, in: -farthest...farthest)
    try OutcomeError.require("bins", counts.count, in: 0...(farthest - first + 1))
    var left = networks
    for count in counts {
      try OutcomeError.require("the networks of a bin", count, in: 0...left)
      left -= count
    }
  }
}
