import Autodiff
import Network
import Numbers

/// The rectifier of the first example of a batch, and its slope there times the numbers of the others: where the first is an
/// input, and the others are directions, these go through a network as its Jacobian takes them.
///
/// Products without biases take both alike. A batch is one panel at most.
struct TangentRectifier: LayerKind, Autodiff.Operation {
  /// A rectifier, as whoever looks at layers sees it.
  var role: Layer.Role { .activation(.relu) }
  var listing: String { "relu with its slope" }

  func record(after stream: Value, by lowering: inout Lowering) throws(ShapeError) -> Value {
    try lowering.apply(self, to: stream)
  }

  /// Where the first example's output is positive.
  var backwardReads: BackwardReads { .output }
  var readsWholeBatch: Bool { true }

  func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 1, inputs[0].isBatched, inputs[0].extents.count == 1 else {
      throw ShapeMismatch("the input must be a batch of vectors")
    }
    return inputs[0]
  }

  /// y ← x where x of the first example is positive, else 0.
  func forward(_ at: Site) {
    precondition(at.panels == 1, "an input and its directions are one panel")
    let (x, y, lanes) = (at[0], at.output, at.lanes)
    for first in stride(from: 0, to: y.count, by: lanes) {
      let isActive = x[first] > 0
      for lane in first..<first + lanes { y[lane] = isActive ? x[lane] : 0 }
    }
  }

  /// dx ← dy where y of the first example is positive, else 0: which units are active is taken as given.
  func backward(_ at: Site) {
    let (y, dy, lanes) = (at.output, at.outputGradient, at.lanes)
    at.gradient(0)?.contribute { i in y[i - i % lanes] > 0 ? dy[i] : 0 }
  }
}
