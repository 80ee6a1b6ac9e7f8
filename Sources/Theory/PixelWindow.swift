/// The pixels that a filter or a pooling window sees.
public struct PixelWindow: Hashable, Sendable {
  /// The side, in pixels.
  public let kernel: Int
  /// How many pixels lie between two places of the window.
  public let stride: Int
  /// How many pixels lie between two of the window's.
  public let dilation: Int
  /// What lies beyond the image's border.
  public let border: Border

  /// What lies beyond an image's border.
  public enum Border: Hashable, Sendable {
    /// The image once more.
    case circular
    /// Zeros.
    case zero
    /// Nothing: windows lie within the image.
    case valid
  }

  /// A window.
  public init(kernel: Int, stride: Int, dilation: Int = 1, border: Border) {
    (self.kernel, self.stride, self.dilation, self.border) = (kernel, stride, dilation, border)
  }

  /// The pixels that there are afterwards.
  public func grid(after grid: PixelGrid) -> PixelGrid {
    PixelGrid(height: side(after: grid.height), width: side(after: grid.width))
  }

  /// The number of places of the window along a side.
  private func side(after side: Int) -> Int { (side - 1 - (border == .valid ? span : 0)) / stride + 1 }

  private var span: Int { dilation * (kernel - 1) }

  /// For each place of the window the pixels that it sees, in its own order; nil for those beyond the border.
  package func places(over grid: PixelGrid) -> [[Int?]] {
    let (rows, columns) = (lines(grid.height), lines(grid.width))
    return rows.flatMap { rows in
      columns.map { columns in
        rows.flatMap { row in
          columns.map { column in row.flatMap { r in column.map { r * grid.width + $0 } } }
        }
      }
    }
  }

  /// For each place along a side the coordinates that the window sees.
  private func lines(_ side: Int) -> [[Int?]] {
    (0..<self.side(after: side)).map { place in
      (0..<kernel).map { offset in
        let at = place * stride + offset * dilation - (border == .valid ? 0 : span / 2)
        if border == .circular { return (at % side + side) % side }
        return at >= 0 && at < side ? at : nil
      }
    }
  }

  /// The share of the window that lies within the image, in the mean over its places.
  public func share(within grid: PixelGrid) -> Double {
    func share(_ side: Int) -> Double {
      let lines = lines(side).joined()
      return Double(lines.count { $0 != nil }) / Double(lines.count)
    }
    return share(grid.height) * share(grid.width)
  }

  /// The mean over the window's pixels of the moments of each with that at the same place of another window.
  func averaged(_ kernels: [PairMoments], over grid: PixelGrid) -> [PairMoments] {
    let (places, count) = (places(over: grid), grid.count)
    return places.flatMap { one in
      places.map { other in
        let sum = zip(one, other).reduce(PairMoments.zero) { sum, pair in
          guard let p = pair.0, let q = pair.1 else { return sum }
          return sum + kernels[p * count + q]
        }
        return 1 / Double(one.count) * sum
      }
    }
  }

  /// The mean over the window's pixels of the moments of each with each of another window.
  func pooled(_ kernels: [PairMoments], over grid: PixelGrid) -> [PairMoments] {
    let (places, count) = (places(over: grid).map { $0.compactMap(\.self) }, grid.count)
    return places.flatMap { one in
      places.map { other in
        let sum = one.reduce(PairMoments.zero) { sum, p in other.reduce(sum) { $0 + kernels[p * count + $1] }
        }
        return 1 / Double(one.count * other.count) * sum
      }
    }
  }
}
