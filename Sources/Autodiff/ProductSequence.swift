import Numbers

/// The matrix products of a pass through a network, through OpenBLAS and with nothing between them: what a step would
/// take if it were its products alone.
///
/// Each product lies in memory as OpenBLAS likes it better, examples in rows or examples in columns, found by trying.
package struct ProductSequence: ~Copyable {
  private enum Factor {
    /// y = x wᵀ
    case output
    /// dx = dy w
    case inputGradient
    /// dw = dyᵀ x
    case weightGradient
  }

  private struct Product {
    let layer: ProductLayer
    let factor: Factor
    let input, weights, output: Int
    var isByColumns = false
  }

  private struct Shape: Hashable {
    let layer: ProductLayer
    let factor: Factor
  }

  /// The floating-point operations of one pass.
  package let operations: Int

  private var products: [Product] = []
  private var buffers: [UnsafeMutableBufferPointer<Real>] = []

  /// Takes memory for the products and tries how each is fastest.
  ///
  /// - Parameters:
  ///   - layers: First to last; where a layer takes what the one before it gives, both use the same memory.
  ///   - isTraining: Whether gradients are computed too, that of the first layer's input left out.
  package init(_ layers: [ProductLayer], isTraining: Bool) {
    BLAS.useOneThread()
    operations = Self.operations(layers, isTraining: isTraining)
    var backward: [Product] = []
    var previous: (layer: ProductLayer, output: Int, outputGradient: Int)?
    for layer in layers {
      let isChained = previous.map { layer.takesOutput(of: $0.layer) } ?? false
      let input = isChained ? previous?.output ?? 0 : add(layer.rows * layer.inputs)
      let weights = add(layer.outputs * layer.inputs, scale: (3 / Real(layer.inputs)).squareRoot())
      let output = add(layer.rows * layer.outputs)
      products.append(
        Product(layer: layer, factor: .output, input: input, weights: weights, output: output))
      guard isTraining else {
        previous = (layer, output, output)
        continue
      }
      let weightGradient = add(layer.outputs * layer.inputs)
      let outputGradient = add(layer.rows * layer.outputs)
      backward.append(
        Product(
          layer: layer, factor: .weightGradient, input: input, weights: weightGradient, output: outputGradient
        ))
      if let previous {
        let inputGradient = isChained ? previous.outputGradient : add(layer.rows * layer.inputs)
        backward.append(
          Product(
            layer: layer, factor: .inputGradient, input: inputGradient, weights: weights,
            output: outputGradient))
      }
      previous = (layer, output, outputGradient)
    }
    products += backward.reversed()
    chooseForms()
  }

  deinit { for buffer in buffers { buffer.deallocate() } }

  /// The floating-point operations of one pass through layers, a multiplication and an addition counting two.
  package static func operations(_ layers: [ProductLayer], isTraining: Bool) -> Int {
    layers.indices.reduce(0) { sum, number in
      sum + layers[number].operations * (isTraining ? number == 0 ? 2 : 3 : 1)
    }
  }

  /// Computes all products once.
  package mutating func run() {
    for product in products { run(product) }
  }

  private func run(_ product: Product) {
    let (n, k, m) = (product.layer.rows, product.layer.inputs, product.layer.outputs)
    let (x, w, y) = (buffers[product.input], buffers[product.weights], buffers[product.output])
    for time in 0..<product.layer.times {
      switch (product.factor, product.isByColumns) {
      case (.output, _) where n == 1: BLAS.matrixVector(m, k, w, x, into: y)
      case (.output, false): BLAS.product(.no, .yes, n, m, k, x, w, into: y, adding: false)
      case (.output, true): BLAS.product(.no, .no, m, n, k, w, x, into: y, adding: false)
      case (.inputGradient, false): BLAS.product(.no, .no, n, k, m, y, w, into: x, adding: false)
      case (.inputGradient, true): BLAS.product(.yes, .no, k, n, m, w, y, into: x, adding: false)
      case (.weightGradient, false): BLAS.product(.yes, .no, m, k, n, y, x, into: w, adding: time > 0)
      case (.weightGradient, true): BLAS.product(.no, .yes, m, k, n, y, x, into: w, adding: time > 0)
      }
    }
  }

  private mutating func chooseForms() {
    var isByColumns: [Shape: Bool] = [:]
    run()
    for i in products.indices {
      let shape = Shape(layer: products[i].layer, factor: products[i].factor)
      if isByColumns[shape] == nil {
        var rows = products[i]
        rows.isByColumns = false
        var columns = rows
        columns.isByColumns = true
        var best = (rows: Duration.seconds(1), columns: Duration.seconds(1))
        for _ in 0..<10 {
          best.rows = min(best.rows, time(rows))
          best.columns = min(best.columns, time(columns))
        }
        isByColumns[shape] = best.columns < best.rows
      }
      products[i].isByColumns = isByColumns[shape] ?? false
    }
  }

  private func time(_ product: Product) -> Duration {
    let began = ContinuousClock.now
    run(product)
    return .now - began
  }

  /// Takes memory for numbers spread evenly over −`scale` … `scale`: zeros and denormal numbers have speeds of their own.
  private mutating func add(_ count: Int, scale: Real = 1) -> Int {
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: count * MemoryLayout<Real>.stride, alignment: 64)
    let buffer = bytes.bindMemory(to: Real.self)
    var state = UInt32(truncatingIfNeeded: count) &+ UInt32(truncatingIfNeeded: buffers.count)
    for i in 0..<count {
      state = state &* 1_664_525 &+ 1_013_904_223
      buffer.initializeElement(at: i, to: (Real(state >> 8) * 0x1p-23 - 1) * scale)
    }
    buffers.append(buffer)
    return buffers.count - 1
  }
}
