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
      ConvolutionAxis.reach(filters[2], dilation) + 1, ConvolutionAxis.reach(filters[3], dilation) + 1
    )
    guard padding != .valid || (down <= image[1] && across <= image[2]) else {
      throw ShapeMismatch(
        "without padding, a window of \(down) × \(across) does not fit into an image of "
          + "\(image[1]) × \(image[2])")
    }
    let layout = layout(image, filters)
    return .batch(filters[0], layout.down.windows, layout.across.windows)
  }

  /// Lists and sums, or, of a single image, the packed image and a few channels of sums.
  public func scratchBytes(for inputs: [Shape]) -> Int {
    let layout = layout(inputs[0].extents, inputs[1].extents)
    return max(
      ConvolutionPass.scratchBytes(layout), WindowSums.scratchBytes(layout), WeightSums.scratchBytes(layout),
      Winograd.computes(layout) ? WinogradSums.scratchBytes(layout) : 0)
  }

  /// y ← w ⋆ x.
  public func forward(_ at: Site) {
    guard let x = at[0].baseAddress, let w = at[1].baseAddress, let y = at.output.baseAddress else { return }
    let layout = layout(at.extents(0), at.extents(1))
    if at.lanes == 1 {
      let pass = ConvolutionPass(layout, scratch: at.scratch)
      forEachGroup(at, layout) { pass.output(of: x + $0, w + $1, into: y + $2) }
    } else if Winograd.computes(layout) {
      let sums = WinogradSums(outputsOf: layout, scratch: at.scratch)
      forEachGroup(at, layout, prepare: { sums.transformFilters(w + $0) }) {
        sums.compute(x + $0, into: y + $2, isBegun: false)
      }
    } else {
      let sums = WindowSums(outputsOf: layout, scratch: at.scratch)
      forEachGroup(at, layout) { sums.compute(x + $0, w + $1, into: y + $2, isBegun: false) }
    }
  }

  /// dw ← the sum of dy ⋆ x over the batch, and dx ← w ⋆ᵀ dy.
  public func backward(_ at: Site) {
    guard let x = at[0].baseAddress, let w = at[1].baseAddress, let dy = at.outputGradient.baseAddress else {
      return
    }
    let layout = layout(at.extents(0), at.extents(1))
    if let slot = at.gradient(1), let dw = slot.buffer.baseAddress {
      let sums = WeightSums(layout, scratch: at.scratch)
      let (image, weights, output) = sizes(layout, lanes: at.lanes)
      for group in 0..<groups {
        sums.compute(
          .init(
            panels: at.panels, images: x + group * image, imageStep: groups * image,
            gradients: dy + group * output, gradientStep: groups * output),
          into: dw + group * weights, adding: slot.isBegun)
      }
    }
    if let slot = at.gradient(0), let dx = slot.buffer.baseAddress {
      if Winograd.computes(layout) {
        let sums = WinogradSums(imagesOf: layout, scratch: at.scratch)
        forEachGroup(at, layout, prepare: { sums.transformFilters(w + $0) }) {
          sums.compute(dy + $2, into: dx + $0, isBegun: slot.isBegun)
        }
      } else {
        let sums = WindowSums(imagesOf: layout, scratch: at.scratch)
        forEachGroup(at, layout) { sums.compute(dy + $2, w + $1, into: dx + $0, isBegun: slot.isBegun) }
      }
    }
  }

  /// Visits each group of channels, panel after panel, or single image after image: where its channels begin, where the filters that see
  /// them, and where the outputs. Each group's filters are prepared first.
  @inline(__always)
  private func forEachGroup(
    _ at: Site, _ layout: ConvolutionLayout, prepare: (_ weights: Int) -> Void = { _ in },
    _ body: (_ image: Int, _ weights: Int, _ output: Int) -> Void
  ) {
    let (image, weights, output) = sizes(layout, lanes: at.lanes)
    for group in 0..<groups {
      prepare(group * weights)
      for panel in 0..<at.panels {
        let place = panel * groups + group
        body(place * image, group * weights, place * output)
      }
    }
  }

  /// How many numbers a group has in a panel's images, in the filters, and in the panel's outputs.
  private func sizes(_ layout: ConvolutionLayout, lanes: Int) -> (image: Int, weights: Int, output: Int) {
    (
      layout.channels * layout.pixels * lanes, layout.outputs * layout.channels * layout.kernelSize,
      layout.outputs * layout.outputPixels * lanes
    )
  }

  /// How one group of channels lies.
  private func layout<Extents: RandomAccessCollection<Int>>(
    _ image: Extents, _ filters: Extents
  ) -> ConvolutionLayout where Extents.Index == Int {
    ConvolutionLayout(
      input: image, weights: filters, groups: groups, stride: stride, padding: padding, dilation: dilation)
  }
}
