import Datasets
import Testing

@Suite struct BatchesTests {
  static let cuts: [(Int, Int, [Int])] = [
    (0, 4, []), (3, 4, [3]), (4, 4, [4]), (5, 4, [4, 1]), (12, 4, [4, 4, 4]), (3, 1, [1, 1, 1]),
  ]

  @Test(arguments: cuts)
  func sizes(count: Int, size: Int, expected: [Int]) {
    let batches = Batches(order: (0..<Int32(count)).reversed(), size: size)
    #expect(batches.map(\.count) == expected)
    #expect(batches.count == expected.count)
  }

  @Test(arguments: cuts)
  func withoutAPartialOne(count: Int, size: Int, expected: [Int]) {
    let batches = Batches(order: (0..<Int32(count)).reversed(), size: size, droppingPartial: true)
    #expect(batches.map(\.count) == expected.filter { $0 == size })
    #expect(Batches.count(of: count, size: size, droppingPartial: true) == count / size)
  }

  @Test func everyItemOnceInOrder() {
    let order: [Int32] = [4, 2, 0, 3, 1, 6, 5]
    let batches = Batches(order: order, size: 3)
    #expect(Array(batches.joined()) == order)
    #expect(Array(batches[1]) == [3, 1, 6])
    #expect(batches.last.map(Array.init) == [5])
  }

  /// A size beyond all items makes one batch, however large it is.
  @Test func theGreatestSizeMakesOneBatch() {
    let batches = Batches(order: [2, 0, 1], size: .max)
    #expect(batches.map(Array.init) == [[2, 0, 1]])
    #expect(Batches.count(of: 3, size: .max, droppingPartial: true) == 0)
    #expect(Batches.count(of: 0, size: .max) == 0)
  }
}
