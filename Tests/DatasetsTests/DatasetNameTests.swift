import Datasets
import Foundation
import Testing

@Suite struct DatasetNameTests {
  @Test func namesAsWritten() {
    #expect(
      DatasetName.allCases.map(\.rawValue) == [
        "fashion-mnist", "mnist", "kmnist", "emnist-balanced", "emnist-letters", "emnist-digits",
        "emnist-byclass",
        "emnist-bymerge", "emnist-mnist", "cifar-10", "cifar-100", "cifar-100-coarse", "synthetic",
        "synthetic-colour",
      ])
    #expect(
      DatasetName.allCases.map(\.title) == [
        "Fashion-MNIST", "MNIST", "Kuzushiji-MNIST", "EMNIST balanced", "EMNIST letters", "EMNIST digits",
        "EMNIST byclass", "EMNIST bymerge", "EMNIST mnist", "CIFAR-10", "CIFAR-100", "CIFAR-100, coarse",
        "synthetic", "synthetic, in colour",
      ])
  }

  @Test(arguments: DatasetName.allCases) func codesAsItsName(name: DatasetName) throws {
    let data = try JSONEncoder().encode([name])
    #expect(String(decoding: data, as: UTF8.self) == "[\"\(name.rawValue)\"]")
    #expect(try JSONDecoder().decode([DatasetName].self, from: data) == [name])
  }
}
