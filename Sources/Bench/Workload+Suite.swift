import Datasets
import Forms
import Lab
import Network

extension Workload {
  /// The workloads of the suite, in the order in which they are told.
  ///
  /// - Parameter dataset: What W1 to W3, W8 and W9 train on.
  public static func suite(on dataset: DatasetName = .fashionMNIST) -> [Workload] {
    func epochs(_ name: String, _ architecture: Architecture) -> Workload {
      Workload(name, .epochs(trial(dataset, architecture, batch: 1024)))
    }
    let square = [10, 20, 50, 100].map {
      epochs("W1-\($0)", .fullyConnected(FullyConnected(.square, depth: $0)))
    }
    let alternating = [10, 30, 50].map {
      epochs(
        "W2-alternating-\($0)", .fullyConnected(FullyConnected(.alternating, depth: $0, widths: [30, 10])))
    }
    let constant = [10, 30, 50].map {
      epochs("W2-constant-\($0)", .fullyConnected(FullyConnected(.constant, depth: $0, widths: [20])))
    }
    let residual = [10, 50].map {
      epochs("W3-\($0)", .residual(ResidualNetwork(modules: $0, width: 64, scale: .inverse)))
    }
    let images = [5, 10, 32].flatMap { features in
      [10, 50].map { depth in
        Workload("W4i-\(features)-\(depth)", .lengths(lengths(convolutions(depth, features), .image, 100)))
      }
    }
    let steps = [5, 10, 32].map {
      Workload("W4ii-\($0)", .steps(trial(.syntheticColour, convolutions(10, $0), batch: 128), images: 1280))
    }
    let deep = Architecture.fullyConnected(FullyConnected(.square, depth: 100))
    let vectors = Workload("W5", .lengths(lengths(deep, .unit(dimension: 100), 1000)))
    return square + alternating + constant + residual + images + steps + [vectors] + networks(on: dataset)
  }

  /// Steps of networks in common use: ResNet-20 with and without norm, a perceptron with norm, a wide plain one, and a
  /// short VGG.
  private static func networks(on dataset: DatasetName) -> [Workload] {
    let normalized = trial(.syntheticColour, ready("resnet:20"), batch: 128)
    // By He's law each module would double the length, with no norm to take it back: losses begin at 17.
    let bare = trial(
      .syntheticColour, ready("resnet:20", ["norm": .text("none"), "bias": .flag(true)]), batch: 128,
      .lecunNormal)
    let perceptron = ready(
      "mlp:20", ["width": .integer(256), "norm": .text("layer-norm"), "activation": .text("gelu")])
    let wide = Architecture.fullyConnected(FullyConnected(.constant, depth: 10, widths: [512]))
    // By He's law, which max-pooling swells, rounding becomes 0.4 % of the loss in ten steps.
    let short = trial(.syntheticColour, shortVGG, batch: 128, .lecunNormal)
    return [
      Workload("W6", .steps(normalized, images: 1280)),
      Workload("W7", .steps(bare, images: 1280)),
      Workload("W8", .steps(trial(dataset, perceptron, batch: 1024), images: 10240)),
      Workload("W9", .steps(trial(dataset, wide, batch: 1024), images: 10240)),
      Workload("W10", .steps(short, images: 1280)),
    ]
  }

  /// Six convolutions and three halvings, as VGG for small images begins, but none wider than 128 filters.
  private static let shortVGG: Architecture = {
    let text = """
      { layers: [
        { conv: 64 }, "relu", { conv: 64 }, "relu", { "max-pool": 2 },
        { repeat: 2, of: [{ conv: 128 }, "relu", { conv: 128 }, "relu", { "max-pool": 2 }] },
        "flatten", { linear: "classes" },
      ] }
      """
    guard let network = try? JSONValue(json5: text)?.decoded(as: LayerList.self) else {
      preconditionFailure("no list of layers")
    }
    return Architecture(network)
  }()

  /// A ready network with other values for some of its parameters.
  private static func ready(_ name: String, _ changes: [String: JSONValue] = [:]) -> Architecture {
    guard var network = ReadyNetwork.network(named: name) else {
      preconditionFailure("'\(name)' is no ready network")
    }
    network.parameters.merge(changes) { $1 }
    return Architecture(network)
  }

  private static func convolutions(_ depth: Int, _ features: Int) -> Architecture {
    .convolutional(ConvolutionalNetwork(depth: depth, features: features, padding: .zero))
  }

  private static func trial(
    _ data: DatasetName, _ architecture: Architecture, batch: Int,
    _ initialization: PopularInitialization = .heNormal
  ) -> StartTrial {
    StartTrial(
      data: data, architecture: architecture, initialization: initialization.initialization, seed: 1,
      batchSize: batch)
  }

  private static func lengths(
    _ architecture: Architecture, _ input: LengthTrial.Input, _ networks: Int
  ) -> LengthTrial {
    LengthTrial(
      architecture: architecture, initialization: PopularInitialization.heNormal.initialization, input: input,
      networks: networks, seed: 1)
  }
}

extension LengthTrial.Input {
  /// The first image of the set that needs no files.
  fileprivate static let image = LengthTrial.Input.image(set: .syntheticColour, index: 0)
}
