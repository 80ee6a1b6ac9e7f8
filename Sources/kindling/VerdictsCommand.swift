import Figures
import Lab
import Papers

/// `kindling verdicts`: how often the verdicts of the papers' figures are wrong.
enum VerdictsCommand: Command {
  static let name = "verdicts"
  static let summary = "tell how often the verdicts on the papers' claims are wrong, on made-up data"
  static let help = """
    kindling verdicts: judge the claims of the papers' figures on made-up data, and tell how often verdicts are wrong

    usage: kindling verdicts [FIGURE…] [OPTION…]

    FIGURE is one of \(PaperExperiment.all.map(\.name).joined(separator: ", ")), a paper's letter, or all (default).
    Each figure's grid of settings and runs is filled with made-up outcomes, again and again: such of which a claim is true, such
    of which it is not, but nearly, and such of which its opposite is true. A verdict may be wrong in 1 % of the repeats.

    options:
      --claims             in the place of figures, the kinds of claim that experiment files state, on grids of the size of
                           figure 1(b): how often a true one is seen to be (its power), and a false one mistaken
      --level LEVEL        quick, paper or both: how many runs there are (default both)
      --repeats N          how often data are made up in each case (default 200)
      --jobs N             how many are judged at a time (default: one a core)
      --csv                print comma-separated values instead of a table
      --json               print an array of JSON objects

    examples:
      kindling verdicts fig3 --level quick
      kindling verdicts --repeats 2000 --csv

    """

  static let words = ReproduceCommand.words

  static func run(_ arguments: Arguments) async throws {
    var arguments = arguments
    let levels: [Level] =
      try arguments.value("--level", expected: "quick, paper or both") { text in
        text == "both" ? Level.allCases : Level(rawValue: text).map { [$0] }
      } ?? Level.allCases
    let repeats = try arguments.count("--repeats", most: 1_000_000) ?? 200
    let jobs = try CommonOptions.jobs(&arguments)
    let (csv, json) = (arguments.flag("--csv"), arguments.flag("--json"))
    if csv, json { throw UsageError("--csv: expected no --json beside it, found both") }
    let kinds = arguments.flag("--claims")
    let figures = try ReproduceCommand.figures(&arguments, otherwise: kinds ? [] : PaperExperiment.all)
    if kinds, !figures.isEmpty {
      throw UsageError("--claims: expected no figure beside it, found \(figures[0])")
    }
    try arguments.finish()

    var rates: [ErrorRate] = []
    for figure in figures {
      for level in levels {
        rates += try await figure.errorRates(at: level, repeats: repeats, jobs: jobs)
        Output.note("verdicts: \(figure.name), \(level.rawValue)")
      }
    }
    for level in levels where kinds {
      rates += try await ClaimTrials.errorRates(at: level, repeats: repeats, jobs: jobs)
      Output.note("verdicts: claims, \(level.rawValue)")
    }
    if json { return try Output.json(rates) }
    let table = ErrorTable(rates)
    try Output.line(csv ? table.csv.text : table.table.text)
  }
}
