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

  /// One value for the quick level and one for the paper's.
  func choose<Value>(quick: Value, paper: Value) -> Value {
    switch level {
    case .quick: quick
    case .paper: paper
    }
  }
}
