import Network
import Testing

@Suite struct ActivationTests {
  @Test(arguments: ["relu", "tanh", "leaky-relu:0.25"]) func hasItsName(word: String) throws {
    let activation = try #require(Activation(rawValue: word))
    #expect(activation.rawValue == word)
    #expect(Activation(rawValue: activation.rawValue) == activation)
  }

  @Test func aNumberThatIsNotSaidIsTheStandardOne() {
    #expect(Activation(rawValue: "leaky-relu") == .leakyReLU(slope: 0.01))
    #expect(Activation(rawValue: "leaky-relu")?.rawValue == "leaky-relu:0.01")
  }

  @Test(arguments: ["", "swish", "relu:", "relu:1", "tanh:0", "leaky-relu:", "leaky-relu:x", "leaky-relu:-1"])
  func otherWordsAreNone(word: String) {
    #expect(Activation(rawValue: word) == nil)
  }

  @Test func onesThatDifferAreNotEqual() {
    let all: [Activation] = [.relu, .tanh, .leakyReLU(slope: 0.5), .leakyReLU(slope: 0.25)]
    #expect(Set(all).count == 4)
    #expect(all.map(\.negativeSlope) == [0, nil, 0.5, 0.25])
  }

  @Test func whatIsExpectedNamesAll() {
    #expect(Activation.expected.hasPrefix("relu, leaky-relu:SLOPE, tanh, elu:ALPHA, "))
  }
}
