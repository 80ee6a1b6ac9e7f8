import Datasets
import Figures
import Foundation
import Lab
import Network
import Page
import Regions
import Wording

/// What `kindling regions` is told of a network that learns.
struct RegionFilmOptions {
  /// The steps that are shown where no option says which.
  static let standard = "0,2,5,10,20,30,50,75,100,150,200,300,400,500"

  private let dataset: DatasetName
  private let search: DataSearch
  private let steps: [Int]

  private struct Report: Encodable {
    let step: Int
    let regions: Int
    let testAccuracy: Double
  }

  /// The options; nil where no set is named.
  init?(_ arguments: inout Arguments) throws {
    let dataset = try CommonOptions.dataset(&arguments)
    let search = try CommonOptions.search(&arguments)
    let said = try arguments.text("--steps", expected: "whole numbers with commas between")
    guard let dataset else {
      if said != nil { throw UsageError("--steps: expected --dataset beside it, found none") }
      return nil
    }
    let text = said ?? Self.standard
    guard let steps = Arguments.values(inList: text, { Int(word: $0) }),
      zip([-1] + steps, steps).allSatisfy({ $0 < $1 })
    else {
      throw UsageError(
        "--steps: expected ascending whole numbers of at least 0 with commas between, found \(text.quoted)")
    }
    (self.dataset, self.search, self.steps) = (dataset, search, steps)
  }

  /// Lets the network learn, draws the picture that moves, and tells of the regions in numbers.
  func draw(
    _ architecture: Architecture, _ initialization: Initialization, _ seed: UInt64, window: Double,
    _ picture: PictureOption, json: Bool
  ) throws {
    guard picture.isVector else {
      throw UsageError(
        "--picture: expected a file that ends in .svg, since it moves, found one that ends otherwise")
    }
    try picture.check(isDrawn: true)
    let trial = RegionTrial(
      architecture: architecture, initialization: initialization,
      input: .planes(set: dataset, count: 1, window: window), seed: seed)
    try trial.check()
    let shelf = try DataShelf([dataset], from: search)
    try CommonOptions.tell(of: dataset, from: search)
    let frames = try trial.frames(after: steps, on: shelf)
    let title =
      "Activation regions of \(architecture.summary) while learning \(dataset.title), \(initialization.name), seed \(seed)"
    let film = RegionFilm(
      frames.map { frame in
        let accuracy = decimals(100 * frame.testAccuracy, 1)
        return (
          frame.regions, "step \(frame.step): \(frame.regions.count) regions, test accuracy \(accuracy) %"
        )
      }, in: try Window(s: -window...window, t: -window...window), title: title)
    try picture.write(film.svg)
    let reports = frames.map {
      Report(step: $0.step, regions: $0.regions.count, testAccuracy: $0.testAccuracy)
    }
    if json { return try Output.json(reports) }
    let table = [
      Column<Report>.count("step", "step", \.step), .count("regions", "regions", \.regions),
      .number("test %", "test_accuracy", \.testAccuracy) { decimals(100 * $0.testAccuracy, 1) },
    ].table(title, reports)
    try Output.line(table.text)
  }
}
