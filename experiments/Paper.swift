/// A paper whose figures the program makes again.
///
/// A paper is a folder of experiment files, with a README of claim, method and outcome, and a Swift file beside it that
/// says what the paper is and lists its experiments.
public struct Paper: Sendable {
  /// The letter by which Kindling's pages call it.
  public let letter: String
  /// Who wrote it, and when.
  public let authors: String
  /// Its title.
  public let title: String
  /// Its number at arXiv.
  public let arXiv: String
  /// Its experiments, in the order of its figures.
  public let experiments: [PaperExperiment]

  /// All papers.
  public static let all: [Paper] = [
    .haninRolnick2018, .haninRolnick2019, .hanin2018, .burkholzDubatovka2019, .haninJeongRolnick2021,
    .haninRolnick2019Complexity, .haninNica2018, .iyerHaninRolnick2022, .schoenholz2017, .balduzzi2017,
    .yang2019, .pretorius2018, .residualWithoutNorm,
  ]
}
