/// An operation that can become one with the operation after it, or that is what two have become.
protocol Fusible: Operation {
  /// Whether the operation has a rectifier and marks where that is active.
  var marksActivity: Bool { get }

  /// Whether the output is what a rectifier whose activity is marked has left; then the backward pass takes no notice of
  /// the output's gradient where the output is 0, so that nobody needs to compute it there.
  var outputIsRectified: Bool { get }

  /// One operation that computes the same numbers as this one and then `next`, which takes this one's output first;
  /// its inputs are this one's and then the other ones of `next`. Nil where there is none.
  func fused(with next: any Operation) -> (any Operation)?
}

extension Fusible {
  /// An operation marks nothing unless it says otherwise.
  var marksActivity: Bool { false }

  /// An output is taken for what no rectifier has left unless the operation says otherwise.
  var outputIsRectified: Bool { false }

  /// An operation becomes one with no other unless it says with which.
  func fused(with next: any Operation) -> (any Operation)? { nil }
}
