import Foundation
import Network

/// The largest initial learning rate η* that is to be expected of a network, by a power of depth × width that was fitted to searches.
///
/// It is known of fully connected networks of rectifiers of one width, of the sizes that were searched, He normal, on images of 28 × 28 pixels,
/// under plain descent in batches of 128 by 20 % test accuracy within 100 steps.
///
/// Source: the experiment `rates` of paper H's folder, all layers at one rate, of MNIST.
public struct RateLaw: Hashable, Encodable, Sendable {
  /// η*.
  public let rate: Double
  /// By which factor, in the root of the mean square, searches lay off the power.
  public let factor: Double

  /// The sizes that were searched.
  private static let (depths, widths) = (2...8, 32...256)
  /// η* = scale · (depth × width)^exponent, and how far searches lay off.
  private static let (scale, exponent, scatter) = (3.058, -0.2246, 1.332)

  /// What is expected of a network; nil where nothing is known.
  public init?(_ architecture: Architecture, _ initialization: Initialization, input extents: [Int]) {
    guard let network = architecture.of(FullyConnected.self), network.activation == .relu,
      initialization == PopularInitialization.heNormal.initialization, extents.reduce(1, *) == 784,
      let hidden = try? network.hiddenWidths(), let width = hidden.first, Set(hidden).count == 1,
      Self.depths.contains(hidden.count), Self.widths.contains(width)
    else { return nil }
    rate = Self.scale * pow(Double(hidden.count * width), Self.exponent)
    factor = Self.scatter
  }
}
