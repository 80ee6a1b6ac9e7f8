import Figures
import Foundation
import Page
import TestSupport
import Testing

@Suite struct PainterTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
  }

  private func script(_ text: String, at name: String) throws -> URL {
    let path = try folder.write(Array("#!/bin/sh\n\(text)\n".utf8), to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return URL(fileURLWithPath: path)
  }

  @Test func theNearestEnvironmentAboveTheProgramIsFound() throws {
    _ = try folder.folder(".venv/bin")
    let python = try script("exit 0", at: ".venv/bin/python")
    let program = URL(fileURLWithPath: folder[".build/release/kindling"])
    #expect(try Painter(environment: [:], program: program).python.path == python.path)
    #expect(try Painter(environment: ["KINDLING_PYTHON": ""], program: program).python.path == python.path)
    let named = try Painter(environment: ["KINDLING_PYTHON": "/elsewhere/python"], program: program)
    #expect(named.python.path == "/elsewhere/python")
  }

  @Test func withoutOneTheErrorSaysWhatToDo() {
    #expect(throws: PainterError.missing) {
      try Painter(environment: [:], program: URL(fileURLWithPath: "/nowhere/kindling"))
    }
    #expect(PainterError.missing.description.contains("'make setup' installs it"))
  }

  @Test func whatPythonSaysLastIsTheReason() throws {
    let python = try script("echo trace >&2; echo no vl-convert >&2; exit 1", at: "python")
    #expect(throws: PainterError.failed(python: python.path, reason: "no vl-convert")) {
      try Painter(python: python).libraries()
    }
    let absent = URL(fileURLWithPath: folder["absent"])
    #expect(throws: PainterError.failed(python: absent.path, reason: "no such file or directory")) {
      try Painter(python: absent).libraries()
    }
    let silent = try script("cat >/dev/null", at: "silent")
    #expect(throws: PainterError.failed(python: silent.path, reason: "it wrote no libraries")) {
      try Painter(python: silent).libraries()
    }
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let file = try folder.write([1], to: "file")
    let painter = Painter(python: URL(fileURLWithPath: "/bin/true"))
    #expect(throws: PainterError.self) {
      try painter.paint([], as: [.png], into: URL(fileURLWithPath: file + "/pictures"))
    }
  }

  /// One process is given all pictures, and where each belongs.
  @Test func allPicturesAreAskedForAtOnce() throws {
    let asked = folder["asked"]
    let python = try script("cat >>\(asked); echo >>\(asked)", at: "python")
    let sample = try SampleStore()
    try sample.fill(SampleStore.experiment())
    try sample.fill(SampleStore.experiment(runs: 3))
    let charts = try sample.report().charts
    let files = try Painter(python: python).paint(
      charts, as: [.svg, .pdf], into: URL(fileURLWithPath: folder["new/pictures"]))
    #expect(files.map(\.lastPathComponent) == ["starts.svg", "starts.pdf", "starts-2.svg", "starts-2.pdf"])
    let lines = try String(contentsOfFile: asked, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 1)
    let request = try JSONDecoder().decode(Request.self, from: Data(lines[0].utf8))
    #expect(try request.pictures.map(\.specification) == charts.map { try $0.chart.picture.json })
    #expect(Set(request.pictures.flatMap(\.files.values)) == Set(files.map(\.path)))
  }

  @Test func aDrawingIsAskedForInItsFormat() throws {
    let asked = folder["asked"]
    let python = try script("cat >>\(asked)", at: "python")
    let file = URL(fileURLWithPath: folder["map.png"])
    try Painter(python: python).paint("<svg/>", as: .png, to: file)
    let request = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: asked)))
    let pictures = (request as? [String: Any])?["pictures"] as? [[String: Any]]
    #expect(pictures?.count == 1 && pictures?[0]["drawing"] as? String == "<svg/>")
    #expect(pictures?[0]["files"] as? [String: String] == ["png": file.path])
  }

  @Test(arguments: [
    ("a.svg", PictureFormat.svg), ("b/c.d.PNG", .png), ("e.pdf", .pdf), ("f.jpg", nil), ("png", nil),
    ("", nil),
  ])
  func aFormatIsToldByTheEnding(path: String, format: PictureFormat?) {
    #expect(PictureFormat(endingOf: path) == format)
  }

  private struct Request: Decodable {
    let pictures: [Picture]

    struct Picture: Decodable {
      let specification: String
      let files: [String: String]
    }
  }
}
