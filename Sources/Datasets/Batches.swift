/// One epoch cut into batches: slices of an order, the last one shorter if the sizes do not divide, or left
/// out.
///
/// Handing out a slice allocates nothing. The order is the caller's, made by a named key, so that any epoch
/// can be drawn alone.
public struct Batches: RandomAccessCollection, Sendable {
  /// The indices of the items of the epoch, in the order in which they are used.
  public let order: [Int32]
  /// The number of items in each batch but perhaps the last.
  public let size: Int

  /// The number of batches.
  public let endIndex: Int

  /// The batches of `size` items, at least one, in an order.
  ///
  /// - Parameter droppingPartial: Whether a last batch of fewer items is left out.
  public init(order: [Int32], size: Int, droppingPartial: Bool = false) {
    self.order = order
    self.size = size
    endIndex = Self.count(of: order.count, size: size, droppingPartial: droppingPartial)
  }

  /// How many batches so many items make.
  public static func count(of items: Int, size: Int, droppingPartial: Bool = false) -> Int {
    precondition(size > 0, "batches of \(size) items")
    return items / size + (droppingPartial || items % size == 0 ? 0 : 1)
  }

  /// The number of the first batch.
  public var startIndex: Int { 0 }

  /// The item indices of one batch; its `span` is what `LabelledImages.fill` takes.
  public subscript(batch: Int) -> ArraySlice<Int32> {
    let first = batch * size
    return order[first..<first + Swift.min(size, order.count - first)]
  }
}
