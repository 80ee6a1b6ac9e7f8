import Bench
import Datasets
import Network
import Testing
import Training

@Suite struct WorkloadTests {
  private let suite = Workload.suite()

  @Test func namesDiffer() {
    #expect(Set(suite.map(\.name)).count == suite.count)
  }

  @Test(arguments: [
    ("W1", 4), ("W1-10", 1), ("W1-1", 0), ("W2", 6), ("W2-constant", 3), ("W3", 2), ("W4", 9), ("W4i", 6),
    ("W4ii", 3), ("W4i-5", 2), ("W5", 1), ("W6", 1), ("W9", 1), ("W10", 1), ("W", 0), ("", 0),
  ])
  func aWordMeansWorkloads(word: String, count: Int) {
    #expect(suite.count { $0.answers(to: word) } == count)
  }

  @Test func sizesAreThoseOfTheNames() throws {
    func widths(_ name: String) throws -> [Int] {
      let workload = try #require(suite.first { $0.name == name })
      guard let network = workload.architecture.of(FullyConnected.self) else { return [] }
      return try network.hiddenWidths()
    }
    #expect(try widths("W1-20") == Array(repeating: 20, count: 20))
    #expect(try widths("W2-alternating-10") == [30, 10, 30, 10, 30, 10, 30, 10, 30, 10])
    #expect(try widths("W2-constant-30") == Array(repeating: 20, count: 30))
    #expect(try widths("W5") == Array(repeating: 100, count: 100))
    #expect(suite.first { $0.name == "W4i-32-50" }?.unit == .networks)
    #expect(suite.first { $0.name == "W4ii-32" }?.unit == .steps)
  }

  @Test(arguments: [
    // Convolutions 432 + 6 · 2304 + 4608 + 5 · 9216 + 18432 + 5 · 36864, those of shortcuts 512 + 2048, output 650,
    // and gains and shifts, or biases, of 7 · (16 + 32 + 64) features.
    ("W6", 270_906 + 2 * 784, 128), ("W7", 270_906 + 784, 128),
    // 784 · 256 and 19 · 256 · 256 weights; a bias, a gain and a shift for each of 20 · 256 units; output 2570.
    ("W8", 200_704 + 19 * 65_536 + 3 * 20 * 256 + 2570, 1024),
    ("W9", 401_408 + 9 * 262_144 + 10 * 512 + 5130, 1024),
    // Filters of 27, 576, 576 and three times 1152 weights with their biases; 128 channels of 4 × 4 pixels for the output.
    ("W10", 64 * 28 + 64 * 577 + 128 * 577 + 3 * 128 * 1153 + 20_490, 128),
  ])
  func networksInCommonUseTakeTenSteps(name: String, parameters: Int, batch: Int) throws {
    let workload = try #require(suite.first { $0.name == name })
    guard case .steps(let trial, let images) = workload.task else {
      Issue.record("\(name) counts \(workload.unit.rawValue)")
      return
    }
    #expect(trial.batchSize == batch)
    #expect(images == 10 * batch)
    let extents = trial.data.shape.extents
    let layers = try workload.architecture.layers(input: extents, classes: trial.data.classes)
    #expect(NetworkSize(layers, input: extents).parameters == Double(parameters))
  }

  @Test func aWorkersMemoryForTheLargestNetworkIsSmall() throws {
    let workload = try #require(suite.first { $0.name == "W1-100" })
    let shape = ImageShape(channels: 1, height: 28, width: 28)
    let layers = try workload.architecture.layers(input: shape.extents, classes: 10)
    let plan = try Classifier(layers, beginning: .init(weights: .zero), shape: shape).plan
    #expect(plan.bytes(capacity: plan.partSize(of: 1024)) < 64e6)
  }
}
