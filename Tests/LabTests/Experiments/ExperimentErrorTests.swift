import Foundation
import Lab
import Testing

/// Every malformed experiment is refused in one line that names the file and where in it the fault lies.
@Suite struct ExperimentErrorTests {
  private static let axes = #"axes: [{field: "depth", values: [2]}], seeds: 1"#

  private static func trial(_ fields: String) -> String {
    #"{name: "a", kind: "start", \#(axes), trial: {\#(fields)}}"#
  }

  private static func signals(_ fields: String) -> String {
    #"{name: "a", kind: "signals", \#(axes), trial: {\#(fields)}}"#
  }

  private static func axis(_ axis: String, kind: String = "start") -> String {
    #"{name: "a", kind: "\#(kind)", axes: [\#(axis)], seeds: 1}"#
  }

  static let cases: [(text: String, message: String)] = [
    ("", "line 1: expected JSON5"),
    ("{name: 'a',\n kind: 'start'\n seeds: 1}", "line 3: expected JSON5"),
    ("{name: 'a',\n // more\n axes: [1, 2", "line 3: expected JSON5"),
    ("{name: 'a', kind: 'start", "line 1: expected JSON5"),
    (
      "[1, 2]",
      "expected an object whose kind is one of start, lengths, regions, jacobians, layer-law, signals, distances, products, distortion, rates, propagation, found [1,2]"
    ),
    ("{kind: 'start'}", "name: expected a name, found nothing"),
    (
      "{name: 'a', kind: 'begin'}",
      "kind: expected one of start, lengths, regions, jacobians, layer-law, signals, distances, products, distortion, rates, propagation, found 'begin'"
    ),
    ("{name: 'a', seeds: 1}", "axes: expected a list of at least 1, each"),
    ("{name: '', \(axes)}", "name: expected a name, found ''"),
    ("{name: 'a', axis: 3, \(axes)}", "axis: expected a field of kind, $schema, name"),
    ("{name: 'a', axes: [], seeds: 1}", "axes: expected a list of at least 1"),
    (axis("{}"), "axes[0].field: expected a field, or zip in its place, found nothing"),
    (axis("{field: 'depth'}"), "axes[0]: expected one of values, range, logRange and zip, found none"),
    (axis("{field: 'depth', values: []}"), "axes[0].values: expected a list of at least 1"),
    (axis("{field: 'depth', values: [1], range: {from: 1, through: 2, by: 1}}"), "found values and range"),
    (axis("{field: 'depth', range: {from: 9, through: 2, by: 1}}"), "axes[0]: expected a range upwards"),
    (axis("{field: 'depth', range: {from: 1, through: 2}}"), "axes[0].range.by: expected a number"),
    (
      axis("{field: 'depth', values: [1, 2], labels: ['one']}"),
      "axes[0].labels: expected 2, one a value, found 1"
    ),
    (axis("{field: 'depth', values: [2, 2]}"), "axes[0]: expected different values, found '2' twice"),
    (
      axis("{zip: {depth: [1, 2], rate: [1]}}"), "axes[0].zip.rate: expected 2 values, as depth has, found 1"
    ),
    (axis("{zip: {depth: [1]}, field: 'rate'}"), "axes[0].field: expected nothing beside zip, found 'rate'"),
    (
      axis("{field: 'depth', values: [1]}, {field: 'depth', values: [2]}"),
      "axes[1].name: expected a name of its own, found 'depth' twice"
    ),
    (
      axis("{field: 'depth', values: [0]}"),
      "axis depth, value 0: architecture.depth: expected a whole number of at least 1"
    ),
    (
      axis("{field: 'depth', values: ['deep']}"),
      "architecture.depth: expected a whole number of at least 1, found 'deep'"
    ),
    (
      axis("{field: 'colour', values: [1]}"),
      "axis colour, value 1: colour: expected a field of data, normalization"
    ),
    (axis("{field: 'networks', values: [1]}"), "networks: expected a field of data, normalization"),
    (axis("{field: 'rate', values: [0.1]}", kind: "lengths"), "optimizer: expected a field of architecture"),
    (trial("arhitecture: {}"), "trial.arhitecture: expected a field of data, normalization, architecture"),
    (trial("data: 'imagenet'"), "trial.data: expected one of fashion-mnist, mnist, kmnist"),
    (trial("batchSize: 12.5"), "trial.batchSize: expected a whole number of at least 1, found 12.5"),
    (trial("batchSize: '128'"), "trial.batchSize: expected a whole number of at least 1, found '128'"),
    (trial("optimizer: {rate: -1}"), "trial.optimizer.rate: expected a number of at least 0.0, found -1"),
    (trial("optimizer: {rate: Infinity}"), "trial.optimizer.rate: expected a number of at least 0.0"),
    (
      trial("criterion: {accuracy: 20}"),
      "trial.criterion.accuracy: expected a number from 0.0 to 1.0, found 20"
    ),
    (
      trial("architecture: {kind: 'mlp'}"),
      "trial.architecture.kind: expected one of fc, resnet-fc, conv, resnet-conv, layers"
    ),
    (
      trial("architecture: {kind: 'conv', widths: [3]}"),
      "trial.architecture.widths: expected a field of kind, depth"
    ),
    (
      trial("architecture: {activation: 'swish'}"),
      "architecture.activation: expected relu, leaky-relu:SLOPE, tanh"
    ),
    (
      trial("architecture: {family: 'halves'}"),
      "at depth 2: widths: expected two widths for family halves, found none"
    ),
    (
      trial("architecture: {kind: 'conv', padding: 'valid', depth: 2, kernel: 99}"),
      "at depth 2: depth: expected images that stay larger than the filters, 99 pixels, found 28"
    ),
    (trial("initialization: 'hee'"), "trial.initialization: expected constant:VALUE or one of he-normal"),
    (
      trial("initialization: {weight: {}}"),
      "trial.initialization.weight: expected a field of weights, biases"
    ),
    (
      trial("initialization: {weights: {law: 'cauchy'}}"),
      "trial.initialization.weights.law: expected normal, uniform"
    ),
    (trial("seed: 4"), "trial.seed: expected a field of data"),
    (
      "{name: 'a', axes: [{field: 'depth', values: [2]}], seeds: 0}",
      "seeds: expected a whole number of at least 1"
    ),
    (
      "{name: 'a', axes: [{field: 'depth', values: [2]}], seeds: {count: 2}}",
      "seeds.from: expected a whole number"
    ),
    ("{name: 'a', \(axes), levels: {fast: {}}}", "levels.fast: expected a field of quick, found 'fast'"),
    (
      "{name: 'a', \(axes), levels: {quick: {axes: {width: {values: [2]}}}}}",
      "levels.quick.axes.width: expected an axis, one of depth, found 'width'"
    ),
    ("{name: 'a', \(axes), levels: {quick: {trial: {data: 3}}}}", "levels.quick.trial.data: expected one of"),
    ("{name: 'a', \(axes), chart: {x: 'width'}}", "chart.x: expected an axis, one of depth, found 'width'"),
    ("{name: 'a', \(axes), layers: [1]}", "layers: expected a field of kind"),
    (signals("steps: []"), "trial.steps: expected a list of at least 1, each a whole number of at least 0"),
    (signals("steps: [-1]"), "trial.steps[0]: expected a whole number of at least 0, found -1"),
    (signals("steps: [5, 1]"), "steps: expected ascending whole numbers of at least 0, found [5, 1]"),
    (signals("examples: 0"), "trial.examples: expected a whole number of at least 1, found 0"),
    (
      "{name: 'a', axes: [{field: 'depth', range: {from: 1, through: 90000, by: 1}}], seeds: 1000}",
      "expected at most 1000000 runs, found 90000000"
    ),
  ]

