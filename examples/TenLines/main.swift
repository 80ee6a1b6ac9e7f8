import Datasets
import Network
import Randomness
import Training

let data = SyntheticRecipe().dataset(from: RandomKey(seed: 1))
let layers = try FullyConnected(.constant, depth: 3, widths: [64])
  .layers(input: data.shape.extents, classes: data.classes)
var trainer = try Trainer(
  try Classifier(layers, beginning: PopularInitialization.heNormal.initialization, shape: data.shape),
  on: data, normalized: .centred, by: .sgd(SGD(rate: 0.05)), batchSize: 64, key: RandomKey(seed: 1))
while trainer.records.count < 5, let epoch = try trainer.runEpoch() {
  print("epoch \(epoch.epoch): test accuracy \(epoch.testAccuracy)")
}
