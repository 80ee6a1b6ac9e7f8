// Each layer as a change of the pair. A change returns by how much it multiplies the sum of squared gradients on the way back,
// for the first input, where one pixel stands for all.

extension SignalPair {
  /// A product with independent weights of mean 0, and biases: K ← gain · K + bias, whatever the law was.
  ///
  /// Of vectors out of images all pixels are summed over, each with itself.
  ///
  /// - Parameters:
  ///   - gain: fan-in · E[w²].
  ///   - bias: E[b²].
  public mutating func multiply(gain: Double, bias: Double = 0) -> BackwardFactor {
    if pixels != nil { collapse(Self.diagonal(kernels, count), Self.diagonal(tangents, count)) }
    mix(gain, bias)
    return BackwardFactor(gain)
  }

  /// A product with filters over images; where one pixel stands for all, neighbours are as it is.
  ///
  /// - Parameter isCentred: Whether the weights of a filter add up to 0, so that the mean of its inputs is lost.
  /// - Throws: `TheoryGap` where filters whose weights add up to 0 see pixels that are told apart.
  public mutating func convolve(
    _ window: PixelWindow, gain: Double, bias: Double = 0, isCentred: Bool = false
  ) throws(TheoryGap) -> BackwardFactor {
    if let grid = pixels {
      if isCentred { throw TheoryGap("", "standardised filters over pixels that are told apart") }
      (kernels, pixels) = (window.averaged(kernels, over: grid), window.grid(after: grid))
      tangents = window.averaged(tangents, over: grid)
      means = Array(repeating: .zero, count: pixels?.count ?? 1)
    } else if isCentred {
      kernels[0] = kernels[0] - means[0] * means[0]
    }
    mix(gain, bias)
    return BackwardFactor(gain)
  }

  private mutating func mix(_ gain: Double, _ bias: Double) {
    let biases = PairMoments(square: bias, correlation: 1)
    kernels = kernels.map { gain * $0 + biases }
    tangents = zip(tangents, kernels).map { gain * $0 + $1 }
    means = Array(repeating: .zero, count: count)
    law = .normal
  }

  /// Leaves one pixel of these moments, and the mean of all means.
  mutating func collapse(_ kernel: PairMoments, _ tangent: PairMoments) {
    (pixels, kernels, tangents, means) = (nil, [kernel], [tangent], [means.mean])
  }

  /// A product in which each unit sees few inputs, such as a depthwise convolution of one channel: what it gives is normal given
  /// these inputs, and not otherwise.
  ///
  /// - Parameter inputs: How many channels a filter sees.
  /// - Throws: `TheoryGap` where pixels are told apart, or the law of the inputs is not known.
  public mutating func multiply(gain: Double, bias: Double, eachOf inputs: Int) throws(TheoryGap)
    -> BackwardFactor
  {
    guard pixels == nil else { throw TheoryGap("", "few channels a filter over pixels that are told apart") }
    guard let units = unitLaw else { throw TheoryGap("", "the law of what few channels a filter see") }
    let weights = UnitLaw.normal(PairMoments(square: gain / Double(inputs), correlation: 1))
    let start = UnitLaw.normal(PairMoments(square: bias, correlation: 1))
    mix(gain, bias)
    // The first channel of each filter keeps its place among the units.
    let channel = units.combined(weights) { $0 * $1 }
    let sum = (1..<inputs).reduce(channel) { sum, _ in sum.combined(channel) { $0 + $1 } }
    law = .sampled(sum.combined(start) { $0 + $1 })
    if inputs == 1 { return BackwardFactor(gain) { weights.sample(units.count).squares } }
    return BackwardFactor(gain)
  }

  /// A function of each number.
  ///
  /// - Throws: `TheoryGap` where the law of the numbers is not known.
  public mutating func apply(_ function: Nonlinearity) throws(TheoryGap) -> BackwardFactor {
    switch law {
    case .normal: return applyToNormal(function)
    case .sampled(let units):
      let (values, image, squares) = units.sample(0).image(under: function, of: kernels[0])
      (kernels, means) = ([image.moments], [image.means])
      law = .sampled(
        UnitLaw(count: units.count) { $0 == 0 ? values : units.sample($0).mapped(function.value) })
      tangents[0] = tangents[0] * image.slopes
      return BackwardFactor(image.slopes.first) { squares }
    case .unknown(let reason): throw TheoryGap("", "the law of what it is given, \(reason)")
    }
  }

