import Figures
import Forms
import Foundation
import Lab
import Papers
import Testing
import Training

/// What must be true of every picture of every experiment; `AltairTests` opens them all.
@Suite struct EveryChartTests {
  private func charts() async throws -> [(experiment: Experiment, chart: ReadChart)] {
    try await EveryChart.reports.value.flatMap { experiment, report in
      try report.charts.filter { !$0.picture.data.values.isEmpty }.map { (experiment, try ReadChart($0)) }
    }
  }

  @Test func everyExperimentHasPictures() async throws {
    var bare: [String] = []
    for (experiment, report) in try await EveryChart.reports.value {
      #expect(report.undrawn.isEmpty, "\(experiment.name): \(report.undrawn)")
      if report.charts.isEmpty { bare.append(experiment.name) }
    }
    #expect(bare == ["isometry-law"], "p-values alone are a table")
    #expect(try await charts().count > 25)
  }

  /// Every figure runs from end to end on the smallest grid, and says something of every claim.
  @Test func everyReportHasTablesAndClaims() async throws {
    for (experiment, report) in try await EveryChart.reports.value {
      #expect(report.name == experiment.name)
      if PaperExperiment.all.contains(where: { $0.name == experiment.name }) {
        #expect(!report.claims.isEmpty, "\(experiment.name)")
      }
      for table in report.tables {
        #expect(!table.table.rows.isEmpty, "\(experiment.name)")
        #expect(table.data.text.split(separator: "\n").count == table.table.rows.count + 1)
      }
      for claim in report.claims { #expect(report.text.contains(claim.text)) }
      #expect(try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) is [String: Any])
    }
  }

  @Test func syntheticDataAreNamedAsSuchInEveryTitle() async throws {
    let figures = [PaperExperiment.fig1b, .fig2b, .fig3, .fig4, .fig5a, .fig5b].map(\.name)
    let reports = try await EveryChart.reports.value.filter { figures.contains($0.experiment.name) }
    #expect(reports.count == figures.count)
    for table in reports.flatMap(\.report.tables) { #expect(table.table.title.contains("synthetic")) }
  }

  /// Every point of every axis of a sweep of one's own is seen from left to right, as a line, a panel, a row of cells, or in the
  /// title; and each setting has one place.
  @Test func everyAxisHasItsPlace() async throws {
    let own = EveryChart.sweeps.map(\.0) + ["lengths"]
    let reports = try await EveryChart.reports.value.filter { own.contains($0.experiment.name) }
    #expect(reports.count == own.count)
    for (experiment, report) in reports {
      let charts = try report.charts.map { try ReadChart($0) }
      let marks = charts.flatMap { chart in
        (chart.rows("middle") + chart.rows("cell") + chart.rows("measured")).map { (chart: chart, row: $0) }
      }
      #expect(marks.count == experiment.axes.reduce(1) { $0 * $1.points.count }, "\(experiment.name)")
      let places = marks.map { mark in
        [mark.chart.title] + ["panel", "line", "x", "y label"].map { mark.row[$0]?.summary }
      }
      #expect(Set(places).count == marks.count, "\(experiment.name)")
      for axis in experiment.axes {
        for point in axis.points {
          let seen = marks.contains { chart, row in
            let numbers = [row["x"]?.number, row["y"]?.number]
            let texts = [row["x"], row["y"], row["line"]].map { $0?.summary }
            return texts.contains(point.label) || point.number.map { numbers.contains($0) } == true
              || row["panel"]?.summary.contains("\(axis.name) \(point.label)") == true
              || chart.title.hasSuffix(", \(point.label)")
          }
          #expect(seen, "\(experiment.name): \(axis.name) \(point.label)")
        }
      }
    }
  }

  /// No line comes to a place twice, but where the place is itself measured: a third axis would make it go back and forth.
  @Test func noLineGoesBackAndForth() async throws {
    for (experiment, chart) in try await charts() {
      let isMeasured = chart.channel("x")?["title"]?.summary.contains("accuracy") == true
      for layer in chart.layers where layer.mark == "line" && !isMeasured {
        let fields =
          ["x", "color", "detail"].compactMap { layer.encoding[$0]?["field"]?.summary } + ["panel"]
        guard let y = layer.encoding["y"]?["field"]?.summary, layer.encoding["color"]?["field"] != nil else {
          continue
        }
        let rows = layer.rows.filter { $0[y]?.number != nil }
        // Points at one place may have one theory.
        let points = Set(rows.map { row in (fields + [y]).map { row[$0] } })
        let places = Set(points.map { $0.dropLast() })
        #expect(places.count == points.count, "\(experiment.name): \(chart.title)")
      }
    }
  }

  /// Ticks stand where there are points, names are the points', and a heat map has one tick for each row and column of cells.
  @Test func ticksStandWhereThePointsAre() async throws {
    var maps = 0
    for (experiment, chart) in try await charts() {
      for (name, channel) in chart.layers.flatMap({ layer in layer.encoding.map { ($0.key, $0.value) } })
      where name == "x" || name == "y" {
        let cells = chart.rows("cell")
        let points = Set(chart.rows.compactMap { $0[name]?.number })
        if let ticks = channel["axis"]?["values"]?.values?.compactMap(\.number), name == "x" || !cells.isEmpty
        {
          #expect(Set(ticks).isSubset(of: points), "\(experiment.name): \(chart.title): \(name) \(ticks)")
          if !cells.isEmpty {
            #expect(Set(ticks) == Set(cells.compactMap { $0[name]?.number }), "\(chart.title)")
            maps += 1
          }
        }
        if let names = channel["sort"]?.values {
          let own = Set(chart.rows.compactMap { $0[name] ?? $0["place"] })
          #expect(Set(names) == own, "\(experiment.name): \(chart.title): \(names)")
        }
      }
    }
    #expect(maps > 0)
  }

  /// How many of how many started stands at each point and cell of which not all did.
  @Test func countsAreReadAtEveryPoint() async throws {
    var (points, cells) = (0, 0)
    func count(_ row: [String: JSONValue]) -> (text: String, isWhole: Bool) {
      let numbers = ["started", "not started", "diverged"].map { Int(row[$0]?.number ?? .nan) }
      let text = "\(numbers[0])/\(numbers.reduce(0, +))" + (numbers[2] > 0 ? " ✕\(numbers[2])" : "")
      return (text, numbers[0] == numbers.reduce(0, +))
    }
    for (experiment, chart) in try await charts() {
      func key(_ row: [String: JSONValue]) -> [JSONValue?] { ["panel", "line", "x"].map { row[$0] } }
      for row in chart.rows("middle") {
        let (text, isWhole) = count(row)
        let shares = chart.rows("share").filter { key($0) == key(row) }.map { $0["count"] }
        #expect(shares.contains(.text(text)) == !isWhole, "\(experiment.name): \(chart.title): \(text)")
        #expect(row["isWhole"] == .flag(isWhole))
        points += 1
      }
      for row in chart.rows("cell") {
        let (text, isWhole) = count(row)
        #expect(row["share"] == .text(isWhole ? "" : text), "\(experiment.name): \(chart.title)")
        cells += 1
      }
      if experiment.name == "none-starts" {
        let shares = chart.rows("share").compactMap { $0["count"]?.summary }
        #expect(shares.count == 4 && shares.allSatisfy { $0.hasPrefix("0/2") })
        #expect(chart.rows("middle").allSatisfy { $0["epoch"] == .null })
      }
    }
    #expect(points > 30 && cells >= 8)
  }

  /// A scale of equal ratios where values span decades, and never with a number on it that has no place there.
  @Test func scalesFitWhatTheyShow() async throws {
    for (experiment, chart) in try await charts() {
      let name = "\(experiment.name): \(chart.title)"
      for layer in chart.layers {
        for (channel, value) in layer.encoding where ["x", "x2", "y", "y2", "color"].contains(channel) {
          let scale = (value["scale"] ?? layer.encoding[String(channel.prefix(1))]?["scale"])
          guard scale?["type"] == .text("log") else { continue }
          let domain = scale?["domain"]?.values?.compactMap(\.number) ?? []
          #expect((domain + layer.numbers(value)).allSatisfy { $0 > 0 }, "\(name): \(channel)")
        }
        // What may be less than 0 keeps an even scale, and so does a density, whose areas count.
        for channel in ["x", "y"] where !chart.title.contains(": mean after") {
          guard let own = layer.encoding[channel], own["type"] == .text("quantitative"),
            own["title"] != .text("density")
          else { continue }
          let values = Set(layer.numbers(own)).sorted()
          guard values.count > 2, let least = values.first, let most = values.last, least > 0 else {
            continue
          }
          let low = values.count { $0 <= least + (most - least) / 10 }
          let isHeap = 2 * low >= values.count && most / least >= 100
          let isByRatio = ["log", "symlog"].contains(own["scale"]?["type"]?.summary)
          #expect(!isHeap || isByRatio, "\(name): \(channel), \(values)")
        }
      }
    }
  }

  /// Lines that stand together have different looks out of the palette, any two of which `PaletteTests` finds apart.
  @Test func linesAreToldApart() async throws {
    let known = Set(Palette.looks.map { "\($0.color) \($0.shape)" })
    var charts = 0
    for (experiment, chart) in try await self.charts() {
      func range(_ name: String) -> [String]? {
        chart.layers.lazy.compactMap { $0.encoding[name]?["scale"]?["range"]?.values?.map(\.summary) }.first
      }
      guard let colors = range("color"), let shapes = range("shape") else { continue }
      let looks = zip(colors, shapes).map { "\($0) \($1)" }
      let lines = Set(chart.rows.compactMap { $0["line"] })
      #expect(looks.count >= lines.count && Set(looks).count == looks.count, "\(experiment.name): \(looks)")
      #expect(Set(looks).isSubset(of: known), "\(experiment.name): \(looks)")
      charts += 1
    }
    #expect(charts > 15)
  }

  @Test func everyPictureSaysWhatItShowsAndIsSmall() async throws {
    for (experiment, chart) in try await charts() {
      let caption = chart.whole["title"]?["subtitle"]?.values ?? []
      #expect(!caption.isEmpty, "\(experiment.name): \(chart.title) has no caption")
      #expect(chart.size < Self.most, "\(experiment.name): \(chart.title) takes \(chart.size) bytes")
    }
  }

  /// The most bytes of a specification with its data: the whole page's figures stay below 1.5 MB with it.
  private static let most = 200_000

  /// The paper's own grids, of which figure 3 has 5,000 runs.
  @Test(arguments: [PaperExperiment.fig1b, .fig2b, .fig3])
  func aPapersPictureIsSmallAtFullSize(paper: PaperExperiment) throws {
    let sample = try SampleStore()
    let options = FigureOptions(level: .paper, dataset: .synthetic, colourDataset: .syntheticColour)
    let experiment = try options.experiment(paper)
    try #require(experiment.kind == .start)
    try sample.fill(experiment) { number in
      number % 7 == 6 ? .censored(epoch: 20) : .started(epoch: number % 20 + 1)
    }
    let charts = try sample.report().charts
    #expect(!charts.isEmpty)
    for (name, chart) in charts {
      let size = try chart.picture.json.utf8.count
      #expect(size < Self.most, "\(name) takes \(size) bytes")
    }
  }
}
