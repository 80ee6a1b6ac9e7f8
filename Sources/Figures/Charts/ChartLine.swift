import Forms
import Lab
import Network

/// A line of a chart as one of its points sees it: what it is called, the panel it stands in, and the network that may give it
/// its colour.
package struct ChartLine: Hashable, Sendable {
  /// What it is called; points of the same name make a line in each panel.
  package let name: String
  /// The panel; nil where there is one alone.
  package let panel: String?
  let initialization: Initialization
  /// The residual scale; nil for other networks.
  let scale: ResidualScale?

  /// The line that a trial's point belongs to.
  package init(_ name: String, in panel: String? = nil, of trial: some Trial) {
    self.init(name, in: panel, trial.architecture, trial.initialization)
  }

  /// The line of a network.
  package init(
    _ name: String, in panel: String? = nil, _ architecture: Architecture, _ initialization: Initialization
  ) {
    self.name = name
    self.panel = panel
    self.initialization = initialization
    scale = architecture.family.residualScale
  }

  /// What all rows of its points hold.
  var row: VegaLite.Row {
    var row: VegaLite.Row = ["line": .text(name)]
    row["panel"] = panel.map { .text($0) }
    return row
  }
}
