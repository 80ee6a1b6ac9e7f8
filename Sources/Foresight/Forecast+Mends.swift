import Network
import Theory

extension Forecast {
  /// The changes that mend a trouble, the smallest first; each is one that a forecast of the changed network
  /// confirms.
  public func mends(of trouble: Trouble) -> [Mend] {
    var mends: [Mend] = []
    // A whole new initialisation is advised only where scaling the present one does not do.
    for (change, architecture, initialization) in changes(for: trouble) {
      if change == .initialization, mends.contains(where: \.isOfWeights) { continue }
      guard let mended = forecast(architecture, initialization), isBetter(mended, by: trouble) else {
        continue
      }
      mends.append(
        Mend(trouble: trouble, change: change, architecture: architecture, initialization: initialization))
    }
    return mends
  }

  /// The first mend of each trouble, one after another until none is left; nil where that does not come to
  /// an end.
  public var cure: [Mend]? {
    var mends: [Mend] = []
    var forecast = self
    while let finding = forecast.findings.first {
      guard mends.count < Trouble.allCases.count, let mend = forecast.mends(of: finding.trouble).first,
        let next = forecast.forecast(mend.architecture, mend.initialization)
      else { return nil }
      mends.append(mend)
      forecast = next
    }
    return mends
  }

  private typealias Candidate = (Mend.Change, Architecture, Initialization)

  private func changes(for trouble: Trouble) -> [Candidate] {
    switch trouble {
    case .vanishing: padding + variance + [heNormal] + others + norms + depths(without: trouble)
    case .exploding: variance + [heNormal] + others + norms + depths(without: trouble)
    case .residualExplosion: variance + scales + others + norms + depths(without: trouble)
    case .gradientLoss, .gradientExplosion, .alikeInputs, .chaos, .saturation:
      variance + scales + others + norms + depths(without: trouble)
    case .normExplosion: norms + depths(without: trouble)
    case .noise: quiet + depths(without: trouble)
    case .layerVariance: widths(without: trouble) + others + depths(without: trouble)
    case .deadLayers: widths(without: trouble) + depths(without: trouble)
    case .equalUnits: [heNormal]
    }
  }

  private var heNormal: Candidate {
    (.initialization, architecture.withoutLaws, PopularInitialization.heNormal.initialization)
  }

  /// The initialisations that keep signals by what they do to modules or to pairs of units, where the network can begin so.
  private var others: [Candidate] {
    [PopularInitialization.fixup, .skipinit, .orthogonalMirrored].map {
      (.initialization, architecture.withoutLaws, $0.initialization)
    }
  }

  /// Another normalisation, where the network has a parameter for it.
  private var norms: [Candidate] { parameter("norm", ["layer-norm", "none"]) }

  /// No noise, where the network has a parameter for it.
  private var quiet: [Candidate] { parameter("drop", ["none"]) }

  private func parameter(_ name: String, _ words: [String]) -> [Candidate] {
    guard let network = architecture.of(LayerList.self), let now = network.parameters[name]?.summary else {
      return []
    }
    return words.filter { $0 != now }.map { word in
      var changed = network
      changed.parameters[name] = .text(word)
      return (.parameter(name, word), Architecture(changed), initialization)
    }
  }

  private var padding: [Candidate] {
    architecture.onTorus.map { [(.circularPadding, $0, initialization)] } ?? []
  }

  /// The same law with the variance that keeps lengths, 2 / fan-in for ReLU; of the linear network as which a
  /// mirrored one begins, 1 / fan-in.
  private var variance: [Candidate] {
    let own = (try? architecture.layers(input: input, classes: nil)) ?? []
    if own.contains(where: \.isNoisy)
      || own.flatMap(\.activations).contains(where: { $0.negativeSlope == nil })
    {
      return [(.initialization, architecture.withoutLaws, PopularInitialization.critical.initialization)]
    }
    var changed = initialization
    changed.weights.fan = .in
    changed.weights.gain = initialization.isMirrored ? 1 : (architecture.rectifier ?? .relu).keepingGain
    if initialization.weights.law == .truncatedNormal(corrected: false) {
      changed.weights.gain /= Initializer.truncatedVariance
    }
    let bare = architecture.withoutLaws
    if initialization.isMirrored { return [(.initialization, bare, changed)] }
    let products = (try? bare.layers(input: input, classes: nil).flatMap(\.products)) ?? []
    let ratios = zip(own.flatMap(\.products), products).compactMap { before, after -> Double? in
      let old = before.gain(initialization.weights)
      return old > 0 ? after.gain(changed.weights) / old : nil
    }
    guard let least = ratios.min(), let most = ratios.max() else { return [] }
    let isCommon = most / least < 1 + 1e-9
    return [(isCommon ? .weights(factor: most.squareRoot()) : .initialization, bare, changed)]
  }

