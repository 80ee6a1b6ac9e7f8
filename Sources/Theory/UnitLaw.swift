/// A law of units that is not normal, as the way in which a sample is drawn by it.
struct UnitLaw: Sendable {
  /// How many pairs of normal numbers a unit takes.
  let count: Int
  /// The sample whose pairs are those from a number on; of numbers that are others' it is independent of theirs.
  let sample: @Sendable (Int) -> UnitSample

  /// The law of normal units.
  static func normal(_ pair: PairMoments) -> UnitLaw {
    UnitLaw(count: 1) { UnitSample(pair, number: $0) }
  }

  /// The law of what becomes of a sample.
  func mapped(_ change: @escaping @Sendable (UnitSample) -> UnitSample) -> UnitLaw {
    UnitLaw(count: count) { change(sample($0)) }
  }

  /// The law of units each put together with one that is independent of it.
  func combined(
    _ other: UnitLaw, _ combine: @escaping @Sendable (SIMD2<Double>, SIMD2<Double>) -> SIMD2<Double>
  ) -> UnitLaw {
    UnitLaw(count: count + other.count) { sample($0).combined(other.sample($0 + count), combine) }
  }

  /// The law of units of which the two inputs' have nothing in common.
  var parted: UnitLaw {
    UnitLaw(count: 2 * count) { UnitSample(first: sample($0), second: sample($0 + count)) }
  }
}
