import Foundation

extension IDXFiles {
  /// The names of the four files that a folder has, under any of the usual names; nil where it has none of them.
  ///
  /// A file that is missing is told by the name that MNIST's authors would give it. Of a file that is there packed and not
  /// packed, it is the packed one: that is what is published, so its sum can be recognised.
  ///
  /// - Parameter stem: What the names begin with, such as `emnist-letters-`.
  static func names(beginningWith stem: String, among names: some Sequence<String>) -> [String]? {
    let found = names.sorted().compactMap { IDXFileName($0) }.filter { $0.stem == stem }
    if found.isEmpty { return nil }
    return IDXFileName.parts.map { part in
      let fitting = found.filter { $0.part == part }
      let file = fitting.first { $0.name.hasSuffix(".gz") } ?? fitting.first
      // As the other split's is called, where there is one.
      let ending = found.first { $0.part.isImages == part.isImages }?.ending
      return file?.name ?? stem + (part.isTraining ? "train" : "t10k")
        + (part.isImages ? "-images" : "-labels")
        + (ending ?? (part.isImages ? "-idx3-ubyte" : "-idx1-ubyte")) + ".gz"
    }
  }

  /// What the names of IDX files begin with, each beginning once.
  static func stems(among names: some Sequence<String>) -> [String] {
    Set(names.compactMap { IDXFileName($0)?.stem }).sorted()
  }

  /// The files of these names in a folder.
  init(_ names: [String], in folder: String) {
    self.init(names.map { .plain("\(folder)/\($0)") })
  }

  /// The images and the labels to train on, then those to test on.
  init(_ files: [DataFile]) {
    precondition(files.count == 4, "\(files.count) files in place of four")
    (trainImages, trainLabels, testImages, testLabels) = (files[0], files[1], files[2], files[3])
  }
}

/// What the name of an IDX file says of it, such as `qmnist-test-labels-idx2-int.gz`.
private struct IDXFileName {
  let name: String
  let stem: String
  let part: Part
  /// What follows `images` or `labels`, without `.gz`.
  let ending: String

  /// Which of the four files it is.
  struct Part: Equatable {
    let isTraining: Bool
    let isImages: Bool
  }

  /// Images and labels to train on, then those to test on.
  static let parts = [true, false].flatMap { isTraining in
    [true, false].map { Part(isTraining: isTraining, isImages: $0) }
  }

  init?(_ name: String) {
    let usual = #/(.*?)(train|t10k|test)-(images|labels)([-.]idx[0-9]-[a-z0-9]+)(\.gz)?/#
    guard let match = name.wholeMatch(of: usual) else { return nil }
    self.name = name
    stem = String(match.1)
    part = Part(isTraining: match.2 == "train", isImages: match.3 == "images")
    ending = String(match.4)
  }
}