  private func widths(without trouble: Trouble) -> [Candidate] {
    let limit = trouble.threshold
    if trouble == .deadLayers {
      let width = DeadLayers.leastWidth(depth: depth, probability: limit)
      let architecture = architecture.withWidths { $0.map { max($0, width) } }
      return architecture.map { [(.leastWidth(width), $0, initialization)] } ?? []
    }
    // Mirrored layers have two halves.
    let step = initialization.isMirrored ? 2 : 1
    func widened(_ widths: [Int]) -> [Int] {
      InverseWidths.widened(widths, beta: limit, rectifier: architecture.rectifier ?? .relu)
        .map { ($0 + step - 1) / step * step }
    }
    guard let beta, let wide = architecture.withWidths(widened) else { return [] }
    return [(.widths(factor: beta / limit), wide, initialization)]
  }

  private func depths(without trouble: Trouble) -> [Candidate] {
    guard let own = architecture.ownDepth, own > 1 else { return [] }
    let depth = greatest(1..<own) { depth in
      forecast(architecture.withDepth(depth), initialization).map { isBetter($0, by: trouble) } ?? false
    }
    return depth.map { [(.depth($0), architecture.withDepth($0), initialization)] } ?? []
  }

  /// The largest base and the largest constant, in steps of a hundredth and a thousandth, and 1/L.
  private var scales: [Candidate] {
    func candidate(_ scale: ResidualScale) -> Candidate? {
      architecture.withScale(scale).map { (.scale(scale), $0, initialization) }
    }
    func bounds(_ scale: ResidualScale) -> Bool {
      architecture.withScale(scale).flatMap { forecast($0, initialization) }
        .map { isBetter($0, by: .residualExplosion) } ?? false
    }
    let base = greatest(1..<100) { bounds(.geometric(Double($0) / 100)) }
    let constant = greatest(1..<1000) { bounds(.constant(Double($0) / 1000)) }
    return [
      base.flatMap { candidate(.geometric(Double($0) / 100)) },
      constant.flatMap { candidate(.constant(Double($0) / 1000)) }, candidate(.inverse),
    ].compactMap(\.self)
  }

  private func forecast(_ architecture: Architecture, _ initialization: Initialization) -> Forecast? {
    try? Forecast(architecture, initialization, input: input)
  }

  /// Whether a trouble is gone and no other has come. Of units that are all alike theory tells little, so
  /// that what it tells of units that are not is no new trouble.
  private func isBetter(_ other: Forecast, by trouble: Trouble) -> Bool {
    let before = Set(trouble == .equalUnits ? Trouble.allCases : findings.map(\.trouble))
    let after = Set(other.findings.map(\.trouble))
    return other.isKnown && !after.contains(trouble) && after.isSubset(of: before)
  }
}

/// The greatest number of which something holds that holds of all smaller ones too; nil where it holds of
/// none.
private func greatest(_ range: Range<Int>, where holds: (Int) -> Bool) -> Int? {
  var (known, unknown) = (range.lowerBound - 1, range.upperBound)
  while unknown - known > 1 {
    let middle = (known + unknown) / 2
    if holds(middle) { known = middle } else { unknown = middle }
  }
  return known < range.lowerBound ? nil : known
}

extension Mend {
  fileprivate var isOfWeights: Bool {
    switch change {
    case .weights, .initialization: true
    case .circularPadding, .widths, .leastWidth, .depth, .scale, .parameter: false
    }
  }
}
