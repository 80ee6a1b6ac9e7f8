/// One epoch cut into batches: slices of an order, the last one shorter if the sizes do not divide.
///
/// Handing out a slice allocates nothing. The order is the caller's, made by a named key, so that any epoch can
/// be drawn alone.
public struct Batches: RandomAccessCollection, Sendable {
  /// The indices of the items of the epoch, in the order in which they are used.
  public let order: [Int32]
  /// The number of items in each batch but perhaps the last.
  public let size: Int

  /// The batches of `size` items, at least one, in an order.
  public init(order: [Int32], size: Int) {
    precondition(size > 0, "batches of \(size) items")
    self.order = order
    self.size = size
  }

  /// The number of the first batch.
  public var startIndex: Int { 0 }
  /// The number of batches.
  public var endIndex: Int { order.isEmpty ? 0 : (order.count - 1) / size + 1 }

  /// The item indices of one batch; its `span` is what `LabelledImages.fill` takes.
  public subscript(batch: Int) -> ArraySlice<Int32> {
    order[batch * size..<Swift.min((batch + 1) * size, order.count)]
  }
}
