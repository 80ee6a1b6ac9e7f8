/// The extents of a value: of one array, or of one array for each example of a batch.
///
/// How many examples a batch has is settled only when a plan is replayed, so a last, smaller batch needs no plan of
/// its own. A batched shape prints its batch as `n`: `[n, 784]`.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// Whether there is one array of these extents for each example.
  public let isBatched: Bool
  /// The extents of one array; none for a single number.
  public let extents: [Int]

  /// A shape with these extents.
  public init(isBatched: Bool, extents: [Int]) {
    precondition(extents.allSatisfy { $0 > 0 }, "extents must be positive, not \(extents)")
    self.isBatched = isBatched
    self.extents = extents
  }

  /// The shape `[n, extents…]`.
  public static func batch(_ extents: Int...) -> Shape {
    Shape(isBatched: true, extents: extents)
  }

  /// The shape `[extents…]`, the same for every batch.
  public static func fixed(_ extents: Int...) -> Shape {
    Shape(isBatched: false, extents: extents)
  }

  /// How many numbers one array holds.
  public var size: Int {
    extents.reduce(1, *)
  }

  /// How many numbers the value holds for a batch of `rows` examples.
  public func count(rows: Int) -> Int {
    isBatched ? rows * size : size
  }

  /// How many numbers of memory the value takes for a batch of `rows` examples, where a panel holds `lanes`.
  func room(rows: Int, lanes: Int) -> Int {
    layout.count(size: size, rows: rows, lanes: lanes)
  }

  /// How the value lies in memory.
  var layout: Layout {
    isBatched ? .panels : .fixed
  }

  /// The extents as text, such as `[n, 784]`.
  public var description: String {
    "[\(((isBatched ? ["n"] : []) + extents.map(String.init)).joined(separator: ", "))]"
  }
}
