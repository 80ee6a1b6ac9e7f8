import Autodiff
import Numbers
import Randomness
import TestSupport
import Testing

/// Fast against naive, with `==`: the numbers are small and whole.
@Suite struct ConvolutionTests {
  private func check(_ e: ConvolutionCase, uses: Int = 1) throws {
    let key = RandomKey(seed: 21)
    let x = OperationProbe.wholeNumbers(e.rows * e.image.size, key["image"])
    let w = OperationProbe.wholeNumbers(e.filters.size, key["weights"])
    let cotangent = { OperationProbe.wholeNumbers($0, key["cotangent"]) }
    let naive = NaiveConvolution(e, x, w, cotangent: cotangent)
    let fast = try OperationProbe(
      e.convolution, [(e.image, x), (e.filters, w)], rows: e.rows, cotangent: cotangent(naive.output.count),
      uses: uses)
    #expect(fast.output == naive.output, "\(e)")
    #expect(fast.gradients[0] == naive.imageGradient.map { Real(uses) * $0 }, "\(e)")
    #expect(fast.gradients[1] == naive.weightGradient.map { Real(uses) * $0 }, "\(e)")
    // Without gradients, where a single image does not lie in a panel.
    #expect(
      try evaluate(e.convolution, [(e.image, x), (e.filters, w)], rows: e.rows) == naive.output, "\(e)")
  }

  @Test(arguments: Padding.allCases, [1, 2, 3])
  func isTheNaiveSum(padding: Padding, stride: Int) throws {
    for kernel in [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (2, 3), (3, 1), (1, 4)] {
      for (height, width) in [(6, 6), (5, 7), (9, 5), (8, 17), (6, 16), (5, 32)] {
        for channels in 1...3 {
          try check(
            ConvolutionCase(
              rows: 2, channels: channels, height: height, width: width, outputs: 4 - channels,
              kernel: kernel,
              convolution: Convolution(stride: stride, padding: padding)))
        }
      }
    }
  }

  @Test(arguments: Padding.allCases, [1, 2, 5])
  func isTheNaiveSumForLargerImagesAndBatches(padding: Padding, rows: Int) throws {
    try check(
      ConvolutionCase(
        rows: rows, channels: 3, height: 32, width: 32, outputs: 5, convolution: Convolution(padding: padding)
      ))
    try check(
      ConvolutionCase(
        rows: rows, channels: 2, height: 28, width: 28, outputs: 7, kernel: (5, 5),
        convolution: Convolution(stride: 2, padding: padding)))
    try check(
      ConvolutionCase(
        rows: rows, channels: 3, height: 23, width: 21, outputs: 4, kernel: (7, 7),
        convolution: Convolution(padding: padding)))
  }

  /// Channels are computed a few at a time: every remainder is met.
  @Test(arguments: 1...14)
  func isTheNaiveSumForAnyNumberOfChannels(channels: Int) throws {
    try check(
      ConvolutionCase(
        channels: channels, outputs: 15 - channels, convolution: Convolution(padding: .circular)))
    try check(ConvolutionCase(channels: 2, outputs: channels, convolution: Convolution(stride: 2)))
  }

  @Test(arguments: Padding.allCases)
  func gradientsOfSeveralUsesAdd(padding: Padding) throws {
    for stride in 1...2 {
      try check(
        ConvolutionCase(
          rows: 3, channels: 2, outputs: 3, convolution: Convolution(stride: stride, padding: padding)),
        uses: 2)
    }
  }

  /// Panels that are full and that are not; dilated windows; one group, two, and one for each channel; gradients that have
  /// begun and that have not.
  @Test(arguments: [1, 5, 16, 37], Padding.allCases)
  func isTheNaiveSumOfPanels(rows: Int, padding: Padding) throws {
    for (kernel, stride) in [((3, 3), 1), ((3, 3), 2), ((2, 4), 1), ((1, 1), 2), ((3, 2), 3)] {
      for (dilation, groups) in [(1, 1), (2, 1), (3, 2), (1, 2), (2, 8)] {
        let convolution = Convolution(stride: stride, padding: padding, dilation: dilation, groups: groups)
        for uses in 1...2 {
          try check(
            ConvolutionCase(
              rows: rows, channels: 8, height: 7, width: 10, outputs: 8, kernel: kernel,
              convolution: convolution), uses: uses)
        }
      }
    }
  }

  /// Many channels, where filtering is minimal: all remainders of tiles and of channels, groups, gradients that have begun.
  @Test(arguments: [1, 16, 21], Padding.allCases)
  func isTheNaiveSumOfManyChannels(rows: Int, padding: Padding) throws {
    for (height, width) in [(6, 6), (7, 9), (8, 12), (4, 19), (13, 6)] {
      for (channels, outputs, groups) in [(16, 16, 1), (17, 25, 1), (64, 32, 2), (19, 18, 1)] {
        try check(
          ConvolutionCase(
            rows: rows, channels: channels, height: height, width: width, outputs: outputs,
            kernel: (3, 3), convolution: Convolution(padding: padding, groups: groups)),
          uses: height == 7 ? 2 : 1)
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func aCircularWindowLargerThanTheImageWrapsSeveralTimes(stride: Int) throws {
    for kernel in [(7, 7), (8, 3), (11, 12)] {
      try check(
        ConvolutionCase(
          rows: 2, channels: 2, height: 3, width: 4, outputs: 2, kernel: kernel,
          convolution: Convolution(stride: stride, padding: .circular)))
      try check(
        ConvolutionCase(
          rows: 2, channels: 2, height: 3, width: 4, outputs: 2, kernel: kernel,
          convolution: Convolution(stride: stride, padding: .zero)))
    }
  }

  @Test func aSinglePixel() throws {
    for padding in [Padding.zero, .circular] {
      try check(
        ConvolutionCase(height: 1, width: 1, kernel: (3, 3), convolution: Convolution(padding: padding)))
    }
    try check(ConvolutionCase(height: 1, width: 1, kernel: (1, 1), convolution: Convolution(padding: .valid)))
  }

  @Test func anEvenWindowReachesFurtherAfterThanBefore() throws {
    let image: [Real] = [1, 2, 3, 4]
    let pairs = try OperationProbe(
      Convolution(), [(.batch(1, 1, 4), image), (.fixed(1, 1, 1, 2), [10, 1])], rows: 1,
      cotangent: [1, 1, 1, 1])
    #expect(pairs.output == [12, 23, 34, 40])
    let wrapped = try OperationProbe(
      Convolution(padding: .circular), [(.batch(1, 1, 4), image), (.fixed(1, 1, 1, 2), [10, 1])], rows: 1,
      cotangent: [1, 1, 1, 1])
    #expect(wrapped.output == [12, 23, 34, 41])
  }

  /// `torch.nn.Conv2d(1, 1, 3, stride=…, padding=1, padding_mode=…)` of PyTorch 2.4.
  @Test func oddWindowsAreThoseOfPyTorch() throws {
    func output(_ padding: Padding, _ stride: Int) throws -> [Real] {
      let x = (0..<16).map { Real($0) }
      let w = (1...9).map { Real($0) }
      let count = stride == 1 ? 16 : 4
      return try OperationProbe(
        Convolution(stride: stride, padding: padding), [(.batch(1, 4, 4), x), (.fixed(1, 1, 3, 3), w)],
        rows: 1, cotangent: Array(repeating: 1, count: count)
      ).output
    }
    let zeros: [Real] = [
      83, 139, 178, 121, 198, 303, 348, 225, 330, 483, 528, 333, 181, 253, 274, 163,
    ]
    let circular: [Real] = [
      222, 219, 264, 237, 306, 303, 348, 321, 486, 483, 528, 501, 282, 279, 324, 297,
    ]
    #expect(try output(.zero, 1) == zeros)
    #expect(try output(.circular, 1) == circular)
    #expect(try output(.zero, 2) == [83, 178, 330, 528])
    #expect(try output(.circular, 2) == [222, 264, 486, 528])
  }

  /// `torch.nn.functional.conv2d(x, w, padding="same")` of PyTorch 2.4.
  @Test func evenWindowsOfStrideOneAreThoseOfPyTorch() throws {
    let fast = try OperationProbe(
      Convolution(),
      [(.batch(1, 4, 4), (0..<16).map { Real($0) }), (.fixed(1, 1, 4, 2), (1...8).map { Real($0) })],
      rows: 1, cotangent: Array(repeating: 1, count: 16))
    let same: [Real] = [
      182, 215, 248, 121, 316, 352, 388, 184, 212, 233, 254, 115, 114, 124, 134, 56,
    ]
    #expect(fast.output == same)
  }

  @Test func anImageGivesTheSameBitsInEveryBatchAndEveryTime() throws {
    let key = RandomKey(seed: 12)
    var numbers = [Real](repeating: 0, count: 4 * 3 * 81 + 135)
    var span = numbers.mutableSpan
    key.fillNormal(&span, deviation: 1)
    let (x, w) = (Array(numbers[..<972]), Array(numbers[972...]))
    let cotangent = Array(x.prefix(4 * 5 * 25))
    func probe(_ images: [Real], _ cotangent: [Real]) throws -> OperationProbe {
      try OperationProbe(
        Convolution(stride: 2, padding: .circular), [(.batch(3, 9, 9), images), (.fixed(5, 3, 3, 3), w)],
        rows: images.count / 243, cotangent: cotangent)
    }
    let batch = try probe(x, cotangent)
    let again = try probe(x, cotangent)
    #expect(batch.output == again.output)
    #expect(batch.gradients == again.gradients)
    for image in 0..<4 {
      let alone = try probe(
        Array(x[image * 243..<(image + 1) * 243]), Array(cotangent[image * 125..<(image + 1) * 125]))
      #expect(alone.output == Array(batch.output[image * 125..<(image + 1) * 125]))
      #expect(alone.gradients[0] == Array(batch.gradients[0][image * 243..<(image + 1) * 243]))
    }
  }

  @Test func whatIsInScratchMemoryDoesNotMatter() throws {
    // The larger layer leaves its numbers where the smaller one computes.
    var recording = Recording()
    let image = recording.input(.batch(2, 9, 9), name: "image")
    let large = recording.parameter(.fixed(6, 2, 5, 5), name: "large")
    let small = recording.parameter(.fixed(2, 6, 2, 2), name: "small")
    let middle = try recording.apply(Convolution(stride: 2), to: image, large, layer: "large")
    let output = try recording.apply(Convolution(), to: middle, small, layer: "small")
    var workspace = Workspace(Plan(recording, keeping: [middle, output]), capacity: 2)
    let key = RandomKey(seed: 3)
    workspace.set(image, to: OperationProbe.wholeNumbers(2 * 162, key["image"]))
    workspace.set(large, to: OperationProbe.wholeNumbers(300, key["large"]))
    workspace.set(small, to: OperationProbe.wholeNumbers(48, key["small"]))
    workspace.forward()
    let first = workspace.rows(of: output)
    workspace.forward()
    #expect(workspace.rows(of: output) == first)
    let alone = try OperationProbe(
      Convolution(),
      [(.batch(6, 5, 5), workspace.rows(of: middle)), (.fixed(2, 6, 2, 2), workspace.rows(of: small))],
      rows: 2, cotangent: first)
    #expect(alone.output == first)
  }

  @Test func extentsFollowTheStride() throws {
    func extents(_ convolution: Convolution, _ image: Shape, _ kernel: Int) throws -> [Int] {
      try convolution.shape(of: [image, .fixed(4, 3, kernel, kernel)]).extents
    }
    #expect(try extents(Convolution(stride: 2), .batch(3, 7, 8), 3) == [4, 4, 4])
    #expect(try extents(Convolution(stride: 3, padding: .circular), .batch(3, 7, 9), 4) == [4, 3, 3])
    #expect(try extents(Convolution(stride: 2, padding: .valid), .batch(3, 7, 8), 3) == [4, 3, 3])
    #expect(try extents(Convolution(stride: 9, padding: .valid), .batch(3, 3, 3), 3) == [4, 1, 1])
  }

  @Test func shapesThatDoNotFitAreRefusedWithTheReason() {
    func reason(_ convolution: Convolution, _ shapes: Shape...) -> String? {
      do {
        _ = try convolution.shape(of: shapes)
        return nil
      } catch { return error.reason }
    }
    let filters = Shape.fixed(4, 3, 5, 5)
    let image = "the input must be a batch of images [n, channels, height, width]"
    #expect(reason(Convolution(), .batch(3, 8), filters) == image)
    #expect(reason(Convolution(), .fixed(3, 8, 8), filters) == image)
    #expect(reason(Convolution(), .batch(3, 8, 8)) == image)
    #expect(
      reason(Convolution(), .batch(3, 8, 8), .fixed(4, 75))
        == "the weights must be filters [outputs, channels, height, width]")
    #expect(
      reason(Convolution(), .batch(2, 8, 8), filters) == "the input has 2 channels, the filters take 3")
    #expect(
      reason(Convolution(padding: .valid), .batch(3, 8, 4), filters)
        == "without padding, a window of 5 × 5 does not fit into an image of 8 × 4")
    #expect(reason(Convolution(padding: .valid), .batch(3, 5, 5), filters) == nil)
  }
}
