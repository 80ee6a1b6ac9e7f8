import Datasets
import Figures
import Lab
import Papers
import Testing

@Suite struct FailureMode2Tests {
  private func table(_ text: String?, depths: [Int]) async throws -> Table {
    var options = FigureOptions(level: .quick, dataset: .synthetic, colourDataset: .syntheticColour)
    options.depths = depths
    options.networks = 20_000
    var experiment = try options.experiment(.fm2)
    if let text { try experiment.set(FieldName("init"), to: .text(text)) }
    let report = try await FigureReport.run(
      experiment, on: Runner(jobs: 2, search: DataSearch(places: [])))
    return try #require(report.tables.first?.table)
  }

  /// Theory's value is that of the weights that were drawn, and no z rests on an error that is not known.
  @Test func otherWeightsHaveTheirOwnTheory() async throws {
    let (he, uniform) = (try await table(nil, depths: [2]), try await table("he-uniform", depths: [2]))
    for (he, uniform) in zip(he.rows, uniform.rows) {
      let (expected, less) = (try #require(Double(he[6])), try #require(Double(uniform[6])))
      #expect(less < expected)
      let (measured, error) = (try #require(Double(uniform[4])), try #require(Double(uniform[5])))
      #expect(abs(measured - less) < 4.1 * error)
      #expect(Double(he[7]) != nil && uniform[7] == "–")
    }
  }

  @Test func oneLayerHasNoVariance() async throws {
    let rows = try await table(nil, depths: [1]).rows
    #expect(rows.count == 7)
    #expect(rows.allSatisfy { $0[4] == "0" && $0[7] == "–" })
  }
}
