import Foundation
import TestSupport
import Testing

@Suite struct RegionsCommandTests {
  /// Eight units of one layer in general position make 1 + 8 · 9 / 2 regions.
  @Test func oneLayerIsCounted() throws {
    let result = try Program.run(["regions", "--depth", "1", "--widths", "8", "--seed", "3"])
    #expect(result.code == 0)
    #expect(result.output.contains("37 regions on the whole plane; after each hidden layer: 37"))
    let json = try Program.run(["regions", "--depth", "1", "--widths", "8", "--seed", "3", "--json"]).output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["regions"] as? Int == 37)
    #expect(object?["afterLayer"] as? [Int] == [37])
  }

  @Test func thePictureHasEveryRegionOfTheWindow() throws {
    let folder = try TemporaryDirectory()
    let words = [
      "regions", "--depth", "2", "--widths", "6", "--biases", "0.2", "--window", "3", "--json", "--picture",
      "map.svg",
    ]
    let result = try Program.run(words, in: folder.path)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let regions = try #require(object?["regions"] as? Int)
    let picture = try String(contentsOfFile: folder["map.svg"], encoding: .utf8)
    #expect(regions > 10 && picture.split(separator: "<polygon ").count == regions + 1)
  }

  @Test(arguments: [
    (["--picture", "a.svg"], "--picture: expected --window beside it, found none"),
    (
      ["--window", "1", "--picture", "r.jpg"],
      "--picture: expected a file that ends in .svg, .png or .pdf, found 'r.jpg'"
    ),
    (
      ["--window", "1", "--picture", "r"],
      "--picture: expected a file that ends in .svg, .png or .pdf, found 'r'"
    ),
    (["--window", "0"], "--window: expected a number above 0, found '0'"),
    (["--biases", "-1"], "--biases: expected a variance from 0, found '-1'"),
  ])
  func oneLineSaysWhatIsWrong(words: [String], message: String) throws {
    let result = try Program.run(["regions"] + words)
    #expect(result.code == 2)
    #expect(result.errors == "kindling: \(message)\n")
  }

  @Test func networksWithoutRegionsAreRefused() throws {
    let result = try Program.run(["regions", "--activation", "tanh"])
    #expect(result.code == 2)
    #expect(result.errors.contains("tanh") && result.errors.split(separator: "\n").count == 1)
  }
}
