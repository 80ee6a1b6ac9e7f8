import Datasets
import Lab
import Network

/// A piece of work whose speed is measured, the same in every program that is compared.
public struct Workload: Hashable, Sendable {
  /// The name on the command line, such as `W1-20`.
  public let name: String
  /// What is computed, over and over.
  public let task: Task

  /// What is computed, over and over.
  public enum Task: Hashable, Sendable {
    /// Epochs of a training run, each with its test.
    case epochs(StartTrial)
    /// Steps of a training run over its first `images` images, without a test.
    case steps(StartTrial, images: Int)
    /// Lengths of every layer over many initialisations, the drawing of weights included.
    case lengths(LengthTrial)
  }

  /// What a rate counts.
  public enum Unit: String, Codable, Sendable {
    /// Epochs of a model, with the test.
    case epochs = "model-epochs"
    /// Steps of a model.
    case steps
    /// Networks drawn and measured.
    case networks
  }

  /// A piece of work with a name.
  public init(_ name: String, _ task: Task) {
    self.name = name
    self.task = task
  }

  /// What a rate counts.
  public var unit: Unit {
    switch task {
    case .epochs: .epochs
    case .steps: .steps
    case .lengths: .networks
    }
  }

  /// The network.
  public var architecture: Architecture {
    switch task {
    case .epochs(let trial), .steps(let trial, _): trial.architecture
    case .lengths(let trial): trial.architecture
    }
  }

  /// The data set that the work needs, if any.
  public var dataset: DatasetName? {
    switch task {
    case .epochs(let trial), .steps(let trial, _): trial.data
    case .lengths(let trial): trial.dataset
    }
  }

  /// The same work on another seed, which changes numbers and no shape.
  public func seeded(_ seed: UInt64) -> Workload {
    switch task {
    case .epochs(var trial):
      trial.seed = seed
      return Workload(name, .epochs(trial))
    case .steps(var trial, let images):
      trial.seed = seed
      return Workload(name, .steps(trial, images: images))
    case .lengths(var trial):
      trial.seed = seed
      return Workload(name, .lengths(trial))
    }
  }

  /// Whether a word on the command line means this workload: its name, or the name's beginning up to a dash, or `W4` for
  /// both of its kinds.
  public func answers(to word: String) -> Bool {
    name == word || name.hasPrefix(word + "-") || (word == "W4" && name.hasPrefix(word))
  }
}
