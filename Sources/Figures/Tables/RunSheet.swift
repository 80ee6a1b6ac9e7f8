import Foundation
import Lab
import Network
import Storage
import Wording

/// All that is known of one run, for a reader.
public struct RunSheet: Sendable {
  private let details: RunDetails

  /// A sheet on this run.
  public init(_ details: RunDetails) {
    self.details = details
  }

  /// The sheet.
  public var text: String {
    let provenance = details.provenance
    let end = details.death.map { [("why", Self.death(at: $0))] } ?? []
    let fields: [(String, String)] = [
      ("trial", details.identity),
      ("took", "\(decimals(details.run.seconds, 3)) s, ended \(details.run.finished)"),
      (
        "program",
        "kindling \(provenance.program), revision \(provenance.revision ?? "unknown"), \(provenance.precision)"
      ),
      ("OpenBLAS", "\(provenance.openblas); kernels \(provenance.kernels)"),
      ("processor", provenance.processor ?? "unknown"), ("system", provenance.system),
      ("threads", "\(provenance.threads) a run, \(provenance.jobs) runs at a time"),
    ]
    let sources = details.sources.map { ("data", "\($0.checksum)  \($0.path)") }
    let lines = (end + fields + sources).map {
      $0.0.padding(toLength: 11, withPad: " ", startingAt: 0) + $0.1.shown(10_000)
    }
    let head = RunTable([details.run]).table("Run \(details.run.id)").text
    let outcome = details.epochs.isEmpty ? "outcome    \(details.outcome.shown(1_000_000))\n" : epochs.text
    let settled = details.settled.map { "\(Self.settled($0).text)\n" } ?? ""
    return "\(head)\n\(lines.joined(separator: "\n"))\n\n\(settled)\(outcome)"
  }

  /// Why a run was censored before its last epoch.
  public static func death(at epoch: Int) -> String {
    "the last hidden layer was 0 for every image in epoch \(epoch): nothing it learns can start it any more"
  }

  /// What a batch made of the first weights, layer by layer.
  public static func settled(_ scalings: [LayerScaling]) -> Table {
    var table = Table(
      "Weights scaled by a batch", columns: [.words("layer"), .numbers("factor"), .numbers("trials")])
    for scaling in scalings {
      table.append([scaling.layer, decimals(scaling.factor, 4), "\(scaling.trials)"])
    }
    return table
  }

  private var epochs: Table {
    var table = Table(
      "Epochs",
      columns: [
        .numbers("epoch"), .numbers("training loss"), .numbers("test loss"), .numbers("test accuracy"),
      ])
    for epoch in details.epochs {
      table.append([
        "\(epoch.epoch)", decimals(epoch.trainingLoss, 4), decimals(epoch.testLoss, 4),
        decimals(100 * epoch.testAccuracy, 1) + " %",
      ])
    }
    return table
  }
}
