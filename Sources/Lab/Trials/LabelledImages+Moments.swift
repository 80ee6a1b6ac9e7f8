import Datasets
import Numbers
import Theory

extension LabelledImages {
  /// The second moments of the numbers of two images.
  package func moments(of one: Int, and other: Int, normalized normalization: Normalization) -> PairMoments {
    let (first, second) = (numbers(of: one, normalization), numbers(of: other, normalization))
    func moment(_ a: [Real], _ b: [Real]) -> Double {
      zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) } / Double(a.count)
    }
    return PairMoments(
      first: moment(first, first), second: moment(second, second), product: moment(first, second))
  }

  /// The numbers of an image, as a network sees them.
  func numbers(of image: Int, _ normalization: Normalization) -> [Real] {
    var numbers = [Real](repeating: 0, count: shape.count)
    var span = numbers.mutableSpan
    fill(&span, with: image, normalization: normalization)
    return numbers
  }
}
