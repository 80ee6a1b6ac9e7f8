import Datasets
import Lab
import Network

extension Workload {
  /// The workloads of the suite, in the order in which they are told.
  ///
  /// - Parameter dataset: What W1 to W3 train on.
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
    let wide = Architecture.fullyConnected(FullyConnected(.square, depth: 100))
    return square + alternating + constant + residual + images + steps
      + [Workload("W5", .lengths(lengths(wide, .unit(dimension: 100), 1000)))]
  }

  private static func convolutions(_ depth: Int, _ features: Int) -> Architecture {
    .convolutional(ConvolutionalNetwork(depth: depth, features: features, padding: .zero))
  }

  private static func trial(_ data: DatasetName, _ architecture: Architecture, batch: Int) -> StartTrial {
    StartTrial(
      data: data, architecture: architecture, initialization: PopularInitialization.heNormal.initialization,
      seed: 1, batchSize: batch)
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
