import Datasets
import Foundation
import Testing

@Suite struct OriginsTests {
  /// A file of the folder `datasets` of the repository, which is three folders above this file.
  func text(_ name: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("datasets/" + name), encoding: .utf8)
  }

  @Test func listOfSumsAgrees() throws {
    let list = try text("SHA256SUMS")
    let expected = DatasetName.allCases.flatMap { name in
      name.remoteFiles.map { "\($0.checksum)  \(name.folders[0])/\($0.name)" }
    }
    #expect(Set(list.split(separator: "\n").map { String($0) }) == Set(expected))
  }

  @Test func readmeNamesEveryMirror() throws {
    let readme = try text("README.md")
    for name in DatasetName.allCases where name.recipe == nil || name == .synthetic {
      for mirror in name.mirrors { #expect(readme.contains(mirror)) }
      // Sets of one archive have one heading.
      let headings = readme.split(separator: "\n").filter { $0.hasPrefix("## ") }.map {
        $0.dropFirst(3).lowercased()
      }
      let title = name.title.lowercased()
      #expect(
        headings.contains { title == $0 || title.hasPrefix($0 + " ") || title.hasPrefix($0 + ",") },
        "\(title)")
    }
  }

  @Test func whatIsPublishedHasMirrorsAndSizes() throws {
    for name in DatasetName.allCases {
      #expect(name.mirrors.isEmpty == name.remoteFiles.isEmpty)
      #expect(name.remoteFiles.isEmpty == (name.publishedCounts == nil))
      for mirror in name.mirrors {
        #expect(mirror.hasSuffix("/") && URL(string: mirror)?.host != nil)
      }
      #expect(name.remoteFiles.allSatisfy { $0.byteCount > 0 })
    }
  }
}
