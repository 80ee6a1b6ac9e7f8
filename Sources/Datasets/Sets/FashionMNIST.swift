extension DatasetName {
  /// Zalando's pictures of clothes, 28 × 28, grey.
  public static let fashionMNIST = DatasetName(
    "fashion-mnist",
    KnownSet(
      title: "Fashion-MNIST", shape: ImageShape(channels: 1, height: 28, width: 28),
      source: .publisher(
        Publication(
          counts: (60_000, 10_000),
          mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
          files: [
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
          ],
          debian: (
            "dataset-fashion-mnist",
            [
              "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
              "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
              "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
              "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
            ].compactMap(Checksum.init(hex:))
          )))))
}
