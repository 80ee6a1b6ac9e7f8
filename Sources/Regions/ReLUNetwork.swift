import Autodiff
import Network

/// The weights of a fully connected ReLU network at one moment: a function that is affine on each of its activation
/// regions.
///
/// Layers may be linear, ReLU, leaky ReLU, flattening, and residual modules of these. An *activation region* of the
/// network on a plane or line is a largest connected open set on which no hidden unit's pre-activation changes its sign;
/// one that is zero on a whole open set changes nothing there, so it bounds no region. Regions are convex, and no two
/// have the same signs. Source: Hanin & Rolnick 2019, "Deep ReLU Networks Have Surprisingly Few Activation Patterns",
/// arXiv 1906.00904.
///
/// `ReLUNetwork(layers, input: extents, in: workspace).regions(on: plane).total` is a measurement that a probe can make
/// while a network trains.
///
/// The weights are numbers of type `Real`, each of which is taken exactly; what the counts are exact for is the network
/// of real arithmetic that they describe.
public struct ReLUNetwork: Sendable {
  let program: Program

  /// How many numbers one input has.
  public var inputs: Int { program.widths[0] }

  /// How many units each hidden layer has, first to last.
  public var hiddenWidths: [Int] { program.hidden.map(\.units.count) }

  /// How many hidden units there are.
  public var units: Int { program.unitCount }

  /// Reads the weights of layers out of a workspace in which they were recorded.
  ///
  /// It copies them, so training may go on. Complexity: O(weights).
  ///
  /// - Parameters:
  ///   - layers: The layers from which the workspace's plan was recorded.
  ///   - extents: The extents of one input.
  /// - Throws: `RegionError` where a layer is none of those above, does not fit to what comes before it, or has weights
  ///   that are missing in the workspace or not finite.
  public init(
    _ layers: [Layer], input extents: [Int], in workspace: borrowing Workspace
  ) throws(RegionError) {
    var reader = LayerReader(workspace.numbersByName, inputs: extents.reduce(1, *))
    reader.program.output = try reader.read(layers, after: 0)
    program = reader.program
  }
}

extension Workspace {
  /// All weights and biases by their parameters' names.
  var numbersByName: [String: [Double]] {
    var numbers: [String: [Double]] = [:]
    for parameter in plan.parameters {
      numbers[parameter.name] = rows(of: parameter.value).map { Double($0) }
    }
    return numbers
  }
}
