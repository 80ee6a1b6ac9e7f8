import Figures
import Foresight
import Forms
import Foundation
import Lab
import Network
import Testing

@Suite struct ForecastSheetTests {
  private func sheet(_ architecture: Architecture, _ named: PopularInitialization) throws -> ForecastSheet {
    ForecastSheet(try Forecast(architecture, named.initialization, input: [1, 28, 28]))
  }

  private func constant(_ depth: Int, _ width: Int) -> Architecture {
    .fullyConnected(FullyConnected(.constant, depth: depth, widths: [width]))
  }

  @Test func numbersTroubleAndMendsAreTold() throws {
    let text = try sheet(constant(100, 20), .heNormal).text
    #expect(
      text == """
        fc 100×20; he-normal; input 1×28×28

          E[M_100]/M_0                                   1.00, by a factor of 1.00 a layer
          ln M_100/M_0, no layer dead                    mean -13.7, variance 31.2
          Σ 1/n, β = 5 Σ 1/n                             5.00, 25.0
          E[variance across layers]/M_0²                 2.23e+08
          probability of a dead layer                    9.54e-05
          squared gradients, input over output           2.00
          squared gradients of weights, over the last's  1.00 to 39.2
          correlation of two inputs at the output        0.997 of 0.50, 0.998 of 0.99

        Expected trouble: FM2: β is 25.0, above 10; it starts late, and when is chance
        What mends it:
          - make all layers 2.50 times as wide: fc 100×50
          - draw weights by orthogonal-mirrored
          - make it no deeper than 40

        """)
  }

  @Test func whatIsBeyondTheRangeOfNumbersSaysSo() throws {
    let small = try sheet(constant(1200, 20), .lecunUniform).text
    #expect(small.contains("< 1e-307\n") && small.contains("falls to < 1e-307, below 0.01"))
    let large = try sheet(constant(1200, 20), .heDoubled).text
    #expect(large.contains("> 1e+308") && !large.contains("inf"))
    let zero = Initialization(weights: .zero)
    let text = ForecastSheet(try Forecast(constant(3, 20), zero, input: [9])).text
    #expect(text.contains("M_3]/M_0") && !text.components(separatedBy: "\n")[2].contains("<"))
  }

  @Test func severalTroublesAreMendedAtOnce() throws {
    let text = try sheet(constant(100, 20), .lecunUniform).text
    #expect(text.contains("FM1 vanishing"))
    #expect(text.contains("FM2"))
    #expect(
      text.hasSuffix(
        """
        All of it at once:
          - multiply all weights by 1.414: Var[w] = 2 / fan-in
          - make all layers 2.50 times as wide: fc 100×50

        """))
  }

  @Test func noTroubleIsSaidToo() throws {
    #expect(try sheet(constant(10, 50), .heUniform).text.hasSuffix("Expected trouble: none\n"))
    let tanh = FullyConnected(.constant, depth: 3, widths: [10], activation: .tanh)
    #expect(try sheet(.fullyConnected(tanh), .heNormal).text.contains("E[M_3]/M_0 in the wide limit"))
  }

  @Test func whereTheoryEndsIsSaid() throws {
    let layers: [JSONValue] = [
      .text("flatten"), .object(["residual": .list([.text("relu")])]), .object(["linear": .text("classes")]),
    ]
    let text = try sheet(Architecture(LayerList(layers: layers)), .heNormal).text
    #expect(text.contains("theory ends at  module1: a branch without a product"))
    #expect(text.contains("Expected trouble: not known"))
  }

  /// Of leaky units theory knows second moments, and leaves the rest out.
  @Test func whatIsKnownOfLeakyUnitsIsTold() throws {
    let leaky = FullyConnected(
      .constant, depth: 30, widths: [30], activation: .leakyReLU(slope: 0.5))
    let text = try sheet(.fullyConnected(leaky), .lecunNormal).text
    #expect(
      text.contains(
        """
          E[M_30]/M_0                                    7.52e-07, by a factor of 0.625 a layer
          Σ 1/n, β = 3.08 Σ 1/n                          1.00, 3.08
          E[variance across layers]/M_0²                 0.0216
          squared gradients, input over output           7.52e-07
          squared gradients of weights, over the last's  1.00 to 26.1
          correlation of two inputs at the output        0.819 of 0.50, 0.992 of 0.99

        Expected trouble: FM1 vanishing
        """))
    #expect(text.contains("- multiply all weights by 1.265: Var[w] = 1.600 / fan-in\n"))
  }

  /// Orthonormal columns have no variance of 2 / fan-in.
  @Test func mendsOfOrthogonalWeightsSayWhatTheyAre() throws {
    let text = try sheet(constant(30, 30), .orthogonal).text
    #expect(text.contains("- multiply all weights by 1.414: orthonormal times √2\n"))
    #expect(text.contains("Σ 1/n, β at most 5 times that"))
  }

  @Test func aTableHasARowForEach() throws {
    let sheets = try [PopularInitialization.heNormal, .lecunNormal].map { try sheet(constant(30, 30), $0) }
    let rows = ForecastTable(sheets).table("T").rows
    #expect(rows.map { $0[8] } == ["none", "FM1 vanishing"])
    #expect(rows.map { $0[3] } == ["5.00", "5.00"])
    #expect(rows.map { $0[9] } == ["", "multiply all weights by 1.414: Var[w] = 2 / fan-in"])
  }
}
