import Numbers

/// The two-dimensional cross-correlation y[o] = Σ w[o, c] ⋆ x[c] of a batch of images x [n, c, h, w] with filters
/// w [o, c, kh, kw].
///
/// Unless padding is `.valid`, the window of output i along an axis of kernel k begins at i · stride − ⌊(k − 1) d / 2⌋, where
/// its pixels lie a dilation of d apart. So an odd kernel is centred on pixel i · stride, and an even one reaches further
/// after it than before it. For odd kernels that is PyTorch's `Conv2d` with `padding=k // 2 * d`; for even ones and stride
/// 1, `padding="same"`.
///
/// In g groups, each group of o / g outputs sees a group of channels alone, and filters are w [o, c / g, kh, kw].
public struct Convolution: Operation {
  /// The distance between windows.
  public let stride: Int
  /// What windows see beyond the edge.
  public let padding: Padding
  /// The distance between two pixels of a window.
  public let dilation: Int
  /// The number of groups of channels.
  public let groups: Int

  /// A cross-correlation without biases.
  public init(stride: Int = 1, padding: Padding = .zero, dilation: Int = 1, groups: Int = 1) {
    precondition(stride > 0, "windows must move on, by \(stride) they do not")
    precondition(dilation > 0 && groups > 0, "a dilation of \(dilation) in \(groups) groups")
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  /// The gradient of each factor is a sum of products with the other.
  public var backwardReads: BackwardReads { .inputs }

  /// [n, c, h, w] and [o, c, kh, kw] give [n, o, h′, w′], with extents as `Padding` says.
  public func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
    guard inputs.count == 2, inputs[0].isBatched, inputs[0].extents.count == 3 else {
      throw ShapeMismatch("the input must be a batch of images [n, channels, height, width]")
    }
    guard !inputs[1].isBatched, inputs[1].extents.count == 4 else {
      throw ShapeMismatch("the weights must be filters [outputs, channels, height, width]")
    }
    let (image, filters) = (inputs[0].extents, inputs[1].extents)
    guard image[0] == filters[1] * groups else {
      throw ShapeMismatch("the input has \(image[0]) channels, the filters take \(filters[1] * groups)")
    }
    guard filters[0] % groups == 0 else {
      throw ShapeMismatch("\(filters[0]) outputs cannot be had in \(groups) groups")
    }
    let (down, across) = (
      ConvolutionLayout.reach(filters[2], dilation) + 1, ConvolutionLayout.reach(filters[3], dilation) + 1
    )
    guard padding != .valid || (down <= image[1] && across <= image[2]) else {
      throw ShapeMismatch(
        "without padding, a window of \(down) × \(across) does not fit into an image of "
          + "\(image[1]) × \(image[2])")
    }
    let layout = layout(image, filters)
    return .batch(filters[0], layout.outputHeight, layout.outputWidth)
  }

  /// A packed image, a packed output gradient, and a few channels of sums.
  public func scratchBytes(for inputs: [Shape]) -> Int {
    ConvolutionPass.scratchBytes(layout(inputs[0].extents, inputs[1].extents))
  }

  /// y ← w ⋆ x.
  public func forward(_ at: Site) {
    guard let x = at[0].baseAddress, let w = at[1].baseAddress, let y = at.output.baseAddress else { return }
    let layout = layout(at.extents(0), at.extents(1))
    let pass = ConvolutionPass(layout, scratch: at.scratch)
    pass.prepareImages()
    forEachImage(at, layout) { image, weights, output in
      pass.pack(x + image)
      pass.output(w + weights, into: y + output)
    }
  }

  /// dx ← w ⋆ᵀ dy, and dw ← the sum of dy ⋆ x over the batch.
  public func backward(_ at: Site) {
    guard let x = at[0].baseAddress, let w = at[1].baseAddress, let dy = at.outputGradient.baseAddress else {
      return
    }
    let layout = layout(at.extents(0), at.extents(1))
    let pass = ConvolutionPass(layout, scratch: at.scratch)
    let (dx, dw) = (sum(at.gradient(0)), sum(at.gradient(1)))
    pass.prepareGradients()
    if dw != nil { pass.prepareImages() }
    forEachImage(at, layout) { image, weights, output in
      pass.packGradient(dy + output)
      if let dw {
        pass.pack(x + image)
        pass.addWeightGradient(to: dw + weights)
      }
      if let dx { pass.addImageGradient(w + weights, to: dx + image) }
    }
  }

  /// Visits each group of channels of each image: where they begin, where the filters that see them, and where the outputs.
  @inline(__always)
  private func forEachImage(
    _ at: Site, _ layout: ConvolutionLayout, _ body: (_ image: Int, _ weights: Int, _ output: Int) -> Void
  ) {
    let image = layout.channels * layout.pixels
    let weights = layout.outputs * layout.channels * layout.kernelSize
    let output = layout.outputs * layout.outputPixels
    for row in 0..<at.rows {
      for group in 0..<groups {
        let place = row * groups + group
        body(place * image, group * weights, place * output)
      }
    }
  }

  /// Where to add to a gradient, which begins as zero.
  private func sum(_ slot: GradientSlot?) -> UnsafeMutablePointer<Real>? {
    guard let slot else { return nil }
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    return slot.buffer.baseAddress
  }

  /// How one group of channels lies.
  private func layout<Extents: RandomAccessCollection<Int>>(
    _ image: Extents, _ filters: Extents
  ) -> ConvolutionLayout where Extents.Index == Int {
    ConvolutionLayout(
      input: image, weights: filters, groups: groups, stride: stride, padding: padding, dilation: dilation)
  }
}
