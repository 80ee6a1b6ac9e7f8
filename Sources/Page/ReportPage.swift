import Datasets
import Foundation
import Lab
import Storage
import Wording

/// A store's report as one HTML page that needs nothing beside it, neither files nor a network.
public struct ReportPage {
  let report: StoreReport
  let drawing: Drawing
  let made: Date

  /// How pictures come into the page.
  public enum Drawing: Sendable {
    /// By these libraries: Vega, Vega-Lite and Vega-Embed in one script.
    case libraries(String)
    /// Not at all, and what to do about it.
    case none(advice: String)
  }

  /// The page of a report.
  ///
  /// - Parameter made: When it is made.
  public init(_ report: StoreReport, drawing: Drawing, made: Date) {
    self.report = report
    self.drawing = drawing
    self.made = made
  }

  /// The page.
  ///
  /// - Throws: What encoding a picture or an experiment throws.
  public var text: String {
    get throws {
      let parts = ReportPart.parts(of: report)
      let sections = try parts.map { try $0.html(drawing) }
      var body = [
        header, contents(parts), HTML.tag("main", sections + [OriginsSection(report.account).html]),
      ]
      if case .libraries(let libraries) = drawing, !report.charts.isEmpty {
        body += [.data("libraries", packed(libraries)), .script(Self.resource(PackageResources.page_js))]
      }
      return "<!doctype html>\n" + HTML.tag("html", ["lang": "en-GB"], head, .tag("body", body)).markup + "\n"
    }
  }

  private var head: HTML {
    // Whatever should come into the page, it reaches no network.
    let policy =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    return .tag(
      "head", .void("meta", ["charset": "utf-8"]),
      .void("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .void("meta", ["name": "color-scheme", "content": "light dark"]),
      .tag("title", HTML("Kindling: \(report.path)")), .style(Self.resource(PackageResources.page_css)))
  }

  private var header: HTML {
    let account = report.account
    let runs = counted(account.runs, "run")
    let time = account.runs == 0 ? "" : ", \(Progress.text(account.seconds)) of one worker's time"
    var notes: [HTML] = []
    if report.experiments.isEmpty {
      let text =
        account.runs == 0
        ? "The store is empty. ‘kindling reproduce fig1’ or ‘kindling sweep’ fills it."
        : "The store names no experiment that its runs belong to, so there is no figure; ‘kindling runs’ lists them."
      notes.append(.tag("p", ["class": "notice"], HTML(text)))
    }
    if case .none(let advice) = drawing, !report.charts.isEmpty {
      notes.append(.tag("p", ["class": "notice"], HTML("Tables only: \(advice)")))
    }
    return .tag(
      "header",
      [
        .tag("h1", "Does it start to train?"),
        .tag(
          "p", .tag("code", HTML(report.path)), HTML(": \(runs)\(time). Report made "),
          HTML(moment(made.formatted(.iso8601))), HTML(" by Kindling \(Release.version).")),
      ] + (report.experiments.isEmpty ? [] : [VerdictCounts(report.experiments).tally]) + notes)
  }

  private func contents(_ parts: [ReportPart]) -> HTML {
    .tag(
      "nav", ["aria-label": "Contents"],
      .tag("h2", "Contents"), .tag("div", ["class": "columns"], parts.map(\.entry)),
      .tag("p", .tag("a", ["href": "#origins"], "What was run")))
  }

  private static func resource(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// A text as gzip in base64, which takes a fifth of its room; the page's script unpacks it.
func packed(_ text: String) -> String { Data(gzip([UInt8](text.utf8))).base64EncodedString() }

/// A moment in UTC (ISO 8601) as a reader would write it.
func moment(_ text: String) -> String {
  text.replacing("T", with: " ").replacing("Z", with: " UTC")
}
