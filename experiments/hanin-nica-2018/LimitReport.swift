import Figures
import Lab
import Statistics

/// ln ‖Ju‖² of normal weights against its exact law and its limit.
enum LimitReport {
  /// What its claims are about.
  static let narrow = TestedClaim.Topic("narrow")
  static let wide = TestedClaim.Topic("wide")

  /// The widths at which the limit is to be another law, and at which it is to be the networks'.
  static let (narrowest, widest) = (5, 200)

  static func report(_ measured: Measured<ProductGroup>) -> FigureReport {
    let groups = measured.groups
    func tests(_ isMeant: (Int) -> Bool) -> [KolmogorovSmirnovTest] {
      groups.filter { $0.widths.allSatisfy(isMeant) }.flatMap(\.outcomes).compactMap(\.norm.limitTest)
    }
    return ProductReport.report(
      measured,
      claims: [
        ProductReport.exactLaw("The exact law of ln ‖Ju‖² is the networks'", groups),
        ProductReport.differs(
          "The limit is another law at width \(narrowest)", tests { $0 <= narrowest }
        ).about(narrow),
        ProductReport.follows(
          "The limit is the networks' law at widths of \(widest) and more", tests { $0 >= widest }
        ).about(wide),
      ],
      charts: [ProductChart.chart(measured)])
  }
}
