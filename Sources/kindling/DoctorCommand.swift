import Autodiff
import Datasets
import Foundation
import Numbers

/// `kindling doctor`: what the program runs on.
enum DoctorCommand: Command {
  static let name = "doctor"
  static let summary = "tell what the program runs on: processor, linear algebra, data sets"
  static let help = """
    kindling doctor: tell what the program runs on: processor, linear algebra, threads, data sets, versions

    usage: kindling doctor [OPTION…]

    options:
    \(CommonOptions.dataHelp)  --json               print one JSON object

    """

  private struct Report: Encodable {
    let kindling: String
    let precision: String
    let system: String
    let processor: String
    let cores: Int
    let instructions: String?
    let openblas: String
    let kernels: String
    let chosenBy: String
    let advice: String?
    let threads: String
    let datasets: [String: String]
  }

  static func run(_ arguments: Arguments) throws {
    var arguments = arguments
    let search = try CommonOptions.search(&arguments)
    let json = arguments.flag("--json")
    try arguments.finish()
    let kernels = Kernels.inUse
    let process = ProcessInfo.processInfo
    let report = Report(
      kindling: Kindling.version, precision: "\(Real.self)", system: process.operatingSystemVersionString,
      processor: Kernels.processor ?? "unknown", cores: process.activeProcessorCount,
      instructions: ProcessorLevel.compiled?.rawValue, openblas: kernels.version,
      kernels: kernels.name, chosenBy: kernels.choice.rawValue, advice: kernels.advice,
      threads: "one a run, \(process.activeProcessorCount) runs at a time", datasets: places(search))
    if json { return try Output.json(report) }
    let lines =
      [
        ("kindling", "\(report.kindling), numbers are \(report.precision)"), ("system", report.system),
        ("processor", "\(report.processor), \(report.cores) cores"),
        ("instructions", report.instructions ?? "those that all processors have"),
        ("OpenBLAS", report.openblas),
        ("kernels", "\(report.kernels): \(report.chosenBy)"), ("threads", report.threads),
      ] + DatasetName.allCases.map { ($0.rawValue, report.datasets[$0.rawValue] ?? "") }
    let width = lines.map(\.0.count).max() ?? 0
    for (label, text) in lines {
      try Output.line("\(label.padding(toLength: width + 2, withPad: " ", startingAt: 0))\(text)")
    }
    if let advice = report.advice { try Output.line("\nadvice: \(advice)") }
  }

  private static func places(_ search: DataSearch) -> [String: String] {
    DatasetName.allCases.reduce(into: [:]) { places, name in
      let place =
        (try? search.find(name))?.place.description ?? "not found; 'kindling data' says where it was sought"
      places[name.rawValue] = name.recipe == nil ? place : "made by the program"
    }
  }
}
