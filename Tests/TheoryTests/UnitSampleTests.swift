import Foundation
import Testing
import Theory

/// Laws that are not normal, drawn from a lattice, against as many random numbers as it takes.
@Suite struct UnitSampleTests {
  /// Two inputs' numbers behind x ← x + relu(z), so many times, by draws; then rectified.
  private func walked(_ modules: Int, correlation: Double, draws count: Int) -> PairMoments {
    var draws = Draws(seed: 25)
    var stream = PairMoments(square: 1, correlation: correlation)
    // The normal law of what each branch gives hangs on the moments before it, which are known.
    var pairs = [stream]
    var means = (0.0, 0.0)
    for _ in 0..<modules {
      let image = Nonlinearity.rectifier(.relu).image(of: stream)
      stream = PairMoments(
        first: stream.first + image.moments.first + 2 * means.0 * image.means.first,
        second: stream.second + image.moments.second + 2 * means.1 * image.means.second,
        product: stream.product + image.moments.product + means.0 * image.means.second
          + means.1 * image.means.first)
      means = (means.0 + image.means.first, means.1 + image.means.second)
      pairs.append(stream)
    }
    var (squares, products) = (0.0, 0.0)
    for _ in 0..<count {
      var (u, v) = draws.pair(pairs[0])
      for pair in pairs.dropLast() {
        let (one, other) = draws.pair(pair)
        (u, v) = (u + max(0, one), v + max(0, other))
      }
      (u, v) = (max(0, u), max(0, v))
      squares += u * u
      products += u * v
    }
    let mean = squares / Double(count)
    return PairMoments(first: mean, second: mean, product: products / Double(count))
  }

  @Test(arguments: [1, 2, 5], [0, 0.7]) func rectifiedWalks(modules: Int, correlation: Double) throws {
    var stream = SignalPair(PairMoments(square: 1, correlation: correlation))
    _ = stream.multiply(gain: 1)
    for _ in 0..<modules {
      var branch = stream
      _ = branch.multiply(gain: 1)
      _ = try branch.apply(.rectifier(.relu))
      stream.add(branch, scaledBy: 1)
    }
    _ = try stream.apply(.rectifier(.relu))
    let drawn = walked(modules, correlation: correlation, draws: 2_000_000)
    #expect(abs(stream.moments.first / drawn.first - 1) < 5e-3)
    #expect(abs(stream.moments.second / drawn.first - 1) < 5e-3)
    #expect(abs(stream.moments.product / drawn.product - 1) < 5e-3)
  }

  @Test func ofNormalUnitsTheMomentsAreTheirs() throws {
    // A scale makes a sample of the law where noise of one factor does no more.
    var pair = SignalPair(PairMoments(first: 2, second: 3, product: -1))
    _ = pair.multiply(gain: 1)
    _ = pair.scatter(square: 1) { _ in 1 }
    _ = try pair.apply(Nonlinearity { ($0, 1) })
    #expect(abs(pair.moments.first - 2) < 5e-3 && abs(pair.moments.second - 3) < 5e-3)
    #expect(abs(pair.moments.product + 1) < 5e-3)
  }

  @Test func droppedUnitsAreOfTheLawThatDropoutGives() throws {
    // tanh of numbers of which a half is 0 and the others are twice as large.
    var pair = SignalPair(PairMoments(square: 1, correlation: 0.5))
    _ = pair.multiply(gain: 1)
    _ = pair.scatter(square: 2) { $0 < 0 ? 0 : 2 }
    let tanh = Nonlinearity { (Foundation.tanh($0), 1 - Foundation.tanh($0) * Foundation.tanh($0)) }
    _ = try pair.apply(tanh)
    let whole = tanh.image(of: PairMoments(square: 4, correlation: 0.5)).moments
    #expect(abs(pair.moments.first / (whole.first / 2) - 1) < 5e-3)
    #expect(abs(pair.moments.product / (whole.product / 4) - 1) < 2e-2)
  }

  @Test func fewChannelsAFilterAreASumOfProducts() throws {
    // w x of two normal numbers: E[relu(w x)²] = 1/2, and E|w x| = 2/π.
    var pair = SignalPair(PairMoments(square: 1, correlation: 1))
    _ = pair.multiply(gain: 1)
    #expect(try pair.multiply(gain: 1, bias: 0, eachOf: 1).mean == 1)
    _ = try pair.apply(Nonlinearity { (abs($0).squareRoot(), 0) })
    #expect(abs(pair.moments.first / (2 / Double.pi) - 1) < 5e-3)
  }
}

extension Draws {
  /// Two normal numbers of these moments.
  fileprivate mutating func pair(_ moments: PairMoments) -> (Double, Double) {
    let (u, z) = (normal(), normal())
    let c = moments.correlation
    return (
      moments.first.squareRoot() * u, moments.second.squareRoot() * (c * u + (1 - c * c).squareRoot() * z)
    )
  }
}
