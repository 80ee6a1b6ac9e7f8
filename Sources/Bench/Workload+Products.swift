import Autodiff
import Lab
import Network

extension Workload {
  /// Whether gradients are computed.
  var isTraining: Bool { unit != .networks }

  /// The examples that go through the network at a time.
  var batch: Int {
    switch task {
    case .epochs(let trial), .steps(let trial, _): trial.batchSize
    case .lengths: 1
    }
  }

  /// The products of a pass of `rows` examples through the network.
  ///
  /// - Throws: `ArchitectureError` where the network cannot be built.
  package func products(rows: Int) throws -> [ProductLayer] {
    let (extents, classes) = input
    var products: [ProductLayer] = []
    var shape = extents
    Self.collect(try architecture.layers(input: extents, classes: classes), &shape, rows, &products)
    return products
  }

  /// The floating-point operations of the products of one unit: all that a rate in GFLOP/s counts, terms among them
  /// that are left out because they are 0.
  ///
  /// - Parameters:
  ///   - training: How many examples are trained on in a unit.
  ///   - testing: How many are tested on.
  /// - Throws: `ArchitectureError` where the network cannot be built.
  package func operations(training: Int, testing: Int) throws -> Int {
    let one = try products(rows: 1)
    return training * ProductSequence.operations(one, isTraining: true)
      + testing * ProductSequence.operations(one, isTraining: false)
  }

  /// The extents of one input, and the width of the output layer where there is one.
  var input: (extents: [Int], classes: Int?) {
    switch task {
    case .epochs(let trial), .steps(let trial, _): return (trial.data.shape.extents, trial.data.classes)
    case .lengths(let trial):
      switch trial.input {
      case .unit(let dimension): return ([dimension], nil)
      case .image(let name, _): return (name.shape.extents, nil)
      }
    }
  }

  /// Adds the products of layers; `extents` become those of the last one's output.
  private static func collect(
    _ layers: [Layer], _ extents: inout [Int], _ rows: Int, _ products: inout [ProductLayer]
  ) {
    for layer in layers {
      if let module = layer.module {
        var input = extents
        collect(module.shortcut, &input, rows, &products)
        collect(module.branch, &extents, rows, &products)
        continue
      }
      extents = (try? layer.kind.extents(after: extents)) ?? extents
      guard let product = layer.product else { continue }
      let places = extents.dropFirst().reduce(1, *)
      products.append(
        product.window == nil
          ? ProductLayer(rows: rows, inputs: product.inputs, outputs: product.outputs)
          : ProductLayer(
            rows: places, inputs: product.fans.fanIn, outputs: product.outputs, times: rows))
    }
  }
}
