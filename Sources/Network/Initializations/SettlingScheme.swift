import Autodiff

/// A scheme that hangs on data: it changes weights, product after product, by what comes of them for a batch.
public protocol SettlingScheme: InitializationScheme {
  /// Scales the weights of a product whose turn it is.
  ///
  /// - Parameter workspace: Holds what the product puts out for the batch, behind products that have settled.
  /// - Returns: By what the weights were multiplied.
  func settle(_ step: Network.Settling.Step, in workspace: inout Workspace) -> LayerScaling
}
