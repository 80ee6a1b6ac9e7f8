extension DatasetName {
  /// Small photographs, 32 × 32, three colours.
  public static let cifar10 = DatasetName(
    "cifar-10",
    KnownSet(
      title: "CIFAR-10", shape: ImageShape(channels: 3, height: 32, width: 32),
      source: .publisher(
        .cifar(
          .ten(), counts: (50_000, 10_000), otherFolders: ["cifar10", "cifar-10-batches-bin"],
          stem: "cifar10-",
          archive: RemoteFile(
            "cifar-10-binary.tar.gz", 170_052_171,
            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")))))
}
