import Datasets
import Foresight
import Lab
import Network
import Numbers
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
    var (one, other) = (
      [Real](repeating: 0, count: images.shape.count), [Real](repeating: 0, count: images.shape.count)
    )
    moments = (0..<count).map { _ in
      let first = stream.next(below: images.count)
      // Another than the first, each with the same chance.
      let second = (first + 1 + stream.next(below: max(1, images.count - 1))) % images.count
      Self.fill(&one, with: first, of: images)
      Self.fill(&other, with: second, of: images)
      func moment(_ a: [Real], _ b: [Real]) -> Double {
        zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } / Double(a.count)
      }
      return PairMoments(first: moment(one, one), second: moment(other, other), product: moment(one, other))
    }
  }

  private static func fill(_ numbers: inout [Real], with index: Int, of images: LabelledImages) {
    var span = numbers.mutableSpan
    images.fill(&span, with: index)
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
