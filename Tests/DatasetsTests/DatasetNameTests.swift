import Datasets
import Foundation
import Testing

@Suite struct DatasetNameTests {
  @Test func namesAsWritten() {
    #expect(
      DatasetName.allCases.map(\.rawValue) == [
        "fashion-mnist", "mnist", "cifar-10", "synthetic", "synthetic-colour",
      ])
    #expect(
      DatasetName.allCases.map(\.title) == [
        "Fashion-MNIST", "MNIST", "CIFAR-10", "synthetic", "synthetic, in colour",
      ])
  }

  @Test(arguments: DatasetName.allCases) func codesAsItsName(name: DatasetName) throws {
    let data = try JSONEncoder().encode([name])
    #expect(String(decoding: data, as: UTF8.self) == "[\"\(name.rawValue)\"]")
    #expect(try JSONDecoder().decode([DatasetName].self, from: data) == [name])
  }
}
