import Numbers

/// Minimal filtering F(2 × 2, 3 × 3): four neighbouring sums over windows of 3 × 3 from sixteen products in place of thirty-six.
///
/// A tile of 4 × 4 pixels x and a filter w are each transformed to sixteen numbers, whose products, summed over channels, become
/// the 2 × 2 sums Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A. The matrices hold 0, ±1 and ½, so that small whole numbers give exact sums. Pixels
/// are stored as Bᵀ x, of which neighbouring tiles share two columns; the kernel does the rest while it loads.
///
/// Source: Lavin and Gray 2016, *Fast algorithms for convolutional neural networks*, section 4.1, with the signs of the last row
/// of Bᵀ and of the last column of Aᵀ changed.
enum Winograd {
  typealias Two = (Lanes, Lanes)
  typealias Three = (Lanes, Lanes, Lanes)
  typealias Four = (Lanes, Lanes, Lanes, Lanes)

  /// How many numbers a tile is transformed to along each axis, and all of them.
  static let side = 4
  static let products = 16

  /// Whether a convolution is computed so: with windows of 3 × 3 pixels side by side, and channels and outputs enough to pay for the
  /// transforms.
  static func computes(_ layout: ConvolutionLayout) -> Bool {
    min(layout.channels, layout.outputs) >= 16 && covers(layout.down) && covers(layout.across)
  }

  private static func covers(_ axis: ConvolutionAxis) -> Bool {
    axis.kernel == 3 && axis.stride == 1 && axis.dilation == 1 && axis.windows >= side
  }

  /// Bᵀ x.
  @inline(__always)
  static func pixels(_ x: Four) -> Four { (x.0 - x.2, x.1 + x.2, x.2 - x.1, x.3 - x.1) }

  /// Aᵀ m.
  @inline(__always)
  static func sums(_ m: Four) -> Two { (m.0 + m.1 + m.2, m.1 - m.2 + m.3) }

  /// G w.
  @inline(__always)
  static func filters(_ w: Three) -> Four {
    let (outer, inner) = ((w.0 + w.2) * 0.5, w.1 * 0.5)
    return (w.0, outer + inner, outer - inner, w.2)
  }

  /// Four vectors that lie `apart` from each other.
  @inline(__always)
  static func four(at place: UnsafePointer<Real>, apart: Int) -> Four {
    (
      Lanes(at: place), Lanes(at: place + apart), Lanes(at: place + 2 &* apart), Lanes(at: place + 3 &* apart)
    )
  }

  @inline(__always)
  static func store(_ x: Four, at place: UnsafeMutablePointer<Real>, apart: Int) {
    x.0.store(at: place)
    x.1.store(at: place + apart)
    x.2.store(at: place + 2 &* apart)
    x.3.store(at: place + 3 &* apart)
  }
}
