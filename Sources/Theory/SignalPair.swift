/// What two inputs are at one place of a network of great width: the second moments of what they give its units, and of the gradients
/// with respect to all weights before (the neural tangent kernel).
///
/// Layers change it one by one; each method is one. Where images matter as such, moments are of each pixel of one input
/// with each of the other (`pixels`); else they are of one pixel, which stands for all pixels of an even picture, for
/// the mean over those of any other, and for vectors.
///
/// Source: Poole et al. 2016, *Exponential Expressivity in Deep Neural Networks Through Transient Chaos*; Jacot, Gabriel & Hongler
/// 2018, *Neural Tangent Kernel*; for images Novak et al. 2019, *Bayesian Deep Convolutional Networks with Many Channels are
/// Gaussian Processes*.
public struct SignalPair: Sendable {
  /// The height and width of images whose pixels are told apart; nil where one stands for all.
  public internal(set) var pixels: PixelGrid?
  /// The moments of pixel p of one input with pixel p′ of the other, at p · pixels + p′; `first` of the first input with
  /// itself, `second` of the second with itself, `product` of the first's p with the second's p′.
  public internal(set) var kernels: [PairMoments]
  /// The same of gradients with respect to all weights before, each weight of variance gain / fan-in counted as √(gain / fan-in)
  /// times one of variance 1.
  public internal(set) var tangents: [PairMoments]
  /// The means over units at each pixel.
  var means: [PairNumbers]
  /// The law of the units.
  var law: Law

  /// The law of what units hold.
  enum Law: Sendable {
    /// Normal, of mean 0.
    case normal
    /// Any, as a sample shows it that is drawn when somebody asks.
    case sampled(UnitLaw)
    /// Not known, and why.
    case unknown(String)
  }

  /// Two inputs of these moments, whose numbers are given and have no law.
  public init(_ moments: PairMoments) {
    (kernels, tangents, means) = ([moments], [.zero], [.zero])
    law = .unknown("the input itself")
  }

  /// Two images of the same extents [channels, height, width], whose pixels are told apart.
  public init(_ first: [Double], _ second: [Double], extents: [Int]) {
    precondition(extents.count == 3 && first.count == extents.reduce(1, *) && second.count == first.count)
    let (channels, grid) = (extents[0], PixelGrid(height: extents[1], width: extents[2]))
    let count = grid.count
    func moment(_ one: [Double], _ p: Int, _ other: [Double], _ q: Int) -> Double {
      (0..<channels).reduce(0) { $0 + one[$1 * count + p] * other[$1 * count + q] } / Double(channels)
    }
    func mean(_ image: [Double], _ p: Int) -> Double {
      (0..<channels).reduce(0) { $0 + image[$1 * count + p] } / Double(channels)
    }
    pixels = grid
    kernels = (0..<count * count).map { place in
      let (p, q) = (place / count, place % count)
      return PairMoments(
        first: moment(first, p, first, q), second: moment(second, p, second, q),
        product: moment(first, p, second, q))
    }
    tangents = Array(repeating: .zero, count: count * count)
    means = (0..<count).map { PairNumbers(first: mean(first, $0), second: mean(second, $0)) }
    law = .unknown("the input itself")
  }

  /// The number of pixels that are told apart.
  var count: Int { means.count }

  /// The mean over pixels of the moments of each with itself.
  public var moments: PairMoments { Self.diagonal(kernels, count) }

  /// How alike the two inputs are here: the product's moment over the root of both squares'.
  public var correlation: Double { moments.correlation }

  /// The mean over pixels of the tangent kernel of each with itself.
  public var tangent: PairMoments { Self.diagonal(tangents, count) }

  static func diagonal(_ kernels: [PairMoments], _ count: Int) -> PairMoments {
    let sum = stride(from: 0, to: kernels.count, by: count + 1)
      .reduce(PairMoments.zero) { $0 + kernels[$1] }
    return 1 / Double(count) * sum
  }
}

/// The pixels of an image, row by row.
public struct PixelGrid: Hashable, Sendable {
  /// The number of rows.
  public let height: Int
  /// The number of columns.
  public let width: Int

  /// A grid of so many pixels.
  public init(height: Int, width: Int) { (self.height, self.width) = (height, width) }

  /// The number of pixels.
  public var count: Int { height * width }
}

/// What theory does not know of a network: where, and why.
public struct TheoryGap: Error, Hashable, Codable, CustomStringConvertible {
  /// The layer.
  public var layer: String
  /// What is not known of it, in a clause.
  public let reason: String

  /// A gap at a layer.
  public init(_ layer: String, _ reason: String) { (self.layer, self.reason) = (layer, reason) }

  /// The layer and the reason.
  public var description: String { "\(layer): \(reason)" }
}
