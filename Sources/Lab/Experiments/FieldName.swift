import Network

/// A field of a trial that an axis varies: the way to it, or a short name such as `depth` or `width`.
public struct FieldName: Hashable, Sendable {
  /// The name as it was given.
  public let name: String

  /// A field by its way through the trial, such as `optimizer.rate`, or by a short name.
  public init(_ name: String) {
    self.name = name
  }

  /// The short names, and what they stand for.
  public static let shortNames: [(name: String, meaning: String)] = [
    ("depth", "the number of hidden layers, convolutions, or residual modules (of each stage)"),
    ("width", "the one width of all layers; for convolutions, their features"),
    ("init", "the initialisation"), ("optimizer", "how networks are trained: sgd or adam"),
    ("rate", "the learning rate"), ("momentum", "the momentum"),
    ("batch", "the number of examples in a step"), ("epochs", "the last epoch by whose end a run may start"),
    ("dataset", "the data set"), ("scale", "the residual scales"), ("activation", "the activation"),
    ("dimension", "the dimension of random inputs"),
  ]

  /// The change of a trial that gives the field a value.
  ///
  /// - Parameter trial: The trial as a tree; what `depth` and `width` stand for depends on its architecture.
  func change(to value: JSONValue, in trial: JSONValue) -> JSONValue {
    let kind =
      trial["architecture"]?["kind"].flatMap { Architecture.Kind(rawValue: $0.summary) } ?? .fullyConnected
    switch name {
    case "depth": return JSONValue(value, at: ["architecture", Self.depth(of: kind)])
    case "width": return JSONValue(.object(Self.width(value, of: kind)), at: ["architecture"])
    case "init": return JSONValue(value, at: ["initialization"])
    case "optimizer": return JSONValue(value, at: ["optimizer", "kind"])
    case "rate", "momentum": return JSONValue(value, at: ["optimizer", name])
    case "batch": return JSONValue(value, at: ["batchSize"])
    case "epochs": return JSONValue(value, at: ["criterion", "epochLimit"])
    case "dataset": return JSONValue(value, at: ["data"])
    case "scale", "activation": return JSONValue(value, at: ["architecture", name])
    case "dimension": return JSONValue(value, at: ["input", "unit", "dimension"])
    // No form is so deep: what is left over makes a field that there is none of.
    default: return JSONValue(value, at: name.split(separator: ".", maxSplits: 15).map(String.init))
    }
  }

  private static func depth(of kind: Architecture.Kind) -> String {
    switch kind {
    case .fullyConnected, .convolutional: "depth"
    case .residual: "modules"
    case .convolutionalResidual: "modulesPerStage"
    }
  }

  private static func width(_ value: JSONValue, of kind: Architecture.Kind) -> [String: JSONValue] {
    switch kind {
    case .fullyConnected:
      ["family": .text(FullyConnected.Family.constant.rawValue), "widths": .list([value])]
    case .residual: ["width": value]
    case .convolutional: ["features": value]
    case .convolutionalResidual: ["features": .list([value])]
    }
  }
}
