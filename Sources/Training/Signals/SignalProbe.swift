import Autodiff
import Datasets
import Network
import Numbers
import Randomness

/// Measures the signals of every layer after chosen numbers of steps, on examples that stay the same.
///
/// Activations are those of the run's weights in a workspace of the probe's own, in a pass as training makes it: batch
/// normalisation takes the means of these examples, and what layers keep of a batch, or draw, leaves the run's alone. Gradients
/// and updates are those of the run's own step. It watches a run from its beginning.
public final class SignalProbe: Probe {
  /// The layers that are measured.
  public let layers: [Network.MeasuredLayer]
  /// What was measured so far; of a step that was not taken, since its loss was infinite or not a number, activations alone.
  public private(set) var moments: [SignalMoment] = []
  private var workspace: Workspace
  /// Where the weights of each layer stand among the parameters.
  private let places: [Int?]
  private var waiting: [Int]
  private var taken = 0
  /// Whether the step that is being taken is measured.
  private var isMeasuring = false

  /// A probe of the runs of some layers.
  ///
  /// - Parameters:
  ///   - steps: After how many steps it measures, ascending.
  ///   - examples: On how many training images, or on all where there are fewer.
  ///   - key: Draws the images, and what layers draw.
  /// - Throws: `ArchitectureError` where the layers cannot begin so, `ShapeError` where two, or the data and the first, do not
  ///   fit together.
  public init(
    _ layers: [Layer], beginning initialization: Initialization, on data: Dataset,
    normalized normalization: Normalization = .unit, after steps: [Int], examples: Int, key: RandomKey
  ) throws {
    precondition(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }, "steps must ascend, not \(steps)")
    var recording = Recording()
    let network = try Network(
      layers, beginning: initialization, input: data.shape.extents, into: &recording, isSettled: true)
    self.layers = network.measuredLayers
    let plan = Plan(recording, keeping: network.measuredLayers.compactMap(\.output).flatMap(\.kept))
    places = network.measuredLayers.map { layer in plan.parameters.firstIndex { $0.value == layer.weights } }
    let images = key.permutation(of: data.train.count).prefix(examples)
    workspace = Workspace(plan, capacity: images.count)
    workspace.rows = images.count
    workspace.noise = key["noise"].noise
    workspace.fill(network.input, with: data.train, normalization) { Int(images[$0]) }
    waiting = steps.reversed()
  }

  /// It reads activations of its own alone.
  public var readsActivations: Bool { false }

  /// Measures the activations before a step that is to be measured.
  public func passed(through classifier: Classifier, in run: borrowing Workspace) {
    guard run.isTraining, !isMeasuring, waiting.last == taken else { return }
    isMeasuring = true
    workspace.take(from: run)
    workspace.forward()
    moments.append(
      SignalMoment(
        step: taken, loss: nil,
        layers: layers.map { $0.output.map { LayerActivations($0, in: workspace).signals } ?? [:] }))
  }

  /// Measures the gradients of such a step.
  public func observe(step: Int, loss: Double, of classifier: Classifier, in run: borrowing Workspace) {
    guard isMeasuring else { return }
    moments[moments.count - 1].loss = loss
    measureWeights(.gradient) { place in
      run.readGradient(of: classifier.plan.parameters[place].value) { norm($0) }
    }
  }

  /// Measures how far such a step has moved the weights.
  public func moved(step: Int, of classifier: Classifier, in run: borrowing Workspace) {
    taken += 1
    guard isMeasuring else { return }
    isMeasuring = false
    waiting.removeLast()
    measureWeights(.update) { place in
      run.read(classifier.plan.parameters[place].value) { after in
        workspace.read(workspace.plan.parameters[place].value) { before in
          let norm = norm(before)
          return norm > 0 ? distance(before, after) / norm : nil
        }
      }
    }
  }

  /// Notes a number of each layer's weights at the last moment, where it is one.
  private func measureWeights(_ signal: Signal, _ number: (_ place: Int) -> Double?) {
    for (layer, place) in places.enumerated() {
      guard let place, let number = number(place), !number.isNaN else { continue }
      moments[moments.count - 1].layers[layer][signal] = number
    }
  }
}

/// The root of the sum of squares, summed in Double.
private func norm(_ numbers: Span<Real>) -> Double {
  var sum = 0.0
  for i in numbers.indices { sum += Double(numbers[i]) * Double(numbers[i]) }
  return sum.squareRoot()
}

/// The norm of the difference.
private func distance(_ numbers: Span<Real>, _ others: Span<Real>) -> Double {
  var sum = 0.0
  for i in numbers.indices {
    let difference = Double(others[i]) - Double(numbers[i])
    sum += difference * difference
  }
  return sum.squareRoot()
}
