import Autodiff

/// Channels, height and width of what flows between convolutions.
struct ImageExtents {
  let channels: Int
  let height: Int
  let width: Int

  var size: Int { channels * height * width }

  init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  init(_ extents: [Int]) throws(ArchitectureError) {
    guard extents.count == 3 else {
      throw ArchitectureError(
        field: "input", expected: "images of channels, height and width", found: "\(extents.count) extents")
    }
    self.init(channels: extents[0], height: extents[1], width: extents[2])
  }

  /// The extents of a convolution's output.
  func after(_ layer: Layer.ConvolutionLayer) throws(ArchitectureError) -> ImageExtents {
    func extent(_ extent: Int) throws(ArchitectureError) -> Int {
      switch layer.padding {
      case .zero, .circular: return (extent + layer.stride - 1) / layer.stride
      case .valid:
        let reach = (layer.kernel - 1) * layer.dilation + 1
        guard extent >= reach else {
          throw ArchitectureError(
            field: "depth", expected: "images that stay larger than the filters, \(reach) pixels",
            found: "\(extent) pixels before \(layer.name)")
        }
        return (extent - reach) / layer.stride + 1
      }
    }
    return ImageExtents(channels: layer.outputs, height: try extent(height), width: try extent(width))
  }
}
