import Foundation
import Testing
import Training

@Suite struct OptimizerTests {
  private func text(_ optimizer: Optimizer) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(optimizer), as: UTF8.self)
  }

  @Test(arguments: [
    Optimizer.sgd(SGD()), .sgd(SGD(rate: 0.5, momentum: 0.25, weightDecay: 0.125)), .adam(Adam()),
    .adam(Adam(rate: 0.5, beta1: 0.25, beta2: 0.125, epsilon: 1)),
  ])
  func itSurvivesJSON(optimizer: Optimizer) throws {
    #expect(try JSONDecoder().decode(Optimizer.self, from: Data(text(optimizer).utf8)) == optimizer)
  }

  @Test func descentIsWrittenAsBeforeThereWasAnother() throws {
    #expect(
      try text(.sgd(SGD(rate: 0.5, momentum: 0.25))) == #"{"momentum":0.25,"rate":0.5,"weightDecay":0}"#)
    #expect(try text(.adam(Adam(rate: 0.5))).contains(#""kind":"adam","rate":0.5"#))
  }

  @Test func aRateIsEithers() {
    for rule in Optimizer.rules {
      var optimizer = Optimizer(rule.standard)
      #expect(optimizer.name == rule.name)
      optimizer.rate = 0.125
      #expect(optimizer.rate == 0.125)
      #expect(optimizer != Optimizer(rule.standard))
    }
    #expect((SGD.standard.rate, Adam.standard.rate) == (0.01, 0.001))
  }
}
