import Autodiff

/// A worker that computes products and nothing else.
actor ProductWorker {
  private var sequence: ProductSequence

  init(_ layers: [ProductLayer], isTraining: Bool) {
    sequence = ProductSequence(layers, isTraining: isTraining)
  }

  /// Repeats the products for so many seconds, but at least once.
  func lap(_ seconds: Double) -> Lap {
    Lap(lasting: seconds) {
      sequence.run()
      return 0
    }
  }
}
