import Datasets
import Randomness

/// A small data set that a network learns within a few epochs.
enum Blobs {
  static let dataset: Dataset = {
    var recipe = SyntheticRecipe()
    recipe.trainCount = 2000
    recipe.testCount = 500
    return recipe.dataset(from: RandomKey(seed: 1))
  }()
}
