import Autodiff
import Theory

/// A scheme that hangs on data: it changes weights, product after product, by what comes of them for a batch.
public protocol SettlingScheme: InitializationScheme {
  /// Scales the weights of a product whose turn it is.
  ///
  /// - Parameter workspace: Holds what the product puts out for the batch, behind products that have settled.
  /// - Returns: By what the weights were multiplied.
  func settle(_ step: Network.Settling.Step, in workspace: inout Workspace) -> LayerScaling

  /// Does the same to what a product puts out in the limit of great width, and returns what it multiplies squared gradients by.
  ///
  /// - Throws: `TheoryGap` where that is not known, as of any scheme that does not say it.
  func settle(_ pair: inout SignalPair) throws(TheoryGap) -> BackwardFactor
}

extension SettlingScheme {
  /// It is not known what it does unless it says so.
  public func settle(_ pair: inout SignalPair) throws(TheoryGap) -> BackwardFactor {
    throw TheoryGap("", "what \(name) does with data")
  }
}
