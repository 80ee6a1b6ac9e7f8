import Datasets
import Numbers
import Randomness
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

  /// Two images, drawn by a key, as a network sees them.
  func pair(_ normalization: Normalization, from key: RandomKey) -> ([Double], [Double]) {
    var stream = key.stream()
    let first = stream.next(below: count)
    let second = (first + 1 + stream.next(below: max(count - 1, 1))) % count
    return (point(first, normalization), point(second, normalization))
  }

  /// An image, as a network sees it.
  func point(_ image: Int, _ normalization: Normalization) -> [Double] {
    numbers(of: image, normalization).map { Double($0) }
  }

  private func numbers(of image: Int, _ normalization: Normalization) -> [Real] {
    var numbers = [Real](repeating: 0, count: shape.count)
    var span = numbers.mutableSpan
    fill(&span, with: image, normalization: normalization)
    return numbers
  }
}
