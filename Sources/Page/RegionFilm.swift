import Foundation
import Regions

/// How the activation regions of a network on a window of a plane change while it learns, as a picture that moves: one SVG
/// document, animated by SMIL and without a script.
///
/// Each frame is a `RegionMap`. Below the maps stand the pieces of the line t = 0, a row a frame from the top down, each piece in the
/// colour of the region that it crosses. Where nothing moves pictures, the last frame is seen.
public struct RegionFilm: Sendable {
  private let frames: [(map: RegionMap, caption: String)]
  private let title: String

  /// A picture of frames, each with a line on what it shows.
  public init(_ frames: [(regions: [Region], caption: String)], in window: Window, title: String) {
    self.frames = frames.map { (RegionMap($0.regions, in: window, title: title), $0.caption) }
    self.title = title
  }

  private static let side = RegionMap.side
  /// Seconds that a frame lasts, the last one longer.
  private static let (pace, rest) = (0.6, 3.0)
  /// The heights of a frame's caption and of a row of pieces.
  private static let (line, row) = (30.0, 8.0)

  /// The picture as an SVG document.
  public var svg: String {
    let height = Self.side + Self.line + Self.row * Double(frames.count)
    let size = String(format: "%.0f %.0f", Self.side, height)
    let maps = frames.enumerated().map { number, frame in
      let caption =
        "<text x=\"8\" y=\"\(Self.side + 21)\" stroke=\"none\">\(HTML(frame.caption).markup)</text>"
      return group(
        frame.map.polygons + [caption], isLast: number == frames.count - 1,
        from: number, to: number + 1 == frames.count ? nil : number + 1)
    }
    let rows = frames.enumerated().map { number, frame in
      let y = Self.side + Self.line + Self.row * Double(number)
      return group(frame.map.strip(y: y, height: Self.row), isLast: true, from: number, to: nil)
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size)" role="img" font-family="sans-serif" font-size="16">
      \(HTML.tag("title", HTML(title)).markup)
      <rect width="100%" height="100%" fill="#fff"/>
      <g stroke="#222" stroke-width="0.6" stroke-linejoin="round">
      \((maps + rows).joined(separator: "\n"))
      </g>
      </svg>

      """
  }

  /// What is seen from a frame on, up to another if there is one.
  private func group(_ shapes: [String], isLast: Bool, from first: Int, to end: Int?) -> String {
    let length = Self.pace * Double(frames.count - 1) + Self.rest
    var states = [(0.0, first == 0)]
    if first > 0 { states.append((Self.pace * Double(first) / length, true)) }
    if let end { states.append((Self.pace * Double(end) / length, false)) }
    let values = states.map { $0.1 ? "visible" : "hidden" }.joined(separator: ";")
    let times = states.map { String(format: "%.4g", $0.0) }.joined(separator: ";")
    let animation =
      "<animate attributeName=\"visibility\" calcMode=\"discrete\" values=\"\(values)\" keyTimes=\"\(times)\" "
      + String(format: "dur=\"%.4gs\" repeatCount=\"indefinite\"/>", length)
    return "<g visibility=\"\(isLast ? "visible" : "hidden")\">"
      + (states.count > 1 ? animation : "") + "\n" + shapes.joined(separator: "\n") + "\n</g>"
  }
}
