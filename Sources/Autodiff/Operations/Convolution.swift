import Numbers

/// The two-dimensional cross-correlation y[o] = Σ w[o, c] ⋆ x[c] of a batch of images x [n, c, h, w] with filters
/// w [o, c, kh, kw].
///
/// Unless padding is `.valid`, the window of output i along an axis of kernel k begins at i · stride − ⌊(k − 1) / 2⌋.
/// So an odd kernel is centred on pixel i · stride, and an even one reaches one pixel further after it than before it.
/// For odd kernels that is PyTorch's `Conv2d` with `padding=k // 2`; for even ones and stride 1, `padding="same"`.
public struct Convolution: Operation {
  /// The distance between windows.
  public let stride: Int
  /// What windows see beyond the edge.
  public let padding: Padding

  /// A cross-correlation without biases.
  public init(stride: Int = 1, padding: Padding = .zero) {
    precondition(stride > 0, "windows must move on, by \(stride) they do not")
    self.stride = stride
    self.padding = padding
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
    guard image[0] == filters[1] else {
      throw ShapeMismatch("the input has \(image[0]) channels, the filters take \(filters[1])")
    }
    guard padding != .valid || (filters[2] <= image[1] && filters[3] <= image[2]) else {
      throw ShapeMismatch(
        "without padding, a window of \(filters[2]) × \(filters[3]) does not fit into an image of "
          + "\(image[1]) × \(image[2])")
    }
    let layout = layout(image, filters)
    return .batch(layout.outputs, layout.outputHeight, layout.outputWidth)
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
    for row in 0..<at.rows {
      pass.pack(x + row * at.size(0))
      pass.output(w, into: y + row * layout.outputs * layout.outputPixels)
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
    for row in 0..<at.rows {
      pass.packGradient(dy + row * layout.outputs * layout.outputPixels)
      if let dw {
        pass.pack(x + row * at.size(0))
        pass.addWeightGradient(to: dw)
      }
      if let dx { pass.addImageGradient(w, to: dx + row * at.size(0)) }
    }
  }

  /// Where to add to a gradient, which begins as zero.
  private func sum(_ slot: GradientSlot?) -> UnsafeMutablePointer<Real>? {
    guard let slot else { return nil }
    if !slot.isBegun { slot.buffer.update(repeating: 0) }
    return slot.buffer.baseAddress
  }

  private func layout<Extents: RandomAccessCollection<Int>>(
    _ image: Extents, _ filters: Extents
  ) -> ConvolutionLayout where Extents.Index == Int {
    ConvolutionLayout(input: image, weights: filters, stride: stride, padding: padding)
  }
}
