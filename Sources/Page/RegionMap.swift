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

  /// The width and height of the picture.
  static let side = 640.0

  /// The picture as an SVG document.
  public var svg: String {
    let side = Int(Self.side)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" width="\(side)" height="\(side)" role="img">
      \(HTML.tag("title", HTML(title)).markup)
      <g stroke="#222" stroke-width="0.6" stroke-linejoin="round">
      \(polygons.joined(separator: "\n"))
      </g>
      </svg>

      """
  }

  /// The regions as polygons.
  var polygons: [String] { regions.filter(\.isBounded).map(polygon) }

  /// The pieces that the regions cut out of the line t = 0, as rectangles side by side.
  func strip(y: Double, height: Double) -> [String] {
    regions.filter(\.isBounded).compactMap { region in
      let sides = zip(region.corners, region.corners.dropFirst() + region.corners.prefix(1))
      let crossings = sides.compactMap { a, b -> Double? in
        if a.t == 0 { return a.s }
        return (a.t < 0) == (b.t < 0) || b.t == 0 ? nil : a.s + (b.s - a.s) * a.t / (a.t - b.t)
      }
      guard let first = crossings.min(), let last = crossings.max(), first < last else { return nil }
      let (left, right) = (x(of: first), x(of: last))
      let place = String(
        format: "x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%.0f\"", left, y, right - left, height)
      return "<rect \(place) fill=\"\(colour(region))\"/>"
    }
  }

  private func x(of s: Double) -> Double {
    (s - window.s.lowerBound) / (window.s.upperBound - window.s.lowerBound) * Self.side
  }

  private func polygon(_ region: Region) -> String {
    let points = region.corners.map { corner in
      let x = x(of: corner.s)
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
