import Figures
import Lab
import Papers
import Testing

/// The verdicts of every paper's figure on made-up data; `kindling verdicts --repeats 2000` is the long form.
@Suite struct NullLaboratoryTests {
  @Test(arguments: PaperExperiment.all)
  func verdictsAreSeldomWrong(figure: PaperExperiment) async throws {
    let rates = try await figure.errorRates(at: .quick, repeats: 40, jobs: 2)
    for rate in rates {
      #expect(!rate.isTooOften, "\(rate.statement), \(rate.world): held \(rate.held), failed \(rate.failed)")
      #expect(rate.held + rate.failed + rate.undecided == rate.repeats)
      // The first page that a newcomer sees is decided.
      if [.fig1a, .fig1b].contains(figure), rate.truth == .claim {
        #expect(Double(rate.held) > 0.8 * Double(rate.repeats), "\(rate.statement)")
      }
    }
    // Every claim is tried where it is true, where it is not but nearly, and where its opposite is.
    let claims = Dictionary(grouping: rates, by: \.statement).mapValues { Set($0.map(\.truth)) }
    #expect(!claims.isEmpty)
    for (statement, truths) in claims {
      #expect(truths.isSuperset(of: [.claim, .opposite]), "\(statement)")
      #expect(truths.contains(.null) || truths.contains(.nearly), "\(statement)")
    }
  }

  @Test func theSameDataWhateverTheNumberOfWorkers() async throws {
    let figure = PaperExperiment.regionsInit
    let one = try await figure.errorRates(at: .quick, repeats: 12, jobs: 1)
    let two = try await figure.errorRates(at: .quick, repeats: 12, jobs: 2)
    #expect(one.map(\.held) == two.map(\.held) && one.map(\.failed) == two.map(\.failed))
  }
}
