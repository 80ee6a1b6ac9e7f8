import Autodiff
import Network

extension Trainer {
  /// The weights and biases, named by their layers and shaped as PyTorch has them: `hidden1.weight` [out, in],
  /// `conv1.weight` [out, in, height, width], `output.bias` [out].
  public func weights() -> [Tensor] {
    classifier.plan.parameters.map { parameter in
      workspace.read(parameter.value) { Tensor(parameter.name, shape: parameter.shape.extents, $0) }
    }
  }

  /// Puts the weights of a file in the place of those that were drawn.
  ///
  /// - Throws: `TensorFileError` where the file holds not just this network's weights; nothing has changed then.
  public mutating func load(_ file: TensorFile) throws(TensorFileError) {
    write(try file.tensors(classifier.plan.parameters.map { ($0.name, $0.shape.extents) })[...])
  }

  /// Writes the parameters, given in their order.
  mutating func write(_ tensors: ArraySlice<Tensor>) {
    for (parameter, tensor) in zip(classifier.plan.parameters, tensors) {
      workspace.write(parameter.value) { tensor.copy(to: &$0) }
    }
  }
}
