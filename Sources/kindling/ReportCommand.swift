import Datasets
import Figures
import Foundation
import Lab
import Page
import Storage
import Wording

/// `kindling report`: everything that a store tells, as one page.
enum ReportCommand: Command {
  static let name = "report"
  static let summary = "write all that a store of results holds as one HTML page, with pictures and verdicts"
  static let help = """
    kindling report: write all that a store holds as one HTML page: figures, verdicts, tables and where they come from

    usage: kindling report [STORE] [OPTION…]

    STORE is a file of results, such as 'kindling reproduce' writes (default results/runs.db). The page is one file that
    needs no network: it shows each experiment of the store with its pictures, a paper's own claim and the verdicts, tables
    and their data, and what to run to make it again. An experiment that is half done shows what is there. Nothing is run.

    options:
      -o, --out FILE       the page (default report.html beside the store); - is standard output
      --pictures DIR       write the pictures into DIR too, with their Vega-Lite specifications
      --format LIST        what pictures are written as: png, svg, pdf (default png)
    \(CommonOptions.dataHelp)  --json               print one JSON object: the page, the pictures, and each experiment with its verdicts

    Pictures, in the page too, are drawn by vl-convert, which 'make setup' puts into .venv; KINDLING_PYTHON names another
    Python that has it. Without it the page has tables alone.

    examples:
      kindling report
      kindling report results/mnist/runs.db -o mnist.html
      kindling report --pictures figures --format png,pdf

    """

  private struct Summary: Encodable {
    let page: String
    let pictures: [String]
    let experiments: [Experiment]

    struct Experiment: Encodable {
      let name: String
      let title: String
      let runs: Int
      let missing: Int
      let claims: [Claim]
      let leftOut: String?
      let trouble: String?
    }
  }

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    arguments.alias("-o", of: "--out")
    let out = try arguments.text("--out", expected: "a file")
    let folder = try arguments.text("--pictures", expected: "a directory")
    let formats = try arguments.list("--format", of: "png, svg or pdf", PictureFormat.init(rawValue:))
    if formats != nil, folder == nil {
      throw UsageError("--format: expected --pictures beside it, found none")
    }
    let json = arguments.flag("--json")
    if out == "-", json { throw UsageError("--out: expected a file beside --json, found '-'") }
    let path = try arguments.word() ?? RunsCommand.defaultStore
    try arguments.finish()

    let file = URL(fileURLWithPath: path)
    let page =
      out == "-"
      ? nil
      : out.map { URL(fileURLWithPath: $0) }
        ?? file.deletingLastPathComponent().appendingPathComponent("report.html")
    let report = try StoreReport(of: Store(reading: file), at: path, search: search)
    let (painter, drawing) = try drawing()
    let text = try ReportPage(report, drawing: drawing, made: Date()).text
    try page.map { try Output.write(text, to: $0) }
    let pictures = try folder.map {
      try paint(report, by: painter, formats ?? [.png], into: URL(fileURLWithPath: $0))
    }
    guard let page else { return try Output.write(text) }
    try tell(report, page, pictures ?? [], json: json)
  }

  /// What draws, if anything does, and how the page's pictures are drawn; without it one line says how to get it.
  private static func drawing() throws -> (Painter?, ReportPage.Drawing) {
    do {
      let painter = try Painter()
      return (painter, .libraries(try painter.libraries()))
    } catch let error as PainterError {
      Output.note("\(error)")
      return (nil, .none(advice: "\(error)"))
    }
  }

  /// Writes specifications, and pictures where something draws them.
  private static func paint(
    _ report: StoreReport, by painter: Painter?, _ formats: [PictureFormat], into folder: URL
  ) throws -> [URL] {
    let specifications = try report.charts.map { name, chart in
      let file = folder.appendingPathComponent("\(name).vl.json")
      try Output.write(try chart.picture.json, to: file)
      return file
    }
    return specifications + (try painter?.paint(report.charts, as: formats, into: folder) ?? [])
  }

  private static func tell(_ report: StoreReport, _ page: URL, _ pictures: [URL], json: Bool) throws {
    guard json else {
      if let folder = pictures.first?.deletingLastPathComponent().path {
        try Output.line("Written: \(counted(pictures.count, "file")) in \(folder)")
      }
      return try Output.line("Written: \(page.path)")
    }
    let experiments = report.experiments.map { experiment in
      Summary.Experiment(
        name: experiment.stored.experiment.name, title: experiment.title, runs: experiment.runs,
        missing: experiment.figure?.missing ?? experiment.runs, claims: experiment.figure?.claims ?? [],
        leftOut: experiment.figure?.leftOut, trouble: experiment.trouble)
    }
    try Output.json(Summary(page: page.path, pictures: pictures.map(\.path), experiments: experiments))
  }
}
