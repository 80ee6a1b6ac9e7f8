import Numbers

/// Sums over windows of 3 × 3, for one group of channels of images in panels, by minimal filtering: what `WindowSums` computes,
/// with fewer products.
///
/// Neighbouring tiles of a row are computed together, channel after channel, so that their sums stay in registers, and all that they
/// are made of in a second-level cache.
struct WinogradSums {
  private typealias Kernel = WinogradKernel

  private let tiles: WinogradTiles
  private let places: Places
  private let sources, targets: Channels
  /// Filters numbered from the last weight to the first one.
  private let isTurned: Bool
  private let filters, pixels, sums: UnsafeMutablePointer<Real>

  /// Channels whose numbers are seen, or summed.
  private struct Channels {
    let count: Int
    /// From one channel's weights to the next one's.
    let weightStride: Int
  }

  /// How many columns the tiles see that are computed together at most.
  private static var mostColumns: Int { 2 * Kernel.mostTiles + 2 }
  /// From the filters of a few targets and one source to those of the next source.
  private static var filterStride: Int { 8 }
  /// How far apart a tile's sixteen sums lie. One line more than is needed, so that they do not share a set of the first-level cache.
  private static var sumStep: Int { (Kernel.mostTargets * Kernel.mostTiles + 1) * Lanes.width }

  /// Where arrays lie.
  private struct Places {
    var scratch = ScratchLayout()
    let tiles: WinogradTiles.Places
    let filters, pixels, sums: ScratchLayout.Place<Real>
    /// How far apart the four lines of pixels lie, and a filter's sixteen numbers.
    let pixelStep, filterStep: Int

    init(_ layout: ConvolutionLayout, sources: Int, targets: Int) {
      pixelStep = (sources * mostColumns + 1) * Lanes.width
      filterStep = sources * filterStride + Lanes.width
      tiles = WinogradTiles.Places(layout, in: &scratch)
      let parts = (targets + Kernel.mostTargets - 1) / Kernel.mostTargets
      filters = scratch.place(parts * Winograd.products * filterStep, of: Real.self)
      pixels = scratch.place(Winograd.side * pixelStep, of: Real.self)
      sums = scratch.place(Winograd.products * sumStep, of: Real.self)
    }
  }

  /// How many bytes of scratch memory they need.
  static func scratchBytes(_ layout: ConvolutionLayout) -> Int {
    max(
      Places(layout, sources: layout.channels, targets: layout.outputs).scratch.bytes,
      Places(layout, sources: layout.outputs, targets: layout.channels).scratch.bytes)
  }

  /// The outputs.
  init(outputsOf layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    self.init(layout, sources: Self.images(layout), targets: Self.outputs(layout), isTurned: false, scratch) {
      WinogradTiles(outputsOf: layout, $0, scratch)
    }
  }

  /// The gradients of images, as sums over outputs' gradients.
  init(imagesOf layout: ConvolutionLayout, scratch: UnsafeMutableRawPointer) {
    self.init(layout, sources: Self.outputs(layout), targets: Self.images(layout), isTurned: true, scratch) {
      WinogradTiles(imagesOf: layout, $0, scratch)
    }
  }

  private init(
    _ layout: ConvolutionLayout, sources: Channels, targets: Channels, isTurned: Bool,
    _ scratch: UnsafeMutableRawPointer, _ tiles: (WinogradTiles.Places) -> WinogradTiles
  ) {
    places = Places(layout, sources: sources.count, targets: targets.count)
    guard let filters = places.filters(scratch).baseAddress, let pixels = places.pixels(scratch).baseAddress,
      let sums = places.sums(scratch).baseAddress
    else { preconditionFailure("a convolution without channels") }
    self.tiles = tiles(places.tiles)
    (self.sources, self.targets, self.isTurned) = (sources, targets, isTurned)
    (self.filters, self.pixels, self.sums) = (filters, pixels, sums)
  }

  private static func images(_ layout: ConvolutionLayout) -> Channels {
    Channels(count: layout.channels, weightStride: layout.kernelSize)
  }

  private static func outputs(_ layout: ConvolutionLayout) -> Channels {
    Channels(count: layout.outputs, weightStride: layout.channels * layout.kernelSize)
  }

  /// Transforms the filters that `compute` multiplies with, those of a few targets at a time.
  func transformFilters(_ weights: UnsafePointer<Real>) {
    var place = filters
    forEachPart(of: targets.count, atMost: Kernel.mostTargets) { target, count in
      for source in 0..<sources.count {
        // Gathered where sums will lie.
        for i in 0..<count {
          let filter = weights + (source * sources.weightStride + (target + i) * targets.weightStride)
          for number in 0..<9 { sums[number * Lanes.width + i] = filter[isTurned ? 8 - number : number] }
        }
        func column(_ number: Int) -> Winograd.Four {
          func weight(_ row: Int) -> Lanes { Lanes(at: sums + (3 * row + number) * Lanes.width) }
          return Winograd.filters((weight(0), weight(1), weight(2)))
        }
        let (a, b, c) = (column(0), column(1), column(2))
        func store(_ line: Int, _ row: Winograd.Three) {
          Winograd.store(
            Winograd.filters(row),
            at: place + (Winograd.side * line * places.filterStep + source * Self.filterStride),
            apart: places.filterStep)
        }
        store(0, (a.0, b.0, c.0))
        store(1, (a.1, b.1, c.1))
        store(2, (a.2, b.2, c.2))
        store(3, (a.3, b.3, c.3))
      }
      place += Winograd.products * places.filterStep
    }
  }

  /// Sums over a panel's channels, added to what is there where `isBegun`.
  func compute(
    _ numbers: UnsafePointer<Real>, into results: UnsafeMutablePointer<Real>, isBegun: Bool
  ) {
    for row in 0..<tiles.rows {
      for first in stride(from: 0, to: tiles.columns, by: Kernel.mostTiles) {
        let columns = first..<min(first + Kernel.mostTiles, tiles.columns)
        for channel in 0..<sources.count {
          tiles.transformSources(
            row, columns, of: numbers + channel * tiles.sourceSize,
            into: pixels + channel * Self.mostColumns * Lanes.width, apart: places.pixelStep)
        }
        var filters = UnsafePointer(filters)
        forEachPart(of: targets.count, atMost: Kernel.mostTargets) { target, count in
          Kernel(
            pixels: pixels, lineStep: places.pixelStep, pixelStep: Self.mostColumns * Lanes.width,
            filters: filters, filterStep: places.filterStep, weightStep: Self.filterStride,
            channels: sources.count, sums: sums, sumStep: Self.sumStep
          ).compute(tiles: columns.count, targets: count)
          filters += Winograd.products * places.filterStep
          for channel in 0..<count {
            tiles.makeSums(
              row, columns, of: sums + channel * columns.count * Lanes.width, apart: Self.sumStep,
              isBegun: isBegun, into: results + (target + channel) * tiles.targetSize)
          }
        }
      }
    }
  }
}
