import Autodiff
import Network

/// The options that describe a network, for the commands that build one.
enum ArchitectureOptions {
  static let help = """
    network:
      --architecture NAME  fc, resnet-fc, conv or resnet-conv (default fc)
      --depth N            hidden layers, convolutions, or residual modules (of each stage) (default 10)
      --activation NAME    relu, leaky-relu:SLOPE or tanh (default relu)
      --widths LIST        fc: the layers' widths, such as 20 or 30,10 (default: as wide as deep);
                           resnet-fc: the one width (default 5); --width is the same
      --family NAME        fc: how the layers get their widths: square (as wide as deep), constant, alternating, halves
                           or explicit (as listed); by default what --widths suggests
      --features LIST      conv: one number, the filters of every layer (default: a tenth of the depth); resnet-conv:
                           filters of each stage, such as 16,32,64 (default 16)
      --kernel N           conv, resnet-conv: the side of a filter (default 3)
      --padding NAME       conv: circular, zero or valid; resnet-conv: circular or zero (default circular)
      --head NAME          conv: flatten or average, before the output (default flatten)
      --scale SCALES       resnet-fc, resnet-conv: residual scales: a number, geometric:BASE (BASE^l for module l), 1/L,
                           1/sqrt(L), or a list (default 1)
      --module-layers N    resnet-fc, resnet-conv: layers in a module (default 1)
      --branch-end NAME    resnet-fc, resnet-conv: how a module ends: activation, linear or zero (default activation)

    """

  static func parse(_ arguments: inout Arguments) throws -> Architecture {
    arguments.alias("--width", of: "--widths")
    let kind = try arguments.choice("--architecture", of: Architecture.Kind.self) ?? .fullyConnected
    let depth = try arguments.count("--depth")
    let activation =
      try arguments.value(
        "--activation", expected: "relu, leaky-relu:SLOPE or tanh", Activation.init(rawValue:)) ?? .relu
    switch kind {
    case .fullyConnected: return .fullyConnected(try fullyConnected(depth, activation, &arguments))
    case .residual: return .residual(try residual(depth ?? 10, activation, &arguments))
    case .convolutional: return .convolutional(try convolutional(depth ?? 10, activation, &arguments))
    case .convolutionalResidual:
      return .convolutionalResidual(try convolutionalResidual(depth ?? 10, activation, &arguments))
    }
  }

  /// Each depth of a list with each of several lists of widths, as in `--depth 10,30 --widths 30,10/15`.
  static func parseSeveral(_ arguments: inout Arguments) throws -> [Architecture] {
    arguments.alias("--width", of: "--widths")
    var architectures: [Architecture] = []
    var rest = arguments
    for depth in try arguments.alternatives("--depth", separator: ",") {
      for var words in try depth.alternatives("--widths", separator: "/") {
        let architecture = try parse(&words)
        if !architectures.contains(architecture) { architectures.append(architecture) }
        rest = words
      }
    }
    arguments = rest
    return architectures
  }

  private static func fullyConnected(
    _ depth: Int?, _ activation: Activation, _ arguments: inout Arguments
  ) throws -> FullyConnected {
    let widths = try arguments.list("--widths", of: "whole numbers") { Int(word: $0) } ?? []
    let guess: FullyConnected.Family =
      switch (widths.count, depth) {
      case (0, _): .square
      case (1, _): .constant
      case (_, nil): .explicit
      default: .alternating
      }
    let family = try arguments.choice("--family", of: FullyConnected.Family.self) ?? guess
    if family == .explicit, let depth, depth != widths.count {
      throw UsageError("--depth: expected \(widths.count), as many as --widths lists, found \(depth)")
    }
    let network = FullyConnected(
      family, depth: depth ?? (family == .explicit ? widths.count : 10), widths: widths,
      activation: activation)
    _ = try network.hiddenWidths()
    return network
  }

  private static func residual(
    _ depth: Int, _ activation: Activation, _ arguments: inout Arguments
  ) throws -> ResidualNetwork {
    let network = ResidualNetwork(
      modules: depth, width: try arguments.count("--widths") ?? 5,
      layersPerModule: try arguments.count("--module-layers") ?? 1, scale: try scale(&arguments),
      activation: activation, end: try arguments.choice("--branch-end", of: BranchEnd.self) ?? .activation)
    _ = try network.scale.values(modules: depth)
    return network
  }

  private static func convolutional(
    _ depth: Int, _ activation: Activation, _ arguments: inout Arguments
  ) throws -> ConvolutionalNetwork {
    ConvolutionalNetwork(
      depth: depth, features: try arguments.count("--features"), kernel: try arguments.count("--kernel") ?? 3,
      padding: try arguments.choice("--padding", of: Padding.self) ?? .circular, activation: activation,
      head: try arguments.choice("--head", of: ConvolutionalHead.self) ?? .flatten)
  }

  private static func convolutionalResidual(
    _ depth: Int, _ activation: Activation, _ arguments: inout Arguments
  ) throws -> ConvolutionalResidualNetwork {
    let network = ConvolutionalResidualNetwork(
      features: try arguments.list("--features", of: "whole numbers") { Int(word: $0) } ?? [16],
      modulesPerStage: depth,
      layersPerModule: try arguments.count("--module-layers") ?? 1, scale: try scale(&arguments),
      kernel: try arguments.count("--kernel") ?? 3,
      padding: try arguments.choice("--padding", of: Padding.self) ?? .circular, activation: activation,
      end: try arguments.choice("--branch-end", of: BranchEnd.self) ?? .activation)
    _ = try network.scale.values(modules: network.modules)
    return network
  }

  private static func scale(_ arguments: inout Arguments) throws(UsageError) -> ResidualScale {
    try arguments.value(
      "--scale", expected: "a number, geometric:BASE, 1/L, 1/sqrt(L) or numbers with commas between",
      ResidualScale.init(rawValue:)) ?? .constant(1)
  }
}
