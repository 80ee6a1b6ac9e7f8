import Lab
import Network

/// A line of a chart as one of its points sees it: what it is called, and the network that may give it its colour.
package struct ChartLine: Hashable, Sendable {
  /// What it is called; points of the same name make a line.
  package let name: String
  let initialization: Initialization
  /// The residual scale; nil for other networks.
  let scale: ResidualScale?

  /// The line that a trial's point belongs to.
  package init(_ name: String, of trial: some Trial) {
    self.name = name
    initialization = trial.initialization
    scale = trial.architecture.family.residualScale
  }
}
