import Network
import Theory
import Training

extension SignalTrial {
  /// The signals of which theory expects something.
  public static let foreseen: [Signal] = [.length, .correlation]

  /// What theory expects of the layers at the beginning, in the limit of great width: of each that is measured the signals that
  /// are foreseen; nothing where theory does not know the network, or the beginning is not measured.
  ///
  /// Images are as even as theory needs them. They are neighbours among the first thousand of the set, in groups of alike lengths and
  /// correlations, since what becomes of a pair hangs on these two alone.
  ///
  /// - Throws: `ArchitectureError` where the network cannot be built.
  public func expectations(on shelf: DataShelf) throws -> [[Signal: Double]] {
    guard steps.first == 0 else { return [] }
    let layers = try initialization.prepared(try layers)
    let images = shelf[data].train
    let pairs = (1..<max(1, min(1_000, images.count))).map {
      images.moments(of: $0 - 1, and: $0, normalized: normalization)
    }
    let groups = pairs.parts(8) { $0.first + $0.second }.flatMap { $0.parts(4, by: \.correlation) }
    var sums: [[Signal: Double]] = []
    for group in groups {
      var propagation = Propagation(
        SignalPair(group.typical), into: layers, beginning: initialization, extents: data.shape.extents)
      guard (try? propagation.pass(layers)) != nil else { return [] }
      let share = Double(group.count) / Double(pairs.count)
      let signals = propagation.measured.map { moments -> [Signal: Double] in
        moments.map {
          [.length: share * ($0.first + $0.second) / 2, .correlation: share * $0.correlation]
        } ?? [:]
      }
      sums = sums.isEmpty ? signals : zip(sums, signals).map { $0.merging($1, uniquingKeysWith: +) }
    }
    return sums
  }
}

extension [PairMoments] {
  /// Parts of about the same size, one after another in the order of a number.
  fileprivate func parts(_ count: Int, by number: (PairMoments) -> Double) -> [[PairMoments]] {
    let sorted = self.sorted { number($0) < number($1) }
    return (0..<count).map { part in
      Array(sorted[part * sorted.count / count..<(part + 1) * sorted.count / count])
    }.filter { !$0.isEmpty }
  }

  /// A pair in which both have the mean square of all, and the mean correlation.
  fileprivate var typical: PairMoments {
    let square = reduce(0) { $0 + $1.first + $1.second } / Double(2 * count)
    return PairMoments(square: square, correlation: reduce(0) { $0 + $1.correlation } / Double(count))
  }
}
