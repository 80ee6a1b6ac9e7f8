import Datasets
import Lab
import Network

/// How much of a figure is run and on what: a level, and what the user gives in place of the level's own axes.
public struct FigureOptions: Sendable {
  /// The level.
  public var level: Level
  /// The set on which fully connected networks train.
  public var dataset: DatasetName
  /// The set on which convolutional networks train, and whose first image figure 4 takes.
  public var colourDataset: DatasetName
  /// The initialisations (figures 1, 4 and 5(a)).
  public var initializations: [PopularInitialization]?
  /// The depths, or numbers of modules.
  public var depths: [Int]?
  /// How many networks a mean length is taken over.
  public var networks: Int?
  /// How many runs there are of each setting.
  public var runs: Int?
  /// The last epoch by whose end a run may start.
  public var epochs: Int?

  /// The options of a level.
  public init(level: Level, dataset: DatasetName, colourDataset: DatasetName) {
    self.level = level
    self.dataset = dataset
    self.colourDataset = colourDataset
  }

  /// A paper's experiment at the level, changed by those options that concern it.
  ///
  /// - Throws: `ExperimentError` where an option does not fit.
  public func experiment(_ paper: PaperExperiment) throws(ExperimentError) -> Experiment {
    var experiment = try paper.experiment().at(level)
    if let own = experiment.dataset {
      try experiment.use(own.shape.channels == 1 ? dataset : colourDataset)
    }
    let names = experiment.axes.map(\.name)
    if let initializations, names.contains("initialisation") {
      try experiment.vary("initialisation", over: .list(initializations.map { .text($0.rawValue) }))
    }
    if let depths {
      if let axis = names.first(where: { ["depth", "modules"].contains($0) }) {
        try experiment.vary(axis, over: .list(depths.map { .integer($0) }))
      } else if experiment.kind.trial.measuredOver.contains("layer") {
        try experiment.set(FieldName("depth"), to: .integer(depths.max() ?? 1))
        experiment.tell(of: depths)
      }
    }
    // A trial of many networks is one run.
    if experiment.has(FieldName("networks")) {
      if let networks { try experiment.fix(FieldName("networks"), to: .integer(networks)) }
    } else if let runs {
      experiment.seed(with: .independent(runs))
    }
    if let epochs, experiment.has(FieldName("epochs")) {
      try experiment.set(FieldName("epochs"), to: .integer(epochs))
    }
    return experiment
  }
}
