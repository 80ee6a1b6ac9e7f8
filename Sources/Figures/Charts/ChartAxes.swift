import Lab
import Wording

/// Where the axes of an experiment stand in a picture that has no place for them from left to right: one has a line for each of
/// its points, and each setting of the others has a panel.
package struct ChartAxes {
  /// The place of the axis whose points are lines; nil where there is none.
  let lines: Int?
  /// The places of the axes that make panels.
  let panels: [Int]
  private let headings: [String]
  private let counts: [Int]

  /// The most panels that can be read beside each other.
  static let mostPanels = 16

  /// The axes of settings that do not stand elsewhere in a picture.
  ///
  /// - Parameters:
  ///   - taken: The names of the axes that stand elsewhere.
  ///   - named: The axis whose points shall be lines; nil for the one of most points that can be told apart.
  init(_ headings: [String], _ settings: [[String]], without taken: Set<String>, lines named: String?) {
    self.headings = headings
    let counts = headings.indices.map { place in distinct(settings.map { $0[place] }).count }
    self.counts = counts
    let free = headings.indices.filter { !taken.contains(headings[$0]) }
    let varied = free.filter { counts[$0] > 1 }
    let most = varied.filter { counts[$0] <= Palette.count }.max { (counts[$0], $1) < (counts[$1], $0) }
    let lines = named.flatMap { headings.firstIndex(of: $0) } ?? most ?? varied.first ?? free.first
    self.lines = lines
    panels = varied.filter { $0 != lines }
  }

  /// What the lines are.
  package var title: String { lines.map { headings[$0] } ?? "" }

  /// What a setting's line is called.
  func name(_ labels: [String]) -> String { lines.map { labels[$0] } ?? "all runs" }

  /// What a setting's panel is called; nil where there is one alone.
  func panel(_ labels: [String]) -> String? {
    panels.isEmpty ? nil : panels.map { "\(headings[$0]) \(labels[$0])" }.joined(separator: ", ").shown(80)
  }

  /// Why nobody could read the picture, and what to do; nil where it can be drawn.
  var refusal: String? {
    if let lines, counts[lines] > Palette.count {
      return
        "'\(headings[lines].shown())' would make \(counts[lines]) lines, and \(Palette.count) can be told apart: "
        + "vary it in fewer points, or let it stand from left to right (chart: {x: …})"
    }
    let count = panels.reduce(1) { $0 * counts[$1] }
    guard count > Self.mostPanels else { return nil }
    let names = panels.map { "'\(headings[$0].shown())'" }.joined(separator: " and ")
    return
      "\(names) would make \(count) panels, and \(Self.mostPanels) can be read: vary them in fewer points, "
      + "or say which axis stands from left to right and which makes lines (chart: {x: …, lines: …})"
  }
}
