import Autodiff
import Numbers

/// A convolution and the extents that it is tried on.
struct ConvolutionCase {
  var rows = 1, channels = 1, height = 6, width = 6, outputs = 1, kernel = (3, 3)
  var convolution = Convolution()

  var image: Shape { .batch(channels, height, width) }
  var filters: Shape { .fixed(outputs, channels / convolution.groups, kernel.0, kernel.1) }
}

/// A convolution and its gradients number by number, in seven loops.
struct NaiveConvolution {
  var output: [Real] = []
  var imageGradient: [Real]
  var weightGradient: [Real]

  /// The pixel that a window sees at `i`; nil for none.
  private static func source(_ i: Int, _ extent: Int, _ padding: Padding) -> Int? {
    if padding == .circular { return ((i % extent) + extent) % extent }
    return (0..<extent).contains(i) ? i : nil
  }

  private static func windows(_ extent: Int, _ kernel: Int, _ convolution: Convolution) -> Int {
    guard convolution.padding == .valid else { return (extent + convolution.stride - 1) / convolution.stride }
    let reach = (kernel - 1) * convolution.dilation
    return (0..<extent).filter { $0 % convolution.stride == 0 && $0 + reach < extent }.count
  }

  init(_ e: ConvolutionCase, _ x: [Real], _ w: [Real], cotangent: (Int) -> [Real]) {
    let (stride, padding) = (e.convolution.stride, e.convolution.padding)
    let (height, width) = (
      Self.windows(e.height, e.kernel.0, e.convolution), Self.windows(e.width, e.kernel.1, e.convolution)
    )
    let dilation = e.convolution.dilation
    let before =
      padding == .valid ? (0, 0) : ((e.kernel.0 - 1) * dilation / 2, (e.kernel.1 - 1) * dilation / 2)
    let (channels, outputs) = (e.channels / e.convolution.groups, e.outputs / e.convolution.groups)
    imageGradient = Array(repeating: 0, count: x.count)
    weightGradient = Array(repeating: 0, count: w.count)
    output = Array(repeating: 0, count: e.rows * e.outputs * height * width)
    let dy = cotangent(output.count)
    for n in 0..<e.rows {
      for o in 0..<e.outputs {
        for i in 0..<height {
          for j in 0..<width {
            let y = ((n * e.outputs + o) * height + i) * width + j
            for c in 0..<channels {
              for a in 0..<e.kernel.0 {
                for b in 0..<e.kernel.1 {
                  guard let row = Self.source(i * stride + a * dilation - before.0, e.height, padding),
                    let column = Self.source(j * stride + b * dilation - before.1, e.width, padding)
                  else { continue }
                  let channel = n * e.channels + o / outputs * channels + c
                  let from = (channel * e.height + row) * e.width + column
                  let weight = ((o * channels + c) * e.kernel.0 + a) * e.kernel.1 + b
                  output[y] += w[weight] * x[from]
                  imageGradient[from] += w[weight] * dy[y]
                  weightGradient[weight] += x[from] * dy[y]
                }
              }
            }
          }
        }
      }
    }
  }
}
