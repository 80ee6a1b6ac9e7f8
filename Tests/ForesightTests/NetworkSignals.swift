import Autodiff
import Foundation
import Network
import Numbers
import Randomness

/// Signals and gradients of networks that are built, as means over networks with standard errors.
struct NetworkSignals {
  /// A mean over networks.
  struct Mean {
    let value: Double
    let error: Double

    /// The mean of `numbers` over that of `others`, or of numbers alone.
    init(_ numbers: [Double], over others: [Double]? = nil) {
      let count = Double(numbers.count)
      let scale = (others?.reduce(0, +) ?? count) / count
      let ratio = numbers.reduce(0, +) / count / scale
      value = ratio
      let rests = zip(numbers, others ?? numbers.map { _ in 1 }).map { ($0 - ratio * $1) / scale }
      error = (rests.reduce(0) { $0 + $1 * $1 } / (count * (count - 1))).squareRoot()
    }
  }

  /// The mean square of the outputs.
  let square: Mean
  /// The correlation of two examples' outputs.
  let correlation: Mean
  /// The sum of squared gradients with respect to inputs over that with respect to outputs.
  let backward: Mean

  /// Measures networks of ten and more outputs on examples any two of which have a correlation; the mean square of their numbers is 1.
  init(
    _ layers: [Layer], _ initialization: Initialization, extents: [Int], correlation: Double, examples: Int,
    networks: Int
  ) throws {
    var recording = Recording()
    let copies = recording.parameter(
      Shape(isBatched: false, extents: [examples] + extents), name: "copies")
    let batch = try recording.apply(Examples(), to: copies, layer: "copies")
    let network = try Network(layers, beginning: initialization, from: batch, into: &recording)
    let shape = recording.shape(of: network.output)
    let cotangents = recording.input(shape, name: "cotangents")
    let loss = try recording.apply(InnerProduct(), to: network.output, cotangents, layer: "pullback")
    var workspace = Workspace(
      Plan(recording, loss: loss, keeping: [network.output]), capacity: examples)
    workspace.rows = examples
    var (squares, products, gradients): ([Double], [Double], [Double]) = ([], [], [])
    for number in 0..<networks {
      let key = RandomKey(seed: 7)["network"][number]
      network.initialize(&workspace, from: key)
      let inputs = Self.inputs(extents, examples, correlation, key["inputs"])
      workspace.write(copies) { span in
        for i in span.indices { span[i] = inputs[i] }
      }
      workspace.noise = key["noise"].noise
      var cotangent = [Real](repeating: 0, count: examples * shape.size)
      var span = cotangent.mutableSpan
      key["cotangents"].fillNormal(&span, deviation: 1)
      workspace.fill(cotangents, with: cotangent.span)
      workspace.forward()
      let outputs = workspace.rows(of: network.output).map(Double.init)
      workspace.backward()
      let gradient = workspace.readGradient(of: copies) { span in
        (0..<span.count).reduce(0.0) { $0 + Double(span[$1]) * Double(span[$1]) }
      }
      gradients.append(gradient / Double(examples * shape.size))
      let size = Double(shape.size)
      var sums = [Double](repeating: 0, count: shape.size)
      for (place, output) in outputs.enumerated() { sums[place % shape.size] += output }
      let own = outputs.reduce(0) { $0 + $1 * $1 } / size
      let all = sums.reduce(0) { $0 + $1 * $1 } / size
      squares.append(own / Double(examples))
      products.append((all - own) / Double(examples * (examples - 1)))
    }
    square = Mean(squares)
    self.correlation = Mean(products, over: squares)
    backward = Mean(gradients)
  }

  /// Even pictures, or vectors, of mean square 1, of which any two have just this correlation.
  private static func inputs(_ extents: [Int], _ examples: Int, _ correlation: Double, _ key: RandomKey)
    -> [Real]
  {
    let (channels, pixels) = (extents[0], extents.dropFirst().reduce(1, *))
    precondition(channels > examples, "orthogonal directions for all examples and one more")
    // Gram and Schmidt.
    var directions: [[Double]] = []
    for number in 0...examples {
      var numbers = [Real](repeating: 0, count: channels)
      var span = numbers.mutableSpan
      key[number].fillNormal(&span, deviation: 1)
      var direction = numbers.map(Double.init)
      for other in directions {
        let share = zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }
        for i in direction.indices { direction[i] -= share * other[i] }
      }
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      directions.append(direction.map { $0 / length })
    }
    let scale = Double(channels).squareRoot()
    let (shared, own) = (correlation.squareRoot() * scale, (1 - correlation).squareRoot() * scale)
    return directions.dropFirst().flatMap { direction in
      zip(direction, directions[0]).flatMap { number, common in
        Array(repeating: Real(shared * common + own * number), count: pixels)
      }
    }
  }
}
