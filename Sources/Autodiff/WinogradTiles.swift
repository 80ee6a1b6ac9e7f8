import CProcessor
import Numbers

/// How tiles of 2 × 2 sums over windows of 3 × 3 cover an image, and which pixels each sees.
///
/// The sums are a convolution's outputs, which see the image, or the gradients of the image's pixels, which see those of the outputs.
/// A tile that reaches beyond the last row or column has fewer sums.
struct WinogradTiles {
  private let down, across: Axis
  /// A row of zeros: what tiles see beyond the first row and the last.
  private let zeros: UnsafeMutablePointer<Real>

  /// Tiles along one axis.
  private struct Axis {
    /// How many numbers are seen, and how many sums there are.
    let sources, targets: Int
    /// What lies at each position, or `beyond`: tile t sees the four from 2 t on.
    let places: UnsafeMutableBufferPointer<Int>

    static let beyond = -1

    var tiles: Int { Self.tiles(targets) }

    private static func tiles(_ targets: Int) -> Int { (targets + 1) / 2 }

    /// How many positions are seen.
    static func positions(_ targets: Int) -> Int { 2 * tiles(targets) + 2 }
  }

  /// Where the lists lie in scratch memory.
  struct Places {
    fileprivate let down, across: ScratchLayout.Place<Int>
    fileprivate let zeros: ScratchLayout.Place<Real>

    init(_ layout: ConvolutionLayout, in scratch: inout ScratchLayout) {
      func place(_ axis: ConvolutionAxis) -> ScratchLayout.Place<Int> {
        scratch.place(Axis.positions(max(axis.pixels, axis.windows)), of: Int.self)
      }
      (down, across) = (place(layout.down), place(layout.across))
      zeros = scratch.place(max(layout.across.pixels, layout.across.windows) * Lanes.width, of: Real.self)
    }
  }

  /// The tiles of outputs.
  init(outputsOf layout: ConvolutionLayout, _ places: Places, _ scratch: UnsafeMutableRawPointer) {
    func axis(_ axis: ConvolutionAxis, _ place: ScratchLayout.Place<Int>) -> Axis {
      Self.axis(place(scratch), sources: axis.pixels, targets: axis.windows) { axis.pixel(of: $0, at: 0) }
    }
    self.init(axis(layout.down, places.down), axis(layout.across, places.across), places.zeros(scratch))
  }

  /// The tiles of pixels' gradients, which see outputs' gradients through the filter turned round.
  init(imagesOf layout: ConvolutionLayout, _ places: Places, _ scratch: UnsafeMutableRawPointer) {
    func axis(_ axis: ConvolutionAxis, _ place: ScratchLayout.Place<Int>) -> Axis {
      Self.axis(place(scratch), sources: axis.windows, targets: axis.pixels) {
        axis.window(of: $0, at: axis.kernel - 1)
      }
    }
    self.init(axis(layout.down, places.down), axis(layout.across, places.across), places.zeros(scratch))
  }

  private init(_ down: Axis, _ across: Axis, _ zeros: UnsafeMutableBufferPointer<Real>) {
    guard let first = zeros.baseAddress else { preconditionFailure("images without pixels") }
    zeros.update(repeating: 0)
    (self.down, self.across, self.zeros) = (down, across, first)
  }

  private static func axis(
    _ places: UnsafeMutableBufferPointer<Int>, sources: Int, targets: Int, _ source: (_ position: Int) -> Int?
  ) -> Axis {
    for position in 0..<Axis.positions(targets) { places[position] = source(position) ?? Axis.beyond }
    return Axis(sources: sources, targets: targets, places: places)
  }

  /// How many rows and columns of tiles there are.
  var rows: Int { down.tiles }
  var columns: Int { across.tiles }

  /// How many numbers a channel has that are seen, and of sums, in a panel.
  var sourceSize: Int { down.sources * across.sources * Lanes.width }
  var targetSize: Int { down.targets * across.targets * Lanes.width }

  /// Writes Bᵀ x of what neighbouring tiles of a row see of a channel, column after column, its four numbers `apart`; and asks for what
  /// they see of the next channel.
  @inline(__always)
  func transformSources(
    _ row: Int, _ columns: Range<Int>, of channel: UnsafePointer<Real>,
    into numbers: UnsafeMutablePointer<Real>,
    apart: Int
  ) {
    let (width, later) = (across.sources &* Lanes.width, sourceSize)
    func start(_ position: Int) -> UnsafePointer<Real> {
      let row = down.places[position]
      return row == Axis.beyond ? UnsafePointer(zeros) : channel + row &* width
    }
    let first = 2 &* row
    let rows = (start(first), start(first &+ 1), start(first &+ 2), start(first &+ 3))
    var numbers = numbers
    for position in 2 &* columns.lowerBound..<2 &* columns.upperBound &+ 2 {
      let column = across.places[position]
      if column == Axis.beyond {
        Winograd.store((.zero, .zero, .zero, .zero), at: numbers, apart: apart)
      } else {
        let place = column &* Lanes.width
        processor_prefetch(rows.2 + (place &+ later))
        processor_prefetch(rows.3 + (place &+ later))
        Winograd.store(
          Winograd.pixels(
            (
              Lanes(at: rows.0 + place), Lanes(at: rows.1 + place), Lanes(at: rows.2 + place),
              Lanes(at: rows.3 + place)
            )), at: numbers, apart: apart)
      }
      numbers += Lanes.width
    }
  }

  /// Makes the sums of neighbouring tiles of a row of a channel's summed products, and adds them to what is there where `isBegun`.
  @inline(__always)
  func makeSums(
    _ row: Int, _ columns: Range<Int>, of products: UnsafePointer<Real>, apart: Int, isBegun: Bool,
    into channel: UnsafeMutablePointer<Real>
  ) {
    let width = across.targets &* Lanes.width
    let upper = channel + 2 &* row &* width
    let isTall = 2 &* row &+ 1 < down.targets
    var products = products
    for tile in columns {
      let left = 2 &* tile &* Lanes.width
      let isWide = left &+ Lanes.width < width
      func line(_ line: Int) -> Winograd.Two {
        Winograd.sums(Winograd.four(at: products + 4 &* line &* apart, apart: apart))
      }
      func write(_ left: Lanes, _ right: Lanes, at place: UnsafeMutablePointer<Real>) {
        let next = place + Lanes.width
        (isBegun ? Lanes(at: place) + left : left).store(at: place)
        if isWide { (isBegun ? Lanes(at: next) + right : right).store(at: next) }
      }
      let lines = (line(0), line(1), line(2), line(3))
      let (first, second) = (
        Winograd.sums((lines.0.0, lines.1.0, lines.2.0, lines.3.0)),
        Winograd.sums((lines.0.1, lines.1.1, lines.2.1, lines.3.1))
      )
      write(first.0, second.0, at: upper + left)
      if isTall { write(first.1, second.1, at: upper + (left &+ width)) }
      products += Lanes.width
    }
  }
}
