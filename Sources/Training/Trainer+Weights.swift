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
    let parameters = classifier.plan.parameters
    let tensors = try file.tensors(parameters.map { ($0.name, $0.shape.extents) })
    for (parameter, tensor) in zip(parameters, tensors) {
      workspace.write(parameter.value) { tensor.copy(to: &$0) }
    }
  }
}
