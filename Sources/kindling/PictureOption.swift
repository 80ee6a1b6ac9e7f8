import Figures
import Foundation
import Page

/// `--picture FILE`: where a command's picture goes. What is wrong with it is seen before anything is run, and a file that is there
/// is replaced only by a whole one.
struct PictureOption {
  private let file: URL
  /// What the picture is drawn as; nil for its Vega-Lite specification.
  private let format: PictureFormat?

  /// What help says of the option of a command whose picture is a chart.
  static func help(_ text: String) -> String {
    FieldHelp.lines(
      "--picture FILE",
      "\(text). FILE ends in .svg, .png or .pdf, which 'make setup' makes possible, or in .json for its Vega-Lite "
        + "specification")
  }

  /// The picture that is asked for; nil where none is.
  ///
  /// - Parameter isChart: Whether it has a specification, as drawings have not.
  init?(_ arguments: inout Arguments, isChart: Bool = true) throws(UsageError) {
    let endings = isChart ? ".svg, .png, .pdf or .json" : ".svg, .png or .pdf"
    let found = try arguments.value("--picture", expected: "a file that ends in \(endings)") {
      path -> PictureOption? in
      let file = URL(fileURLWithPath: path)
      if isChart, file.pathExtension.lowercased() == "json" { return PictureOption(file: file, format: nil) }
      return PictureFormat(endingOf: path).map { PictureOption(file: file, format: $0) }
    }
    guard let found else { return nil }
    self = found
  }

  /// What `--measure` says that the picture shows; nil where it says nothing.
  static func measure<Measure: RawRepresentable<String> & CaseIterable>(
    _ arguments: inout Arguments, of picture: PictureOption?
  ) throws(UsageError) -> Measure? {
    let measure: Measure? = try arguments.choice("--measure")
    if measure != nil, picture == nil {
      throw UsageError("--measure: expected --picture beside it, found none")
    }
    return measure
  }

  private init(file: URL, format: PictureFormat?) {
    (self.file, self.format) = (file, format)
  }

  /// Whether it is drawn as SVG.
  var isVector: Bool { format == .svg }

  /// The name that a chart is given.
  var name: String { file.deletingPathExtension().lastPathComponent }

  /// Sees that the file can be written and that something draws it.
  ///
  /// - Parameter isDrawn: Whether the picture is SVG already.
  /// - Throws: `WriteError`, `PainterError` or `CancellationError`.
  func check(isDrawn: Bool = false) throws {
    try Output.checkPlace(file)
    if let format, !(isDrawn && format == .svg) { try Painter().check() }
  }

  /// Writes a drawing in SVG.
  ///
  /// - Throws: `WriteError`, `PainterError` or `CancellationError`.
  func write(_ drawing: String) throws {
    guard let format, format != .svg else { return try Output.write(drawing, to: file) }
    try Painter().paint(drawing, as: format, to: file)
  }

  /// Writes a chart.
  ///
  /// - Parameter otherwise: Why there may be none.
  /// - Throws: `PictureError` where there is none, `WriteError`, `PainterError` or `CancellationError`.
  func write(_ chart: Chart?, otherwise: String) throws {
    try write(chart.map { [$0] } ?? [], otherwise: otherwise)
  }

  /// Writes charts: the first into the file, each other into one beside it that has its number before the ending.
  ///
  /// - Parameter otherwise: Why there may be none.
  /// - Returns: The files, and what each shows.
  /// - Throws: `PictureError` where there is none, `WriteError`, `PainterError` or `CancellationError`.
  @discardableResult
  func write(_ charts: [Chart], otherwise: String) throws -> [(file: URL, chart: Chart)] {
    let charts = charts.filter { !$0.picture.data.values.isEmpty }
    if charts.isEmpty { throw PictureError(path: file.path, reason: otherwise) }
    let files = charts.enumerated().map { number, chart in (file: place(number + 1), chart: chart) }
    if let format {
      try Painter().paint(files, as: format)
    } else {
      for (file, chart) in files { try Output.write(chart.picture.json, to: file) }
    }
    return files
  }

  private func place(_ number: Int) -> URL {
    guard number > 1 else { return file }
    return file.deletingLastPathComponent().appendingPathComponent("\(name)-\(number).\(file.pathExtension)")
  }
}

/// A picture that there is nothing for.
struct PictureError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): no picture: \(reason)" }
}
