import Autodiff

/// A worker that computes products and nothing else.
actor ProductWorker {
  private var sequence: ProductSequence

  init(_ layers: [ProductLayer], isTraining: Bool) {
    sequence = ProductSequence(layers, isTraining: isTraining)
  }

  /// Repeats the products for so many seconds, but at least once, and returns how many seconds one pass takes.
  func pass(for time: Double) -> Double {
    var passes = 0
    let began = ContinuousClock.now
    while true {
      sequence.run()
      passes += 1
      let elapsed = (.now - began) / .seconds(1)
      if elapsed >= time { return elapsed / Double(passes) }
    }
  }
}
