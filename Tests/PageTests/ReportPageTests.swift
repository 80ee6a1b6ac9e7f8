import Datasets
import Figures
import Foundation
import Lab
import Page
import Papers
import Testing
import Training

/// The text of the page; `Tests/page.sh` has a browser read it.
@Suite struct ReportPageTests {
  private let sample: SampleStore

  init() throws {
    sample = try SampleStore()
  }

  /// What the links for downloads hold, by the names of their files.
  private func downloads(_ page: String) throws -> [String: String] {
    let links = page.matches(of: /<a download="([^"]*)" href="data:[^"]*;base64,([^"]*)">/)
    return try Dictionary(
      links.map { link in
        let data = try #require(Data(base64Encoded: String(link.2)))
        return (String(link.1), String(decoding: data, as: UTF8.self))
      }, uniquingKeysWith: { first, _ in "\(first), twice" })
  }

  /// The links that the page's script gives their addresses, by the names of their files.
  private func packed(_ page: String) -> [String: String] {
    let links = page.matches(of: /<a download="([^"]*)" data-packed="([^"]*)">/)
    return Dictionary(links.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { "\($0), \($1)" })
  }

  /// A page that has no script and holds all downloads as they are.
  private func plainPage() throws -> String { try sample.page(.none(advice: "")) }

  @Test func aPageHasFiguresVerdictsTablesAndTheirOrigins() throws {
    try sample.fill(SampleStore.experiment())
    let page = try sample.page()
    let report = try sample.report().experiments[0]
    #expect(page.contains("<h3 id=\"title-1\">Starts, synthetic</h3>"))
    #expect(page.contains("<a href=\"#experiment-1\">Starts, synthetic</a>"))
    // A file's claim in words is told as untested, where verdicts test other things.
    #expect(page.contains("CLAIM NOT TESTED: It starts: Starts"))
    #expect(!page.contains("<strong>Claim: </strong>"))
    #expect(page.contains("2 runs of each setting; initialisation: he-normal, he-doubled; depth: 2, 4, 6"))
    for text in ["revision abc123", "2001-09-09 01:46:40 UTC", "12 runs, 12 s in all", "<dt>Kernels</dt>"] {
      #expect(page.contains(text))
    }
    #expect(page.contains("<code>kindling sweep starts.json</code>"))
    #expect(page.contains("<summary>Table, 6 rows</summary>"))
    #expect(!page.contains("class=\"notice\""))
    let figure = try #require(report.figure)
    #expect(!figure.claims.isEmpty)
    for claim in figure.claims {
      #expect(page.contains("<strong>\(claim.verdict.rawValue.uppercased())</strong> \(claim.statement)"))
      #expect(page.contains("<p class=\"evidence\">\(claim.evidence)</p>"))
    }
  }

  @Test func downloadsHoldAllThatThePageShows() throws {
    let experiment = try SampleStore.experiment()
    try sample.fill(experiment)
    let figure = try #require(try sample.report().experiments[0].figure)
    let downloads = try downloads(plainPage())
    #expect(Set(downloads.keys) == ["starts.csv", "starts.vl.json", "starts.json"])
    // Where a script draws, it unpacks what it draws from.
    let packed = try packed(sample.page())
    let json = try figure.charts[0].picture.json
    #expect(packed == ["starts.vl.json": Data(gzip([UInt8](json.utf8))).base64EncodedString()])
    #expect(downloads["starts.csv"] == figure.tables[0].data.text)
    #expect(try downloads["starts.vl.json"] == figure.charts[0].picture.json)
    // The experiment's file makes the same runs.
    let again = try Experiment(text: #require(downloads["starts.json"]), source: "again")
    #expect(try Grid<StartTrial>(again).trials == Grid<StartTrial>(experiment).trials)
  }

  @Test func textOfUsersCannotBecomeMarkup() throws {
    try sample.fill(SampleStore.experiment(SampleStore.hostile), command: SampleStore.hostile)
    let libraries = "'</script>' + '<!--'"
    let page = try sample.page(.libraries(libraries))
    #expect(!page.contains("<img"))
    #expect(!page.contains("alert(1)</script>"))
    #expect(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=&#39;"))
    #expect(page.contains(#"&quot;{{&#39; &amp; &amp;lt;"#))
    // Two scripts, that of the libraries and the page's own, each ended by its own tag.
    #expect(page.matches(of: /<script/).count == 2)
    #expect(page.matches(of: /<\/script/).count == 2)
    let base64 = Data(gzip([UInt8](libraries.utf8))).base64EncodedString()
    #expect(page.contains(#"<script id="libraries" type="text/plain">\#(base64)</script>"#))
  }

  @Test func nothingIsAskedOfANetwork() throws {
    try sample.fill(SampleStore.experiment())
    let page = try sample.page()
    #expect(
      page.contains("content=\"default-src &#39;none&#39;; script-src &#39;unsafe-inline&#39;; style-src"))
    #expect(page.matches(of: /(src|href)="(?!data:|#)/).isEmpty)
    #expect(page.matches(of: /https?:|@import|url\(/).isEmpty)
  }

  @Test func withoutLibrariesThereAreTablesAndAdvice() throws {
    try sample.fill(SampleStore.experiment())
    let page = try sample.page(.none(advice: "get <them>"))
    #expect(!page.contains("<script"))
    #expect(!page.contains("class=\"chart\""))
    #expect(page.contains("<p class=\"notice\">Tables only: get &lt;them&gt;</p>"))
    #expect(page.contains("download=\"starts.vl.json\""))
    #expect(page.contains("<summary>Table, 6 rows</summary>"))
  }

  @Test func anEmptyStoreSaysSo() throws {
    let page = try sample.page()
    #expect(page.contains("runs.db</code>: 0 runs."))
    #expect(page.contains("The store is empty."))
    #expect(page.contains("<p>No runs yet.</p>"))
    #expect(!page.contains("<script"))
  }

  @Test func runsOfNoExperimentAreCounted() throws {
    try sample.fill(SampleStore.experiment(), runs: 1)
    try sample.store.database.execute("DELETE FROM experiment")
    let page = try sample.page()
    #expect(page.contains("runs.db</code>: 1 run, 1 s"))
    #expect(page.contains("no experiment that its runs belong to"))
    #expect(page.contains("<td class=\"words\">start</td><td class=\"words\">synthetic</td>"))
  }

  @Test(arguments: [(0, 12), (1, 11), (7, 5)])
  func anExperimentThatIsHalfDoneShowsWhatIsThere(runs: Int, missing: Int) throws {
    try sample.fill(SampleStore.experiment(), runs: runs)
    let page = try sample.page()
    #expect(page.contains("<span class=\"badge missing\">\(missing) runs missing</span>"))
    #expect(page.contains("The command below goes on from here."))
    #expect(page.contains("None of the 12 runs has ended yet.") == (runs == 0))
    #expect(page.contains("Not finished: \(missing) of 12 runs are missing") == (runs > 0))
    #expect(page.contains("<summary>Table") == (runs > 0))
    #expect(page.contains("class=\"chart\"") == (runs > 0))
    // One setting says nothing of the others.
    #expect(page.contains("<h4>Verdicts</h4>") == (runs > 1))
  }

  @Test func runsThatOnlyDivergedAreShown() throws {
    try sample.fill(SampleStore.experiment()) { .diverged(step: $0 + 1) }
    let page = try sample.page()
    #expect(page.contains("diverged"))
    #expect(page.contains("<summary>Table, 6 rows</summary>"))
    let picture = try #require(try downloads(plainPage())["starts.vl.json"])
    #expect(picture.contains(#""count":"0/2 ✕2","diverged":2"#))
  }

  @Test func versionsOfAnExperimentHaveFilesOfTheirOwn() throws {
    try sample.fill(SampleStore.experiment())
    try sample.fill(SampleStore.experiment(runs: 3))
    let downloads = try downloads(plainPage())
    #expect(
      Set(downloads.keys) == [
        "starts.csv", "starts.vl.json", "starts.json", "starts-2.csv", "starts-2.vl.json", "starts-2.json",
      ])
    #expect(downloads.values.allSatisfy { !$0.hasSuffix(", twice") })
    #expect(try sample.report().charts.map(\.name) == ["starts", "starts-2"])
    #expect(try sample.report().experiments[1].title == "Starts, synthetic (experiment 2)")
  }

  /// Every figure of the paper, of which ever more runs are known, in an order that breaks up settings.
  @Test(arguments: [PaperExperiment.fig1b, .fig2b, .fig3, .fig5a, .fig5b])
  func aPapersFigureIsReportedOnHoweverMuchOfItIsKnown(paper: PaperExperiment) throws {
    let options = FigureOptions(level: .quick, dataset: .synthetic, colourDataset: .syntheticColour)
    let experiment = try options.experiment(paper)
    try sample.store.note(experiment, command: "")
    let trials = try Grid<StartTrial>(experiment).trials
    for place in trials.indices {
      // Steps of a number that shares no divisor with theirs visit all of them.
      let trial = trials[place * 7919 % trials.count]
      let limit = trial.criterion.epochLimit
      let fate: Start =
        place % 4 == 3
        ? .diverged(step: 5) : place % 4 == 2 ? .censored(epoch: limit) : .started(epoch: place % limit + 1)
      try sample.add(.init(start: fate, epochs: []), of: trial)
      // After 5, 10, 20 and so on.
      let known = place + 1
      guard known == trials.count || (known % 5 == 0 && (known / 5).nonzeroBitCount == 1) else { continue }
      let report = try #require(sample.report().experiments.first)
      #expect(report.trouble == nil)
      #expect(report.figure?.missing == trials.count - known)
    }
    #expect(try sample.report().experiments[0].figure?.claims.isEmpty == false)
  }

  /// A paper's claim stands above its figure's verdicts, and not where somebody has written another in its
  /// place.
  @Test func aPapersOwnClaimIsTold() throws {
    let experiment = try PaperExperiment.fig1a.experiment()
    try sample.store.note(experiment, command: "")
    let claim = try #require(experiment.claim)
    #expect(try sample.report().experiments[0].claim == claim)
    #expect(try sample.page().contains("<strong>Claim: </strong>"))
    let document = try experiment.document.replacing(#""claim":""#, with: #""claim":"Not so. "#)
    let other = try SampleStore()
    try other.store.note(Experiment(text: document, source: "other"), command: "")
    #expect(try other.report().experiments[0].claim == nil)
    #expect(try !other.page().contains("<strong>Claim: </strong>"))
  }

  /// A document may claim as many runs as it likes.
  @Test(arguments: ["1000000", "100000000000", "9223372036854775807"])
  func moreRunsThanCanBeThereAreNotLookedFor(seeds: String) throws {
    let document = try SampleStore.experiment().document.replacing(#""seeds":2"#, with: #""seeds":\#(seeds)"#)
    try sample.store.database.run(
      "INSERT INTO experiment (document, command, begun) VALUES (?, '', '')", [.text(document)])
    let time = try ContinuousClock().measure {
      let report = try sample.report().experiments[0]
      #expect(report.trouble?.contains("the store holds 0 in all, fewer than one in a hundred") == true)
      #expect(report.runs >= 6_000_000)
      #expect(try sample.page().contains("This experiment cannot be reported on: it has "))
    }
    #expect(time < .seconds(10))
  }

  @Test func picturesOfDifferentExperimentsHaveFilesOfTheirOwn() throws {
    try sample.fill(SampleStore.experiment(name: "starts"))
    try sample.fill(SampleStore.experiment(name: "starts-3"))
    try sample.fill(SampleStore.experiment(name: "starts", runs: 3))
    try sample.fill(SampleStore.experiment(name: "../star/ts"))
    let names = try sample.report().charts.map(\.name)
    #expect(Set(names).count == 4 && names.prefix(2) == ["starts", "starts-3"])
    #expect(names.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") })
    #expect(try downloads(plainPage()).keys.allSatisfy { !$0.contains("/") })
  }

  @Test func whatCannotBeReportedOnIsToldInItsPlace() throws {
    // Theory must see the image, and no such set is found.
    let lengths = try Experiment(
      text: """
        {name: "images", kind: "lengths", trial: {architecture: {kind: "conv", depth: 2, features: 4}, networks: 2,
          input: {image: {set: "cifar-10", index: 0}}}, axes: [{field: "init", values: ["he-normal"]}], seeds: 1}
        """, source: "test")
    try sample.store.note(lengths, command: "")
    try sample.fill(SampleStore.experiment())
    let page = try sample.page()
    #expect(page.contains("This experiment cannot be reported on: "))
    #expect(page.contains("<span class=\"badge failed\">no report</span>"))
    #expect(page.contains("<p>Save <a download=\"images.json\""))
    #expect(page.contains("<h3 id=\"title-2\">Starts, synthetic</h3>"))
  }
}
