import Autodiff
import Network

extension Trainer {
  /// The weights and biases, named by their layers and shaped as PyTorch has them: `hidden1.weight` [out, in],
  /// `conv1.weight` [out, in, height, width], `output.bias` [out]; behind them what layers keep from one batch to the next.
  public func weights() -> [Tensor] {
    arrays.map { array in
      workspace.read(array.value) { Tensor(array.name, shape: array.shape.extents, $0) }
    }
  }

  /// Puts the weights of a file in the place of those that were drawn.
  ///
  /// - Throws: `TensorFileError` where the file holds not just this network's weights; nothing has changed then.
  public mutating func load(_ file: TensorFile) throws(TensorFileError) {
    write(try file.tensors(arrays.map { ($0.name, $0.shape.extents) })[...])
  }

  /// What learns, and what layers keep from one batch to the next.
  var arrays: [Plan.Parameter] { classifier.plan.parameters + classifier.plan.states }

  /// Writes these arrays, given in their order.
  mutating func write(_ tensors: ArraySlice<Tensor>) {
    for (array, tensor) in zip(arrays, tensors) {
      workspace.write(array.value) { tensor.copy(to: &$0) }
    }
  }
}