  private mutating func applyToNormal(_ function: Nonlinearity) -> BackwardFactor {
    let own = stride(from: 0, to: kernels.count, by: count + 1).map { kernels[$0] }
    if count == 1 {
      let (pair, image) = (kernels[0], function.image(of: kernels[0]))
      (kernels, means) = ([image.moments], [image.means])
      tangents[0] = tangents[0] * image.slopes
      law = .sampled(UnitLaw.normal(pair).mapped { $0.mapped(function.value) })
      return BackwardFactor(image.slopes.first) {
        UnitSample(pair, number: 0).mapped(function.slope).squares
      }
    }
    for place in kernels.indices {
      let (p, q) = (place / count, place % count)
      func image(_ one: Double, _ other: Double, _ product: Double) -> PairImage {
        function.image(of: PairMoments(first: one, second: other, product: product))
      }
      let images = (
        image(own[p].first, own[q].first, kernels[place].first),
        image(own[p].second, own[q].second, kernels[place].second),
        image(own[p].first, own[q].second, kernels[place].product)
      )
      kernels[place] = PairMoments(
        first: images.0.moments.product, second: images.1.moments.product, product: images.2.moments.product)
      tangents[place] =
        tangents[place]
        * PairMoments(
          first: images.0.slopes.product, second: images.1.slopes.product, product: images.2.slopes.product)
      if p == q { means[p] = images.2.means }
    }
    law = .unknown("of pixels behind an activation")
    return BackwardFactor(.nan)
  }

  /// Multiplication by a number.
  public mutating func scale(by factor: Double) -> BackwardFactor {
    let square = factor * factor
    kernels = kernels.map { square * $0 }
    tangents = tangents.map { square * $0 }
    means = means.map { $0.mapped { $0 * factor } }
    if case .sampled(let units) = law { law = .sampled(units.mapped { $0.mapped { factor * $0 } }) }
    return BackwardFactor(square)
  }

  /// Addition of a number.
  public mutating func shift(by summand: Double) {
    if summand == 0 { return }
    let added = PairNumbers(both: summand)
    kernels = kernels.enumerated().map { place, kernel in
      kernel + means[place / count] * added + added * means[place % count] + added * added
    }
    means = means.map { $0 + added }
    switch law {
    case .normal where count == 1:
      let pair = kernels[0] - added * added
      law = .sampled(UnitLaw.normal(pair).mapped { $0.mapped { $0 + summand } })
    case .normal: law = .unknown("of shifted pixels")
    case .sampled(let units): law = .sampled(units.mapped { $0.mapped { $0 + summand } })
    case .unknown: break
    }
  }

  /// Independent factors of mean 1 for each number of either input, such as dropout's.
  ///
  /// - Parameters:
  ///   - square: The factors' second moment.
  ///   - factor: A factor, made of a standard normal number.
  public mutating func scatter(
    square: Double, _ factor: @escaping @Sendable (Double) -> Double
  ) -> BackwardFactor {
    let units = unitLaw
    let factors = UnitLaw.normal(PairMoments(square: 1, correlation: 0)).mapped { $0.mapped(factor) }
    if let units { law = .sampled(units.combined(factors) { $0 * $1 }) }
    for p in 0..<count {
      let place = p * count + p
      kernels[place].first *= square
      kernels[place].second *= square
      tangents[place].first *= square
      tangents[place].second *= square
    }
    guard let units else { return BackwardFactor(square) }
    return BackwardFactor(square) { factors.sample(units.count).squares }
  }

  /// How a sample of the units is drawn; nil where their law is not known.
  var unitLaw: UnitLaw? {
    switch law {
    case .normal where count == 1: .normal(kernels[0])
    case .sampled(let units): units
    case .normal, .unknown: nil
    }
  }
}
