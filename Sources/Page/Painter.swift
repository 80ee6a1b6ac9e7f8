import Datasets
import Figures
import Files
import Foundation
import Storage
import Wording

/// Draws charts with vl-convert, a program of Python's that holds Vega and needs no network.
public struct Painter: Sendable {
  /// The Python that has vl-convert.
  public let python: URL

  /// The painter that runs this Python.
  public init(python: URL) {
    self.python = python
  }

  /// The Python that `KINDLING_PYTHON` names, or else that of the nearest `.venv` above the program.
  ///
  /// - Throws: `PainterError.missing`.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment, program: URL = Release.program
  ) throws(PainterError) {
    if let path = environment["KINDLING_PYTHON"], !path.isEmpty {
      self.init(python: URL(fileURLWithPath: path))
      return
    }
    var folder = program.deletingLastPathComponent()
    while true {
      let python = folder.appendingPathComponent(".venv/bin/python")
      if FileManager.default.isExecutableFile(atPath: python.path) {
        self.init(python: python)
        return
      }
      if folder.path == "/" { throw PainterError.missing }
      folder.deleteLastPathComponent()
    }
  }

  /// Sees that pictures can be made, before anything is computed for them.
  ///
  /// - Throws: `PainterError` or `CancellationError`.
  public func check() throws { try run(Request()) }

  /// What is asked of paint.py.
  private struct Request: Encodable {
    var pictures: [Picture] = []
    var libraries: String?

    /// A specification or a drawing in SVG, and where it goes in which formats.
    struct Picture: Encodable {
      var specification: String?
      var drawing: String?
      let files: [String: String]
    }
  }

  /// Writes pictures, all by one process, into a folder, which is made where there is none.
  ///
  /// - Parameter charts: The charts, each with the name of its files without ending.
  /// - Returns: The files.
  /// - Throws: `PainterError`, `CancellationError`, or what encoding a chart throws.
  public func paint(
    _ charts: [(name: String, chart: Chart)], as formats: [PictureFormat], into folder: URL
  ) throws -> [URL] {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw PainterError.unwritable(folder.path, reason: plainReason(error))
    }
    func file(_ name: String, _ format: PictureFormat) -> URL {
      folder.appendingPathComponent("\(name).\(format.rawValue)")
    }
    let pictures = try charts.map { name, chart in
      Request.Picture(
        specification: try chart.picture.json,
        files: Dictionary(formats.map { ($0.rawValue, file(name, $0).path) }) { $1 })
    }
    if !pictures.isEmpty { try run(Request(pictures: pictures)) }
    return charts.flatMap { chart in formats.map { file(chart.name, $0) } }
  }

  /// Writes pictures of one format, all by one process, each to a file of its own.
  ///
  /// - Throws: `PainterError`, `CancellationError`, or what encoding a chart throws.
  public func paint(_ charts: [(file: URL, chart: Chart)], as format: PictureFormat) throws {
    let pictures = try charts.map { file, chart in
      Request.Picture(specification: try chart.picture.json, files: [format.rawValue: file.path])
    }
    try run(Request(pictures: pictures))
  }

  /// Writes a drawing in SVG as a file of a format.
  ///
  /// - Throws: `PainterError` or `CancellationError`.
  public func paint(_ drawing: String, as format: PictureFormat, to file: URL) throws {
    try run(Request(pictures: [.init(drawing: drawing, files: [format.rawValue: file.path])]))
  }

  /// Vega, Vega-Lite and Vega-Embed as one script for a page, which needs no network.
  ///
  /// - Throws: `PainterError` or `CancellationError`.
  public func libraries() throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "kindling-\(UUID().uuidString).js")
    defer { try? FileManager.default.removeItem(at: file) }
    try run(Request(libraries: file.path))
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      throw PainterError.failed(python: python.path, reason: "it wrote no libraries")
    }
    return text
  }

  private func run(_ request: Request) throws {
    do {
      try requireFileHandlesForPrograms()
    } catch {
      throw PainterError.failed(python: python.path, reason: "\(error)")
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "kindling-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, errors) = (
      folder.appendingPathComponent("request.json"), folder.appendingPathComponent("errors")
    )
    let process = Process()
    do {
      // Files, not pipes: a pipe that is full stops both sides.
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try JSONEncoder().encode(request).write(to: input)
      try Data().write(to: errors)
      process.standardInput = try FileHandle(forReadingFrom: input)
      process.standardError = try FileHandle(forWritingTo: errors)
    } catch {
      throw PainterError.unwritable(folder.path, reason: plainReason(error))
    }
    process.standardOutput = FileHandle.nullDevice
    process.executableURL = python
    process.arguments = ["-I", "-c", String(decoding: PackageResources.paint_py, as: UTF8.self)]
    do {
      try process.run()
    } catch {
      throw PainterError.failed(python: python.path, reason: plainReason(error))
    }
    process.waitUntilExit()
    try Task.checkCancellation()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let lines = (try? String(contentsOf: errors, encoding: .utf8))?.split(separator: "\n") ?? []
      throw PainterError.failed(python: python.path, reason: lines.last?.shown(400) ?? "it was ended")
    }
  }
}
