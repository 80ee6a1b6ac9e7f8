import Foundation
import Lab

extension Judgement {
  /// How claims are judged, in a line.
  var text: String {
    let chance = "Verdicts: a chance of \(String(format: "%g", 100 * level)) %"
    return switch correction {
    case .holm: "\(chance) of any wrong one among a figure's claims (Holm)."
    case .bonferroni: "\(chance) of any wrong one among a figure's claims (Bonferroni)."
    case .none: "\(chance) of a wrong one for each claim; their number is not corrected for."
    }
  }
}

extension ClaimChanges {
  /// What is said of a claim that did not stand before the first runs.
  var remark: String { "STATED OR CHANGED AFTER THE FIRST RUNS, of \(begun)" }

  /// What else was changed, in sentences.
  func texts(_ experiment: Experiment) -> [String] {
    var texts: [String] = []
    if judgement != experiment.judgement {
      texts.append("Changed after the first runs, of \(begun); it was: \(judgement.text)")
    }
    if !dropped.isEmpty {
      let claims = dropped.map(\.sentence).joined(separator: "; ")
      texts.append("Not asked any more, though stated before the first runs, of \(begun): \(claims).")
    }
    return texts
  }
}
