import Datasets
import Randomness
import Testing

@Suite struct SyntheticRecipeTests {
  let key = RandomKey(seed: 7)["data"]

  @Test(arguments: [SyntheticRecipe(), .colour]) func isWhatItSays(recipe: SyntheticRecipe) {
    var recipe = recipe
    recipe.trainCount = 300
    recipe.testCount = 200
    let set = recipe.dataset(from: key)
    #expect(set.isSynthetic)
    #expect(set.name.recipe?.shape == recipe.shape)
    #expect(set.sources.isEmpty)
    #expect(set.hasPublishedSize == nil)
    #expect(set.shape == recipe.shape)
    #expect(set.train.count == 300 && set.test.count == 200)
    #expect(set.classes == 10)
    #expect(set.train.labelCounts.allSatisfy { (10...60).contains($0) })
    // Not mostly black or white: the noise must not drown in the ends of a byte.
    let ends = (0..<set.train.pixels.count).count { [0, 255].contains(set.train.pixels[$0]) }
    #expect(Double(ends) < 0.2 * Double(set.train.pixels.count))
  }

  @Test func keyDecides() {
    var recipe = SyntheticRecipe()
    recipe.trainCount = 20
    recipe.testCount = 20
    let set = recipe.dataset(from: key)
    #expect(set == recipe.dataset(from: key))
    #expect(set.train != recipe.dataset(from: RandomKey(seed: 8)["data"]).train)
    #expect(set.train != set.test)
  }

  @Test func moreImagesLeaveTheFirstAsTheyWere() {
    var recipe = SyntheticRecipe()
    recipe.trainCount = 20
    recipe.testCount = 5
    let few = recipe.dataset(from: key)
    recipe.trainCount = 40
    let more = recipe.dataset(from: key)
    #expect(more.train.prefix(20) == few.train)
    #expect(more.test == few.test)
  }

  /// Nearest class mean, a linear rule: far better than chance, far from perfect.
  @Test(arguments: [SyntheticRecipe(), .colour]) func isLearnableButNotTrivial(recipe: SyntheticRecipe) {
    var recipe = recipe
    recipe.trainCount = 2000
    recipe.testCount = 500
    let set = recipe.dataset(from: key)
    let size = set.shape.count
    var means = [[Double]](repeating: [Double](repeating: 0, count: size), count: 10)
    for item in 0..<set.train.count {
      let label = Int(set.train.labels[item])
      for k in 0..<size { means[label][k] += set.train.pixels[item * size + k] }
    }
    for (label, count) in set.train.labelCounts.enumerated() {
      for k in 0..<size { means[label][k] /= Double(count) }
    }
    let right = (0..<set.test.count).count { item in
      let distances = means.map { mean in
        (0..<size).reduce(0.0) { sum, k in
          let gap = set.test.pixels[item * size + k] - mean[k]
          return sum + gap * gap
        }
      }
      return distances.firstIndex(of: distances.min() ?? 0) == Int(set.test.labels[item])
    }
    let accuracy = Double(right) / Double(set.test.count)
    #expect((0.5...0.97).contains(accuracy), "\(accuracy)")
  }
}
