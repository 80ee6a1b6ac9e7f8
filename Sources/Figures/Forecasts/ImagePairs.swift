import Datasets
import Foresight
import Lab
import Network
import Randomness
import Statistics
import Theory

/// How alike pairs of a set's images are, and how alike they come out of a network of great width.
public struct ImagePairs: Sendable {
  private let moments: [PairMoments]

  /// Training images in pairs, drawn by a fixed key.
  ///
  /// - Parameter count: How many pairs.
  public init(_ count: Int, of data: Dataset) {
    var stream = RandomKey(seed: 1)["pairs"].stream()
    let images = data.train
    moments = (0..<count).map { _ in
      let first = stream.next(below: images.count)
      // Another than the first, each with the same chance.
      let second = (first + 1 + stream.next(below: max(1, images.count - 1))) % images.count
      return images.moments(of: first, and: second, normalized: .unit)
    }
  }

  /// What becomes of the pairs' correlations; nil where theory does not come to the output.
  ///
  /// - Throws: `ArchitectureError` where the network cannot begin so.
  public func outcome(
    _ architecture: Architecture, _ initialization: Initialization, input extents: [Int], classes: Int
  ) throws -> Outcome? {
    let layers = try initialization.prepared(try architecture.layers(input: extents, classes: classes))
    let outputs = moments.compactMap {
      SignalForecast(layers, beginning: initialization, input: extents, inputs: $0).correlation
    }
    guard outputs.count == moments.count, let input = MeanEstimate(moments.map(\.correlation)),
      let output = MeanEstimate(outputs)
    else { return nil }
    return Outcome(input: input, output: output)
  }

  /// How alike the pairs are at the input and at the output: means of correlations with their deviations.
  public struct Outcome: Encodable, Sendable {
    /// Of the images.
    public let input: MeanEstimate
    /// Of what the network puts out.
    public let output: MeanEstimate

    /// Both, for a reader.
    var text: String { "\(Self.text(output)); before, \(Self.text(input))" }

    private static func text(_ estimate: MeanEstimate) -> String {
      short(estimate.mean) + (estimate.deviation.map { " ± \(short($0, digits: 2))" } ?? "")
    }
  }
}
