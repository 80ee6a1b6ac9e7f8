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
