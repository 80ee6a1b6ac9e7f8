/// The data sets that Kindling knows.
public enum DatasetName: String, CaseIterable, Codable, Sendable {
  /// Zalando's pictures of clothes, 28 × 28, grey.
  case fashionMNIST = "fashion-mnist"
  /// Handwritten digits, 28 × 28, grey.
  case mnist = "mnist"
  /// Small photographs, 32 × 32, three colours.
  case cifar10 = "cifar-10"
  /// Blobs made by a program, for when no data are at hand.
  case synthetic = "synthetic"
  /// The same in the shape of CIFAR-10.
  case syntheticColour = "synthetic-colour"

  /// The name as its authors write it.
  public var title: String {
    switch self {
    case .fashionMNIST: "Fashion-MNIST"
    case .mnist: "MNIST"
    case .cifar10: "CIFAR-10"
    case .synthetic: "synthetic"
    case .syntheticColour: "synthetic, in colour"
    }
  }

  /// The recipe of a set made by a program; nil for the sets that are read.
  public var recipe: SyntheticRecipe? {
    switch self {
    case .synthetic: SyntheticRecipe()
    case .syntheticColour: .colour
    case .fashionMNIST, .mnist, .cifar10: nil
    }
  }

  /// The shape of one image.
  public var shape: ImageShape {
    switch self {
    case .fashionMNIST, .mnist, .synthetic: ImageShape(channels: 1, height: 28, width: 28)
    case .cifar10, .syntheticColour: ImageShape(channels: 3, height: 32, width: 32)
    }
  }

  /// The number of classes.
  public var classes: Int { 10 }

  /// The numbers of images of the published set; nil for the synthetic set, whose recipe says them.
  public var publishedCounts: (train: Int, test: Int)? {
    switch self {
    case .fashionMNIST, .mnist: (60_000, 10_000)
    case .cifar10: (50_000, 10_000)
    case .synthetic, .syntheticColour: nil
    }
  }

  /// The names of folders that hold the set, the first being the one that fetching makes.
  var folders: [String] {
    switch self {
    case .cifar10: ["cifar-10", "cifar10"]
    case .fashionMNIST, .mnist, .synthetic, .syntheticColour: [rawValue]
    }
  }

  /// The names of four IDX files that hold the set, without `.gz`: images and labels, to train on and to test on.
  var stems: [String] {
    let (start, rank) = self == .cifar10 ? ("cifar10-", 4) : ("", 3)
    return ["train", "t10k"].flatMap {
      ["\(start)\($0)-images-idx\(rank)-ubyte", "\(start)\($0)-labels-idx1-ubyte"]
    }
  }

  /// The name of an archive that holds the set, if there is one.
  var archive: String? { self == .cifar10 ? "cifar-10-binary.tar.gz" : nil }

  /// The names of all files that are looked for, as an error tells them.
  var files: String {
    (archive.map { "\($0), or " } ?? "") + "\(stems.joined(separator: ", ")) (plain or .gz)"
  }

  /// How to get the set, as a piece of advice for an error.
  var remedy: String {
    let fetch = "kindling data fetch \(rawValue)"
    return switch self {
    case .fashionMNIST: "get it with: apt install dataset-fashion-mnist, or: \(fetch)"
    case .mnist, .cifar10: "get it with: \(fetch)"
    case .synthetic, .syntheticColour: "it is made, not read"
    }
  }
}
