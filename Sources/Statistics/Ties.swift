/// Which numbers are told apart where they are put in order.
enum Ties {
  /// Two numbers are equal where they differ by less than this share of the larger: by rounding, such as
  /// sums of the same terms in another order.
  static let tolerance = 1e-12

  /// The place of each value among the distinct values in order, from 0.
  static func places(of values: [Double]) -> [Int] {
    precondition(!values.contains(where: \.isNaN), "what is not a number has no order")
    var places = values.map { _ in 0 }
    var place = 0
    var last: Double?
    for index in values.indices.sorted(by: { values[$0] < values[$1] }) {
      if let last, !areEqual(last, values[index]) { place += 1 }
      last = values[index]
      places[index] = place
    }
    return places
  }

  private static func areEqual(_ a: Double, _ b: Double) -> Bool {
    a == b || abs(a - b) <= tolerance * max(abs(a), abs(b))
  }
}
