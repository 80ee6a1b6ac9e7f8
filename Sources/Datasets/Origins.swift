/// Where each set is published, and the sums of its files; `datasets/README.md` says how they were checked.
extension DatasetName {
  /// The folders that the files lie in, as URLs that end in a slash, the first to be tried first.
  public var mirrors: [String] {
    switch self {
    case .fashionMNIST: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"]
    case .mnist:
      [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
      ]
    case .cifar10: ["https://www.cs.toronto.edu/~kriz/"]
    case .synthetic, .syntheticColour: []
    }
  }

  /// The files as published; none for synthetic sets.
  public var remoteFiles: [RemoteFile] {
    switch self {
    case .fashionMNIST:
      [
        RemoteFile(
          "train-images-idx3-ubyte.gz", 26_421_880,
          "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        RemoteFile(
          "train-labels-idx1-ubyte.gz", 29_515,
          "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        RemoteFile(
          "t10k-images-idx3-ubyte.gz", 4_422_102,
          "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        RemoteFile(
          "t10k-labels-idx1-ubyte.gz", 5_148,
          "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
      ]
    case .mnist:
      [
        RemoteFile(
          "train-images-idx3-ubyte.gz", 9_912_422,
          "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        RemoteFile(
          "train-labels-idx1-ubyte.gz", 28_881,
          "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        RemoteFile(
          "t10k-images-idx3-ubyte.gz", 1_648_877,
          "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        RemoteFile(
          "t10k-labels-idx1-ubyte.gz", 4_542,
          "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
      ]
    case .cifar10:
      [
        RemoteFile(
          "cifar-10-binary.tar.gz", 170_052_171,
          "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
      ]
    case .synthetic, .syntheticColour: []
    }
  }
}

/// The same images and labels as Debian 12 packs them, with gzip headers of its own.
let debianFashionMNIST = [
  "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
  "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
  "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
  "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
]

/// Who publishes a file of this sum, if anyone known.
func publisher(of checksum: Checksum) -> String? {
  if debianFashionMNIST.contains(checksum.hex) { return "Debian dataset-fashion-mnist" }
  return publishedSet(of: checksum) == nil ? nil : "official"
}

/// The set that a file of this sum belongs to, if it is a known one.
func publishedSet(of checksum: Checksum) -> DatasetName? {
  if debianFashionMNIST.contains(checksum.hex) { return .fashionMNIST }
  return DatasetName.allCases.first { $0.remoteFiles.contains { $0.checksum == checksum } }
}
