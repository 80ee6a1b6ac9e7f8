import Figures
import Foundation
import Lab
import Wording

/// The section of a page about one experiment: what the paper claims, what was found, and how to find it
/// again.
struct ExperimentSection {
  private let report: ExperimentReport
  private let drawing: ReportPage.Drawing

  init(_ report: ExperimentReport, _ drawing: ReportPage.Drawing) {
    self.report = report
    self.drawing = drawing
  }

  var html: HTML {
    get throws {
      let id = report.stored.id
      var parts: [HTML] = [.tag("h3", ["id": "title-\(id)"], HTML(report.title))]
      if let claim = report.claim {
        parts.append(.tag("p", ["class": "claim"], .tag("strong", "Claim: "), HTML(claim)))
      }
      parts.append(.tag("p", ["class": "note"], HTML(extent)))
      parts += notices
      for chart in report.charts { parts.append(try figure(chart)) }
      parts += verdicts + tables
      parts.append(try again)
      return .tag(
        "section", ["id": "experiment-\(id)", "class": "experiment", "aria-labelledby": "title-\(id)"], parts)
    }
  }

  private static func kind(_ verdict: Claim.Verdict) -> String {
    switch verdict {
    case .held: "held"
    case .failed: "failed"
    case .notEnoughData: "undecided"
    }
  }

  /// What was varied, and how often each setting was run.
  private var extent: String {
    let experiment = report.stored.experiment
    let axes = experiment.axes.map { axis in
      let labels = axis.points.map(\.label)
      let shown = labels.count > 12 ? labels.prefix(10) + ["…"] + labels.suffix(1) : labels[...]
      return "\(axis.name): \(shown.joined(separator: ", "))"
    }
    let runs = counted(experiment.seeds.count, "run")
    return (["\(runs) of each setting"] + axes).joined(separator: "; ")
  }

  private var notices: [HTML] {
    if let trouble = report.trouble {
      return [.tag("p", ["class": "notice"], HTML("This experiment cannot be reported on: \(trouble)"))]
    }
    let untested = report.figure?.untestedText.map { HTML.tag("p", ["class": "note"], HTML($0)) }
    let unasked = report.figure?.unaskedText.map { HTML.tag("p", ["class": "note"], HTML($0)) }
    let leftOut = report.figure?.leftOut.map { HTML.tag("p", ["class": "notice"], HTML("\($0).")) }
    let undrawn = (report.figure?.undrawn ?? []).map { HTML.tag("p", ["class": "notice"], HTML($0)) }
    return [untested, unasked, leftOut, missing].compactMap(\.self) + undrawn
  }

  private var missing: HTML? {
    guard let missing = report.figure?.missing, missing > 0 else { return nil }
    let text =
      missing == report.runs
      ? "None of the \(missing) runs has ended yet."
      : "Not finished: \(missing) of \(report.runs) runs are missing; what follows rests on the others."
    return .tag("p", ["class": "notice"], HTML(text + " The command below goes on from here."))
  }

  private var verdicts: [HTML] {
    guard let figure = report.figure, !report.verdicts.isEmpty else { return [] }
    let items = report.verdicts.map { claim in
      HTML.tag(
        "li", ["class": "verdict \(Self.kind(claim.verdict))"],
        .tag("strong", HTML(claim.verdict.rawValue.uppercased())), HTML(" \(claim.statement)"),
        .tag("p", ["class": "evidence"], HTML(claim.grounds)))
    }
    return [
      .tag("h4", "Verdicts"), .tag("ul", ["class": "verdicts"], items),
      .tag("p", ["class": "note"], HTML(figure.judgement)),
    ]
  }

  /// The picture; the script of the page draws it from the specification that its link holds, and gives the link its address.
  private func figure(_ chart: Chart) throws -> HTML {
    let name = report.ownName(chart.file) + ".vl.json"
    let (json, label) = (try chart.picture.json, "Vega-Lite specification")
    var link = link(name, "application/json", json, label)
    var parts: [HTML] = chart.title == report.title ? [] : [.tag("h4", HTML(chart.title))]
    if case .libraries = drawing {
      if let subtitle = chart.picture.title.caption {
        parts.append(.tag("p", ["class": "note"], HTML(subtitle)))
      }
      parts = [.tag("figcaption", parts), .tag("div", ["class": "chart"])]
      link = .tag("a", ["download": name, "data-packed": packed(json)], HTML("\(label) (\(name))"))
    }
    return .tag("figure", ["data-chart": chart.file], parts + [.tag("p", ["class": "links"], link)])
  }

  private var tables: [HTML] {
    let tables = (report.figure?.tables ?? []).filter { !$0.table.rows.isEmpty }
    return tables.map { data in
      let name = report.ownName(data.file) + ".csv"
      let rows = counted(data.table.rows.count, "row")
      let summary = tables.count == 1 ? "Table, \(rows)" : "Table: \(data.table.title), \(rows)"
      return .tag(
        "details",
        [.tag("summary", HTML(summary))]
          + (data.grids + [data.table]).map { TableHTML($0).html }
          + [.tag("p", ["class": "links"], link(name, "text/csv", data.data.text, "CSV, all digits"))])
    }
  }

  /// How to make it again.
  private var again: HTML {
    get throws {
      let stored = report.stored
      let name = report.ownName(fileName(stored.experiment.name)) + ".json"
      let file = link(
        name, "application/json", try stored.experiment.document, "the experiment as a file")
      let sweep = HTML.tag("code", HTML("kindling sweep \(shellWord(name))"))
      var parts: [HTML] = []
      if !stored.command.isEmpty {
        parts = [
          .tag("p", HTML("First run on \(moment(stored.begun)) by:")),
          .tag("pre", .tag("code", HTML(stored.command))),
        ]
      }
      return .tag(
        "div", ["class": "again"],
        [.tag("h4", "To make it again")] + parts
          + [.tag("p", HTML(parts.isEmpty ? "Save " : "Or save "), file, ", and run ", sweep, ".")])
    }
  }

  private func link(_ name: String, _ type: String, _ text: String, _ label: String) -> HTML {
    let data = Data(text.utf8).base64EncodedString()
    return .tag(
      "a", ["download": name, "href": "data:\(type);charset=utf-8;base64,\(data)"], HTML("\(label) (\(name))")
    )
  }
}
