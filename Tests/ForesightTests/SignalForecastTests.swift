import Foresight
import Foundation
import Network
import Testing
import Theory

@Suite struct SignalForecastTests {
  private func forecast(
    _ network: String, _ named: PopularInitialization = .heNormal, input: [Int] = [1, 28, 28],
    correlation: Double = 0.5
  ) throws -> SignalForecast {
    let list = try #require(ReadyNetwork.network(named: network))
    return try SignalForecast(
      Architecture(list), named.initialization, input: input, correlation: correlation, square: 1)
  }

  @Test func heKeepsLengthsAndGradientsOfPlainReLU() throws {
    let forecast = try forecast("mlp:30")
    #expect(abs((forecast.forward ?? 0) - 2) < 1e-12)
    #expect(abs((forecast.backward ?? 0) - 2) < 1e-12)
    let gradients = forecast.layers.compactMap(\.gradient)
    #expect(gradients.count == 31 && gradients.dropFirst().allSatisfy { abs($0 - 1) < 1e-12 })
  }
}
