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

  /// A frame has every region of the window, and a row below them a piece for each that the line crosses; the last is seen where
  /// nothing moves.
  @Test func aLearningNetworksPictureMoves() throws {
    let folder = try TemporaryDirectory()
    let words = [
      "regions", "--depth", "2", "--widths", "12", "--biases", "0.2", "--window", "3", "--json", "--picture",
      "film.svg",
      "--dataset", "synthetic", "--steps", "0,3,200",
    ]
    let result = try Program.run(words, in: folder.path)
    let frames = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(frames.compactMap { $0["step"] as? Int } == [0, 3, 200])
    let accuracies = frames.compactMap { $0["testAccuracy"] as? Double }
    #expect(accuracies.count == 3 && accuracies[2] > accuracies[0] + 0.3)
    let picture = try String(contentsOfFile: folder["film.svg"], encoding: .utf8)
    let groups = Array(picture.components(separatedBy: "<g visibility=")[1...])
    #expect(groups.count == 6 && !picture.contains("<script"))
    for (group, regions) in zip(groups, frames.compactMap { $0["regions"] as? Int }) {
      #expect(group.components(separatedBy: "<polygon ").count == regions + 1)
      #expect(group.contains("\(regions) regions, test accuracy"))
    }
    #expect(groups.map { $0.hasPrefix("\"visible\"") } == [false, false, true, true, true, true])
    #expect(groups[1].contains("values=\"hidden;visible;hidden\""))
    // The pieces of a row fill the window.
    let widths = groups[3].components(separatedBy: " width=\"")[1...].compactMap { text in
      Double(text.prefix { $0 != "\"" })
    }
    #expect(widths.count > 1 && abs(widths.reduce(0, +) - 640) < 0.5)
  }

  @Test(arguments: [
    (["--steps", "1,2"], "--steps: expected --dataset beside it, found none"),
    (
      ["--dataset", "synthetic", "--steps", "2,1"],
      "--steps: expected ascending whole numbers of at least 0 with commas between, found '2,1'"
    ),
    (
      ["--dataset", "synthetic", "--window", "1"],
      "--dataset: expected --window and --picture beside it, found neither, or one"
    ),
    (
      ["--dataset", "synthetic", "--window", "1", "--picture", "a.png"],
      "--picture: expected a file that ends in .svg, since it moves, found one that ends otherwise"
    ),
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
