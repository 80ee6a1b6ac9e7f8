#if DoublePrecision
  import Autodiff
  import TestSupport
  import Testing

  @Suite struct GradientCheckTests {
    /// The check would notice a slope that is one part in a thousand off.
    @Test func aSlopeThatIsSlightlyWrongIsCaught() throws {
      let error = try GradientCheck.vectorError { try $0.apply(CrookedTanh(), to: $1, layer: "crooked") }
      #expect(error > 100 * GradientCheck.tolerance)
    }

    /// Of every function that activations are made of.
    @Test func everySlopeThatIsSlightlyWrongIsCaught() throws {
      let functions: [any Pointwise] = [
        ReLU(), LeakyReLU(slope: 0.2), Tanh(), ELU(), SELU(), GELU(), GELUTanh(), SiLU(), Sigmoid(),
        ErrorFunction(), Softplus(), Identity(),
      ]
      for function in functions {
        let error = try GradientCheck.vectorError {
          try $0.apply(Crooked(operation: function, input: 0), to: $1, layer: "crooked")
        }
        #expect(error > 100 * GradientCheck.tolerance, "\(function.name)")
      }
    }

    /// Of every input of the operations that learn or normalise.
    @Test func everyGradientThatIsSlightlyWrongIsCaught() throws {
      func crooked(_ operation: any Operation, _ inputs: [Shape], memo: Shape, states: Int = 0) throws {
        for input in 0...inputs.count {
          let error = try GradientCheck.vectorError { recording, x in
            var values = [x]
            for shape in inputs { values.append(recording.parameter(shape, name: "learnt")) }
            for _ in 0..<states { values.append(recording.state(.fixed(4), name: "state")) }
            if memo.size > 0 { values.append(recording.memo(memo)) }
            return try recording.apply(
              Crooked(operation: operation, input: input), to: values, layer: "crooked")
          }
          #expect(error > 100 * GradientCheck.tolerance, "\(operation.name), input \(input)")
        }
      }
      let four = Shape.fixed(4)
      try crooked(BatchNorm(), [four, four], memo: .fixed(2, 4), states: 2)
      try crooked(ExampleNorm(), [four, four], memo: .batch(2))
      try crooked(ExampleNorm(groups: 2, isCentred: false), [four], memo: .batch(4))
      try crooked(ExampleNorm(isCentred: false), [four], memo: .batch(2))
    }

    @Test func everyOtherGradientThatIsSlightlyWrongIsCaught() throws {
      for operation: any Operation in [Gain(), Shift()] {
        for input in 0...1 {
          let error = try GradientCheck.vectorError { recording, x in
            let number = recording.parameter(.fixed(1), name: "number")
            return try recording.apply(
              Crooked(operation: operation, input: input), to: x, number, layer: "crooked")
          }
          #expect(error > 100 * GradientCheck.tolerance, "\(operation.name), input \(input)")
        }
      }
      let rectified = try GradientCheck.vectorError {
        try $0.apply(Crooked(operation: CReLU(), input: 0), to: $1, layer: "crooked")
      }
      #expect(rectified > 100 * GradientCheck.tolerance)
      let pooled = try GradientCheck.imageError(height: 6, width: 5) {
        try $0.apply(Crooked(operation: MaxPool(window: 2), input: 0), to: $1, layer: "crooked")
      }
      #expect(pooled > 100 * GradientCheck.tolerance)
      for input in 0...1 {
        let convolved = try GradientCheck.imageError(height: 6, width: 5) { recording, x in
          let weights = recording.parameter(.fixed(3, 1, 3, 3), name: "weights")
          let operation = Convolution(stride: 2, dilation: 2, groups: 3)
          return try recording.apply(
            Crooked(operation: operation, input: input), to: x, weights, layer: "crooked")
        }
        #expect(convolved > 100 * GradientCheck.tolerance, "convolution, input \(input)")
        let standardized = try GradientCheck.vectorError { recording, x in
          let weights = recording.parameter(.fixed(5, 4), name: "weights")
          let gains = recording.parameter(.fixed(5), name: "gains")
          let unit = try recording.apply(
            Crooked(operation: StandardizedWeights(), input: input), to: weights, gains,
            recording.memo(.fixed(2, 5)), layer: "crooked")
          return try recording.apply(MatMul(), to: x, unit, layer: "product")
        }
        #expect(standardized > 100 * GradientCheck.tolerance, "standardised weights, input \(input)")
      }
    }

    /// An operation whose gradient of one input is one part in a thousand too large.
    private struct Crooked: Operation {
      let operation: any Operation
      let input: Int

      var backwardReads: BackwardReads { operation.backwardReads }
      var readsWholeBatch: Bool { operation.readsWholeBatch }

      func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { try operation.shape(of: inputs) }

      func scratchBytes(for inputs: [Shape]) -> Int { operation.scratchBytes(for: inputs) }

      func forward(_ at: Site) { operation.forward(at) }

      func backward(_ at: Site) {
        operation.backward(at)
        guard let slot = at.gradient(input) else { return }
        for i in slot.buffer.indices { slot.buffer[i] *= 1.001 }
      }
    }

    private struct CrookedTanh: Operation {
      var backwardReads: BackwardReads { .output }

      func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape { inputs[0] }

      func forward(_ at: Site) { Tanh().forward(at) }

      func backward(_ at: Site) {
        let (y, dy) = (at.output, at.outputGradient)
        at.gradient(0)?.contribute { 1.001 * dy[$0] * (1 - y[$0] * y[$0]) }
      }
    }
  }
#endif
