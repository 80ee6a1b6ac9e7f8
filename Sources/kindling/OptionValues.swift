import Datasets
import Figures
import Forms
import Lab
import Network
import Page
import Storage
import Training

/// What may stand after an option on a command line, for completions.
enum OptionValues {
  /// What a shell offers.
  enum Offer {
    /// Names; of names with a number, the part before it with the colon.
    case names([String])
    /// The same, several with commas between.
    case lists([String])
    case files
    case folders
    /// Whatever somebody types.
    case free
  }

  /// What is offered after an option that takes a value.
  static func offer(after option: HelpText.Option) -> Offer {
    switch option.value {
    case "FILE", "STORE": return .files
    case "DIR": return .folders
    case let value:
      guard let names = names[option.names[0]], !names.isEmpty else { return .free }
      return value == "LIST" ? .lists(names) : .names(names)
    }
  }

  private static let names: [String: [String]] = {
    let own = SweepOptions.options + ArchitectureOptions.options.all
    return Dictionary(own.map { ($0.name, $0.listed) }) { first, _ in first }.merging(others) { $1 }
  }()

  /// The names of options that stand for no field.
  private static let others = [
    "--init": PopularInitialization.allCases.map(\.rawValue),
    "--dataset": DatasetName.allCases.map(\.rawValue),
    "--colour-dataset": DatasetName.allCases.filter { $0.shape.channels == 3 }.map(\.rawValue),
    "--level": Level.allCases.map(\.rawValue),
    "--kind": TrialKind.allCases.map(\.rawValue),
    "--result": RunResult.Kind.allCases.map(\.rawValue),
    "--measure": Signal.allCases.map(\.rawValue),
    "--format": PictureFormat.allCases.map(\.rawValue),
    "--network": Suggestion.names(in: ReadyNetwork.expected),
  ]
}
