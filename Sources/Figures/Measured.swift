import Datasets
import Lab

/// An experiment and what it measured, setting by setting.
struct Measured<Group: Sendable>: Sendable {
  let experiment: Experiment
  let groups: [Group]

  /// The experiment's title with its data set.
  var title: String {
    let title = experiment.title ?? experiment.name
    return experiment.dataset.map { "\(title), \($0.title)" } ?? title
  }

  /// The headings of the settings' labels.
  var headings: [String] { experiment.axes.map(\.name) }
}