  /// What people give is cut, and stands in one line.
  static let long = String(repeating: "x", count: 200_000)
  static let wild: [(text: String, message: String)] = [
    (trial("data: '\(long)'"), "trial.data: expected one of"),
    (trial("'\(long)': 1"), "expected a field of data"),
    (trial(#"'two\nlines': 1"#), #"trial.two\nlines: expected a field of data"#),
    (trial(#"data: 'two\nlines'"#), #"found 'two\nlines'"#),
    (trial("batchSize: [\(String(repeating: "1,", count: 100_000))]"), "found [1,1,1,1,"),
    (
      axis("{field: '\(String(repeating: "a.", count: 5000))', values: [1]}"), "expected a field of data"
    ),
    (axis("{field: 'depth', values: ['\(long)', '\(long)']}"), "expected different values, found 'xxx"),
    (
      axis((0..<100).map { "{name: 'a\($0)', field: 'depth', values: [2]}" }.joined(separator: ",")),
      "axes: expected at most 64, found 100"
    ),
    (
      "{name: 'a', \(axes), chart: {x: 'nothing'}, axes: [{name: '\(long)', field: 'depth', values: [2]}], seeds: 1}",
      "expected"
    ),
  ]

  @Test(arguments: wild)
  func whatPeopleGiveIsCut(text: String, message: String) throws {
    #expect {
      try Experiment(text: text, source: "bad.json").check()
    } throws: { error in
      let line = "\(error)"
      #expect(line.contains(message), "\(line.prefix(2000))")
      return line.utf8.count < 2600 && !line.contains("\n")
    }
  }

  /// A path so deep that taking it apart would take more than the stack.
  @Test func aPathOfManyPartsIsRefused() throws {
    var experiment = try Experiment(text: Self.trial(""), source: "deep.json")
    #expect(throws: ExperimentError.self) {
      try experiment.set(FieldName(String(repeating: "a.", count: 1_000_000)), to: .integer(1))
    }
  }

  @Test(arguments: cases)
  func isRefused(text: String, message: String) throws {
    #expect {
      try Experiment(text: text, source: "bad.json").check()
    } throws: { error in
      let line = "\(error)"
      #expect(error is ExperimentError)
      #expect(line.hasPrefix("bad.json: "))
      #expect(line.contains(message), "\(line)")
      return !line.contains("\n")
    }
  }

  /// Foundation makes zero of them.
  @Test(arguments: ["1e-400", "-0.01e-330"]) func numbersTooSmallForADoubleAreRefused(number: String) {
    let text = "{name: 'a', trial: {optimizer: {rate: \(number)}}, axes: [{field: 'depth', values: [2]}]}"
    #expect {
      _ = try Experiment(text: text, source: "a.json")
    } throws: { "\($0)" == "a.json: line 1: expected JSON5, found what is none" }
  }

  @Test func aFileThatIsNotThereIsNamed() {
    let file = URL(fileURLWithPath: "/nowhere/a.json")
    #expect { try Experiment(file: file) } throws: { "\($0)".hasPrefix("/nowhere/a.json: cannot be read: ") }
  }
}
