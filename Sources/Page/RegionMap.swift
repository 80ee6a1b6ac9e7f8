import Foundation
import Regions

/// The activation regions of a network on a window of a plane as a picture: each in a colour of its own linear map.
///
/// The hue is the direction in which the first output grows, the lightness how steeply; neighbours across a unit's line
/// differ in the part that this unit adds.
public struct RegionMap: Sendable {
  private let regions: [Region]
  private let window: Window
  private let title: String
  /// The greatest slope of all regions.
  private let steepest: Double

  /// A picture of bounded regions that fill a window.
  public init(_ regions: [Region], in window: Window, title: String) {
    self.regions = regions
    self.window = window
    self.title = title
    steepest = regions.compactMap(\.output.first).map(\.steepness).max() ?? 0
  }

  private static let side = 640.0

  /// The picture as an SVG document.
  public var svg: String {
    let side = Int(Self.side)
    let polygons = regions.filter(\.isBounded).map(polygon)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" width="\(side)" height="\(side)" role="img">
      \(HTML.tag("title", HTML(title)).markup)
      <g stroke="#222" stroke-width="0.6" stroke-linejoin="round">
      \(polygons.joined(separator: "\n"))
      </g>
      </svg>

      """
  }

  private func polygon(_ region: Region) -> String {
    let points = region.corners.map { corner in
      let x = (corner.s - window.s.lowerBound) / (window.s.upperBound - window.s.lowerBound) * Self.side
      // Pictures count downwards.
      let y = (window.t.upperBound - corner.t) / (window.t.upperBound - window.t.lowerBound) * Self.side
      return String(format: "%.2f,%.2f", x, y)
    }
    return "<polygon points=\"\(points.joined(separator: " "))\" fill=\"\(colour(region))\"/>"
  }

  private func colour(_ region: Region) -> String {
    guard let output = region.output.first else { return "#eee" }
    if output.steepness == 0 { return "#eee" }
    let angle = atan2(output.t, output.s) * 180 / .pi
    let lightness = 92 - 47 * output.steepness / steepest
    return String(format: "hsl(%.0f,65%%,%.0f%%)", angle < 0 ? angle + 360 : angle, lightness)
  }
}

extension Region.AffineFunction {
  /// How steeply it grows.
  fileprivate var steepness: Double { (s * s + t * t).squareRoot() }
}
