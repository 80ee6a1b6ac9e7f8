import Foresight
import Wording

/// What theory expects of several networks, as a table.
package struct ForecastTable {
  private let sheets: [ForecastSheet]

  /// A table of sheets, in their order.
  package init(_ sheets: [ForecastSheet]) {
    self.sheets = sheets
  }

  /// The table under a title.
  package func table(_ title: String) -> Table {
    var table = Table(
      title,
      columns: [
        .words("initialisation"), .numbers("a layer"), .numbers("E[M_d]/M_0"), .numbers("β"),
        .numbers("variance"), .numbers("dead"), .numbers("gradient"), .numbers(alike),
        .words("expected trouble"), .words("what mends it"),
      ])
    for sheet in sheets {
      let forecast = sheet.forecast
      table.append([
        forecast.initialization.name, short(forecast.layerFactor),
        short(mean: forecast.signalFactor, isZero: forecast.isZero),
        (forecast.betaIsBound == true ? "≤ " : "") + short(forecast.beta),
        short(mean: forecast.layerVariance, isZero: true),
        short(forecast.deadProbability), short(forecast.signals.backward),
        sheet.pairs.map(\.output.mean).map { short($0) } ?? short(forecast.signals.correlation),
        forecast.troubleText, sheet.cure.map { $0.map(\.text).joined(separator: "; ") } ?? "–",
      ])
    }
    table.notes = [
      "E[M_d]/M_0: the mean length of the last hidden layer over the input's, without what biases add, and its factor a",
      "layer. β: the variance of ln M_d in the limit of great width, 5 Σ 1/n for ReLU; ≤ marks a bound.",
      "Variance: across layers, over M_0² (failure mode 2), exact. Dead: the probability of a silent layer.",
      "Gradient: squared, with respect to the input over the output's. \(alikeNote)",
      "Both, and lengths that are not known exactly, in the limit of great width.",
    ]
    return table
  }
}

extension ForecastTable {
  private var pairs: ImagePairs.Outcome? { sheets.compactMap(\.pairs).first }

  private var alike: String { pairs == nil ? "alike" : "images alike" }

  private var alikeNote: String {
    pairs.map {
      "Images alike: the mean correlation at the output of \(counted($0.input.count, "pair")), \(short($0.input.mean)) before."
    } ?? "Alike: the correlation at the output of two inputs that were alike to a half."
  }
}

extension Forecast {
  /// The trouble to be expected, in a few words.
  package var troubleText: String {
    if !isKnown { return "not known" }
    return findings.isEmpty ? "none" : findings.map(\.trouble.title).joined(separator: ", ")
  }
}
