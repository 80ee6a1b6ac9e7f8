extension DatasetName {
  /// Cursive Japanese characters, 28 × 28, grey.
  public static let kmnist = DatasetName(
    "kmnist",
    KnownSet(
      title: "Kuzushiji-MNIST", shape: ImageShape(channels: 1, height: 28, width: 28),
      source: .publisher(
        Publication(
          counts: (60_000, 10_000), mirrors: ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
          files: [
            RemoteFile(
              "train-images-idx3-ubyte.gz", 18_165_135,
              "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
            RemoteFile(
              "train-labels-idx1-ubyte.gz", 29_497,
              "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
            RemoteFile(
              "t10k-images-idx3-ubyte.gz", 3_041_136,
              "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
            RemoteFile(
              "t10k-labels-idx1-ubyte.gz", 5_120,
              "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"),
          ]))))
}
