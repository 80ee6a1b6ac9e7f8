import Files

/// A data set by its name: one that Kindling knows, each in a file of its own in `Sets`, or one of one's own.
public struct DatasetName: RawRepresentable, CaseIterable, Sendable {
  /// All sets that Kindling knows.
  public static let allCases: [DatasetName] =
    [.fashionMNIST, .mnist, .kmnist] + emnist + [
      .cifar10, .cifar100, .cifar100Coarse, .synthetic, .syntheticColour,
    ]

  /// The name in files and on the command line.
  public let rawValue: String
  /// What is known of the set.
  package let known: KnownSet

  /// The name of a set.
  package init(_ name: String, _ known: KnownSet) {
    rawValue = name
    self.known = known
  }

  /// The set of a name; nil where there is none.
  public init?(rawValue: String) {
    guard let set = Self.allCases.first(where: { $0.rawValue == rawValue }) ?? Self(ownForm: rawValue) else {
      return nil
    }
    self = set
  }

  /// The set that people mean by a name, or by the path of files of their own, which are read.
  ///
  /// - Throws: `DataError` where there is no such set, or its files cannot be read.
  public init(_ nameOrPath: String) throws(DataError) {
    if let set = Self(rawValue: nameOrPath) {
      self = set
    } else if Self.isNameOrPath(nameOrPath) {
      self = try OwnSets.set(at: nameOrPath).name
    } else {
      throw .unknownSet(nameOrPath)
    }
  }

  /// Whether a text is the name of a set, or looks like a path: it has a slash, or something lies there.
  package static func isNameOrPath(_ text: String) -> Bool {
    Self(rawValue: text) != nil || text.contains("/") || FileKind(of: text) != .nothing
  }

  /// What names a set, for messages.
  package static let expected =
    "one of \(allCases.map(\.rawValue).joined(separator: ", ")), or the path of a folder or file of one's own"

  /// The name as its authors write it.
  public var title: String { known.title }

  /// The recipe of a set made by a program; nil for the sets that are read.
  public var recipe: SyntheticRecipe? { if case .program(let recipe) = known.source { recipe } else { nil } }

  /// Who publishes the set, and as what; nil for a set that is made by a program.
  package var publication: Publication? { if case .publisher(let own) = known.source { own } else { nil } }

  /// The shape of one image.
  public var shape: ImageShape { known.shape }

  /// The number of classes.
  public var classes: Int { known.classes }

  /// The numbers of images of the published set; nil for a synthetic set, whose recipe says them.
  public var publishedCounts: (train: Int, test: Int)? { publication?.counts }

  /// The folders that the files lie in, as URLs that end in a slash, the first to be tried first.
  public var mirrors: [String] { publication?.mirrors ?? [] }

  /// The files as published; none for synthetic sets.
  public var remoteFiles: [RemoteFile] { publication?.files ?? [] }
}

extension DatasetName: Hashable {
  /// Whether both are the same set.
  public static func == (one: DatasetName, other: DatasetName) -> Bool { one.rawValue == other.rawValue }

  /// Mixes in the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension DatasetName: Codable {
  /// Reads a name, or the path of files of one's own, which are read.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension DatasetName {
  /// The names of folders that hold the set, the first being the one that fetching makes.
  package var folders: [String] {
    let shared = publication?.folder.map { [$0] } ?? []
    return shared + [rawValue] + (publication?.otherFolders ?? [])
  }

  /// The names of four IDX files that hold the set, without `.gz`: images and labels, to train on and to test on.
  private var stems: [String] {
    let (start, rank) = (publication?.stem ?? "", shape.channels == 1 ? 3 : 4)
    return ["train", "t10k"].flatMap {
      ["\(start)\($0)-images-idx\(rank)-ubyte", "\(start)\($0)-labels-idx1-ubyte"]
    }
  }

  /// Whether the files tell by their names which set they are of.
  var isToldByFiles: Bool { publication?.stem.isEmpty == false }

  /// The names of all files that are looked for, as an error tells them.
  var files: String {
    (publication?.archive.map { "\($0.name), or " } ?? "") + "\(stems.joined(separator: ", ")) (plain or .gz)"
  }

  /// How to get the set, as a piece of advice for an error.
  var remedy: String {
    guard let publication else {
      return isOwn ? "give the path of its files" : "it is made, not read"
    }
    let fetch = "kindling data fetch \(rawValue)"
    return publication.debian.map { "get it with: apt install \($0.name), or: \(fetch)" }
      ?? "get it with: \(fetch)"
  }
}

/// Who publishes a file of this sum, if anyone known.
func publisher(of checksum: Checksum) -> String? {
  let packages = DatasetName.allCases.compactMap { $0.publication?.debian }
  if let package = packages.first(where: { $0.checksums.contains(checksum) }) {
    return "Debian \(package.name)"
  }
  return publishedSets(of: checksum).isEmpty ? nil : "official"
}

/// The sets that a file of this sum belongs to: one archive may hold several.
func publishedSets(of checksum: Checksum) -> [DatasetName] {
  DatasetName.allCases.filter { set in
    set.remoteFiles.contains { $0.checksum == checksum }
      || set.publication?.debian?.checksums.contains(checksum) == true
  }
}
