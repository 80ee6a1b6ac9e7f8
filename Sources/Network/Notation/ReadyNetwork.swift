import Forms

/// The networks that are ready made, each a list of layers with parameters.
public enum ReadyNetwork: String, CaseIterable, Sendable {
  /// A multilayer perceptron: `depth` layers of `width` units, `norm` before each activation, `drop` behind it.
  case mlp
  /// VGG for small images (Simonyan & Zisserman 2015, configurations A, B, D and E with one linear layer at the end), of 11,
  /// 13, 16 or 19 layers.
  case vgg
  /// The residual network for CIFAR (He et al. 2016, section 4.2) of 8, 20, 56, 110 or other 6 n + 2 layers, with 1 × 1
  /// convolutions where a stage begins.
  case resnet
  /// The same with activations before convolutions (He et al. 2016, *Identity Mappings in Deep Residual Networks*).
  case preactResNet = "preact-resnet"
  /// ConvMixer for small images (Trockman & Kolter 2022): depthwise convolutions of large filters in residual modules.
  case convMixer = "convmixer"

  /// The network of a name, behind which a colon and its number of layers may stand, such as `resnet:20`; nil where there is
  /// none.
  public static func network(named name: String) -> LayerList? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let ready = ReadyNetwork(rawValue: parts[0]) else { return nil }
    var network = ready.network
    guard parts.count == 2 else { return network }
    guard let count = Int(parts[1]), let changes = ready.changes(layers: count) else { return nil }
    network.parameters.merge(changes) { $1 }
    return network
  }

  /// What completes "expected …" where a name is wanted.
  public static let expected =
    "mlp:DEPTH, vgg:11, 13, 16 or 19, resnet:LAYERS or preact-resnet:LAYERS (8, 14, 20, … 6 n + 2), or convmixer:DEPTH"

  /// The parameters that give it so many layers; nil where it cannot have as many.
  private func changes(layers: Int) -> [String: JSONValue]? {
    switch self {
    case .mlp, .convMixer: return layers > 0 ? ["depth": .integer(layers)] : nil
    case .vgg:
      let counts = [11: (1, 2), 13: (2, 2), 16: (2, 3), 19: (2, 4)]
      return counts[layers].map { ["early": .integer($0.0), "late": .integer($0.1)] }
    case .resnet, .preactResNet:
      return layers >= 8 && layers % 6 == 2 ? ["blocks": .integer((layers - 2) / 6)] : nil
    }
  }

  private var network: LayerList {
    guard let tree = JSONValue(json5: text), let network = try? tree.decoded(as: LayerList.self) else {
      preconditionFailure("'\(rawValue)' is no list of layers")
    }
    return network
  }

  private var text: String {
    switch self {
    case .mlp:
      """
      {
        parameters: { depth: 10, width: 100, activation: "relu", norm: "none", drop: "none" },
        layers: [
          "flatten",
          { repeat: "depth", of: [{ linear: "width" }, "norm", "activation", "drop"] },
          { linear: "classes" },
        ],
      }
      """
    case .vgg:
      """
      {
        parameters: {
          width: 64, early: 1, late: 2, activation: "relu", norm: "none", drop: "none",
          conv: [{ conv: "same" }, "norm", "activation"],
          wider: [{ conv: "2 * same" }, "norm", "activation"],
          half: { "max-pool": 2 },
        },
        layers: [
          { conv: "width" }, "norm", "activation", { repeat: "early - 1", of: "conv" }, "half",
          "wider", { repeat: "early - 1", of: "conv" }, "half",
          "wider", { repeat: "late - 1", of: "conv" }, "half",
          "wider", { repeat: "late - 1", of: "conv" }, "half",
          { repeat: "late", of: "conv" }, "half",
          "flatten", "drop", { linear: "classes" },
        ],
      }
      """
    case .resnet:
      """
      {
        parameters: {
          blocks: 3, width: 16, activation: "relu", norm: "batch-norm", bias: false,
          block: [
            { residual: [
              { conv: "same", bias: "bias" }, "norm", "activation", { conv: "same", bias: "bias" }, "norm",
            ] },
            "activation",
          ],
          stage: [
            {
              residual: [
                { conv: "2 * same", stride: 2, bias: "bias" }, "norm", "activation", { conv: "same", bias: "bias" }, "norm",
              ],
              shortcut: [{ conv: "2 * same", kernel: 1, stride: 2, bias: "bias" }, "norm"],
            },
            "activation",
            { repeat: "blocks - 1", of: "block" },
          ],
        },
        layers: [
          { conv: "width", bias: "bias" }, "norm", "activation",
          { repeat: "blocks", of: "block" }, "stage", "stage",
          "global-average-pool", { linear: "classes" },
        ],
      }
      """
    case .preactResNet:
      """
      {
        parameters: {
          blocks: 3, width: 16, activation: "relu", norm: "batch-norm", bias: false,
          block: { residual: [
            "norm", "activation", { conv: "same", bias: "bias" }, "norm", "activation", { conv: "same", bias: "bias" },
          ] },
          stage: [
            "norm", "activation",
            {
              residual: [
                { conv: "2 * same", stride: 2, bias: "bias" }, "norm", "activation", { conv: "same", bias: "bias" },
              ],
              shortcut: [{ conv: "2 * same", kernel: 1, stride: 2, bias: "bias" }],
            },
            { repeat: "blocks - 1", of: "block" },
          ],
        },
        layers: [
          { conv: "width", bias: "bias" },
          { repeat: "blocks", of: "block" }, "stage", "stage", "norm", "activation",
          "global-average-pool", { linear: "classes" },
        ],
      }
      """
    case .convMixer:
      """
      {
        parameters: { depth: 8, width: 64, patch: 2, kernel: 5, activation: "gelu", norm: "batch-norm" },
        layers: [
          { conv: "width", kernel: "patch", stride: "patch", padding: "valid" }, "activation", "norm",
          { repeat: "depth", of: [
            { residual: [{ conv: "same", kernel: "kernel", groups: "same" }, "activation", "norm"] },
            { conv: "same", kernel: 1 }, "activation", "norm",
          ] },
          "global-average-pool", { linear: "classes" },
        ],
      }
      """
    }
  }
}
