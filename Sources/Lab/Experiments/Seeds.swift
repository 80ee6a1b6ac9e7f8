import Forms
import Randomness
import Wording

/// The seeds of the runs of each setting.
public enum Seeds: Hashable, Sendable {
  /// So many, and others for every setting, so that the runs of different settings are independent.
  case independent(Int)
  /// So many from a first one on, the same for every setting, so that settings are compared pair by pair; behind the
  /// greatest there is comes 0.
  case shared(first: UInt64, count: Int)

  /// How many runs there are of each setting.
  public var count: Int {
    switch self {
    case .independent(let count), .shared(_, let count): count
    }
  }

  /// The seeds of a trial's setting.
  ///
  /// What is independent follows from the setting alone, so a setting that stands in two experiments has the same runs
  /// in both.
  ///
  /// - Throws: What encoding the trial throws.
  func seeds<T: Trial>(of trial: T) throws -> [UInt64] {
    switch self {
    case .shared(let first, let count):
      return (0..<count).map { first &+ UInt64($0) }
    case .independent(let count):
      var setting = trial
      setting.seed = 0
      let first = stableHash("\(T.kind) \(try setting.identity)") % 1_000_000 * 1000 + 1
      return (0..<count).map { first + UInt64($0) }
    }
  }
}

extension Seeds {
  /// The seeds that a text names: `20` for so many independent ones, `1..20` for these at every setting.
  public init?(_ text: String) {
    let ends = text.components(separatedBy: "..")
    if ends.count == 2, let first = UInt64(ends[0]), let last = UInt64(ends[1]), first <= last,
      last - first < UInt64(Self.most)
    {
      self = .shared(first: first, count: Int(last - first) + 1)
    } else if let count = Int(word: text), (1...Self.most).contains(count) {
      self = .independent(count)
    } else {
      return nil
    }
  }

  /// The most runs of one setting.
  static let most = 1_000_000

  /// What completes "expected …" on a command line.
  public static let expected = "a number of runs, or seeds such as 1..20"

  /// The form in an experiment file.
  static let form = ValueForm.named(
    "seeds",
    .either([
      .count(least: 1),
      .record([
        .init(
          "from",
          .either([
            .count(least: 0), .text(expected: "one up to \(UInt64.max) as text") { UInt64($0) != nil },
          ]), "The first seed.", isRequired: true),
        .init("count", .count(least: 1), "How many.", isRequired: true),
      ]),
    ]))

  /// The seeds that a value of the form says.
  init(_ value: JSONValue) {
    if case .integer(let count) = value {
      self = .independent(count)
    } else if let first = value["from"].flatMap({ UInt64($0.summary) }),
      case .integer(let count)? = value["count"]
    {
      self = .shared(first: first, count: count)
    } else {
      preconditionFailure("seeds are checked before they are read")
    }
  }
}
