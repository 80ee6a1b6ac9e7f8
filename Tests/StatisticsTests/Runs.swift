import Foundation
import Randomness
import Statistics

/// Runs from a line such as "3 5 20+": an event at 3, one at 5, a run censored at 20.
func runs(_ line: String) -> [Observation] {
  line.split(separator: " ").compactMap { word in
    let isCensored = word.hasSuffix("+")
    let time = Double(isCensored ? word.dropLast() : word)
    return time.map { isCensored ? .censored(at: $0) : .event(at: $0) }
  }
}

/// The groups and strata of which the reference values were computed.
enum Example {
  static let a = runs("2 3 3 5 8 8 12 20+ 20+ 20+")
  static let b = runs("1 1 2 2 3 4 4 6 9 20+")
  static let c = runs("4 7 7 9+ 10 15 20+ 20+ 20+")
  static let strata = [
    [a, b, c],
    [runs("1 3 3 6 20+"), runs("2 2 5 20+ 20+ 20+"), runs("4 9 9 11+")],
    [runs("5 5 8 13 20+ 20+"), runs("6 17"), []],
  ]
}

/// Epochs of starts with a constant chance per epoch, censored after epoch `limit`.
func geometricRuns(
  _ count: Int, chance: Double, limit: Int, from stream: inout RandomStream
) -> [Observation] {
  (0..<count).map { _ in
    let epoch = 1 + Int(log(1 - stream.nextUnit()) / log(1 - chance))
    return epoch <= limit ? .event(at: epoch) : .censored(at: limit)
  }
}

/// A standard normal number.
func normal(from stream: inout RandomStream) -> Double {
  (-2 * log(1 - stream.nextUnit())).squareRoot() * cos(2 * .pi * stream.nextUnit())
}
