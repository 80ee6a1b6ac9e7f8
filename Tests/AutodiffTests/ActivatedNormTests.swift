import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// A normalisation of each example and a function of each number, of which a plan makes one operation.
@Suite struct ActivatedNormTests {
  /// What is normalised, so many groups of it, and what is learnt.
  private struct Case {
    let input: Shape
    var groups = 1
    var isCentred = true
    let gains: Shape
  }

  /// Vectors of one number, of fewer and of more than a function is given at once; images with gains for each channel and for each
  /// number.
  private static let cases = [
    Case(input: .batch(1), gains: .fixed(1)), Case(input: .batch(7), gains: .fixed(7)),
    Case(input: .batch(150), gains: .fixed(150)),
    Case(input: .batch(150), groups: 3, isCentred: false, gains: .fixed(150)),
    Case(input: .batch(6, 5, 3), groups: 2, gains: .fixed(6)),
    Case(input: .batch(2, 9, 9), isCentred: false, gains: .fixed(2)),
    Case(input: .batch(3, 5, 3), gains: .fixed(3, 5, 3)),
  ]

  /// Slopes are told from the input of one and from the output of the others.
  private static let functions: [any ActivationFunction] = [GELU(), Tanh(), ReLU()]

  private static func record(
    _ recording: inout Recording, _ values: [Value], _ sort: Case, _ function: any ActivationFunction
  ) throws -> Value {
    let norm = ExampleNorm(groups: sort.groups, isCentred: sort.isCentred)
    let memo = recording.memo(.batch(2 * sort.groups))
    let normalized = try recording.apply(norm, to: values + [memo], layer: "norm")
    return try recording.apply(function, to: normalized, layer: "it")
  }

  private static func inputs(_ sort: Case, rows: Int) -> [(shape: Shape, numbers: [Real])] {
    let key = RandomKey(seed: 51)
    let shapes = [sort.input, sort.gains] + (sort.isCentred ? [sort.gains] : [])
    return shapes.enumerated().map { number, shape in
      (shape: shape, numbers: OperationProbe.normalNumbers(shape.count(rows: rows), key[number]))
    }
  }

  @Test(arguments: [1, 16, 37]) func itsNumbersAreThoseOfItsParts(rows: Int) throws {
    for sort in Self.cases {
      let dy = OperationProbe.normalNumbers(sort.input.count(rows: rows), RandomKey(seed: 52))
      for function in Self.functions {
        for uses in 1...2 {
          let probes = try [true, false].map { fusing in
            try OperationProbe(
              Self.inputs(sort, rows: rows), rows: rows, cotangent: dy, uses: uses, fusing: fusing
            ) { try Self.record(&$0, $1, sort, function) }
          }
          #expect(probes[0].output == probes[1].output)
          #expect(probes[0].gradients == probes[1].gradients)
          #expect(probes[0].gradients[1].contains { $0 != 0 } || sort.input.size == 1)
        }
      }
    }
  }

  @Test func oneExampleAloneIsThatOfItsParts() throws {
    for sort in Self.cases {
      for function in Self.functions {
        let outputs = try [true, false].map { fusing in
          try evaluate(Self.inputs(sort, rows: 1), rows: 1, fusing: fusing) {
            try Self.record(&$0, $1, sort, function)
          }
        }
        #expect(outputs[0] == outputs[1])
      }
    }
  }

  @Test(arguments: functions.indices) func itsGradientIsThatOfItsValue(function: Int) throws {
    let error = try GradientCheck.vectorError { recording, x in
      let weights = recording.parameter(.fixed(12, 4), name: "weights")
      let wide = try recording.apply(MatMul(), to: x, weights, layer: "wide")
      let learnt = ["gains", "biases"].map { recording.parameter(.fixed(12), name: $0) }
      return try Self.record(
        &recording, [wide] + learnt, Case(input: .batch(12), gains: .fixed(12)), Self.functions[function])
    }
    #expect(error < GradientCheck.tolerance)
  }

  /// What the norm leaves has room in a plan only where both are two operations.
  @Test func aPlanMakesOneOperationOfItsParts() throws {
    let sort = Case(input: .batch(40), gains: .fixed(40))
    var recording = Recording()
    let values = [
      recording.input(sort.input, name: "x"), recording.parameter(sort.gains, name: "gains"),
      recording.parameter(sort.gains, name: "biases"),
    ]
    let output = try Self.record(&recording, values, sort, GELU())
    let bytes = [true, false].map { fusing in
      Workspace(Plan(recording, keeping: [output], fusing: fusing), capacity: 256).bytes
    }
    #expect(bytes[0] < bytes[1])
  }
}
