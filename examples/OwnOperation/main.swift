import Autodiff
import Datasets
import Foundation
import Network
import Numbers
import Randomness
import Training

/// The sigmoid linear unit y = x / (1 + e^−x) (Elfwing, Uchibe & Doya 2018, arXiv 1702.03118).
struct SiLU: Pointwise {
  /// With s = 1 / (1 + e^−x) the slope is s (1 + x (1 − s)), which y alone does not tell: y has a minimum.
  var slopeSource: SlopeSource { .input }

  func value(_ x: Real) -> Real { x * sigmoid(x) }

  func slope(from x: Real) -> Real { sigmoid(x) * (1 + x * (1 - sigmoid(x))) }

  private func sigmoid(_ x: Real) -> Real { 1 / (1 + exp(-x)) }
}

let data = SyntheticRecipe().dataset(from: RandomKey(seed: 1))
let key = RandomKey(seed: 2)

// Layers before and behind the operation, recorded into one computation with it.
var recording = Recording()
let beginning = PopularInitialization.heNormal.initialization
let hidden = try Network(
  [.flatten, .linear(Layer.Linear(name: "hidden", inputs: data.shape.count, outputs: 64))],
  beginning: beginning, input: data.shape.extents, into: &recording)
let active = try recording.apply(SiLU(), to: hidden.output, layer: "hidden")
let output = try Network(
  [.linear(Layer.Linear(name: "output", inputs: 64, outputs: data.classes))], beginning: beginning,
  from: active, into: &recording)
let labels = recording.input(.batch(), name: "labels")
let loss = try recording.apply(SoftmaxCrossEntropy(), to: output.output, labels, layer: "loss")
let correct = try recording.apply(CorrectCount(), to: output.output, labels, layer: "accuracy")

// One worker's memory; nothing more is allocated from here on.
let batchSize = 64
var workspace = Workspace(Plan(recording, loss: loss, keeping: [correct]), capacity: batchSize)
for part in [hidden, output] { part.initialize(&workspace, from: key) }
var descent = try Descent(.sgd(SGD(rate: 0.05)), on: workspace)

/// Puts images and their labels before the network, and computes its loss.
func forward(_ images: LabelledImages, _ items: ArraySlice<Int32>, _ workspace: inout Workspace) {
  workspace.rows = items.count
  workspace.fill(hidden.input, with: images, .centred) { Int(items[items.startIndex + $0]) }
  workspace.write(labels) { numbers in
    for (row, item) in items.enumerated() { numbers[row] = Real(images.labels[Int(item)]) }
  }
  workspace.forward()
}

for epoch in 1...5 {
  for batch in Batches(order: key["order"][epoch].permutation(of: data.train.count), size: batchSize) {
    forward(data.train, batch, &workspace)
    workspace.backward()
    descent.step(&workspace)
  }
  var right: Real = 0
  for batch in Batches(order: (0..<Int32(data.test.count)).map { $0 }, size: batchSize) {
    forward(data.test, batch, &workspace)
    right += workspace.scalar(correct)
  }
  print("epoch \(epoch): test accuracy \(Double(right) / Double(data.test.count))")
}
