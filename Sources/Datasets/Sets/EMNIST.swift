extension DatasetName {
  /// The six sets of handwritten letters and digits that one archive holds, 28 × 28, grey, rows and columns exchanged.
  ///
  /// Source: Cohen, Afshar, Tapson & van Schaik 2017, *EMNIST: an extension of MNIST to handwritten letters*, table II.
  public static let emnist = [
    emnist("balanced", classes: 47, counts: (112_800, 18_800)),
    // Its labels count from 1.
    emnist("letters", classes: 26, firstLabel: 1, counts: (124_800, 20_800)),
    emnist("digits", classes: 10, counts: (240_000, 40_000)),
    emnist("byclass", classes: 62, counts: (697_932, 116_323)),
    emnist("bymerge", classes: 47, counts: (697_932, 116_323)),
    emnist("mnist", classes: 10, counts: (60_000, 10_000)),
  ]

  private static func emnist(
    _ part: String, classes: Int, firstLabel: Int = 0, counts: (train: Int, test: Int)
  ) -> DatasetName {
    let stem = "emnist-\(part)-"
    return DatasetName(
      "emnist-\(part)",
      KnownSet(
        title: "EMNIST \(part)", shape: ImageShape(channels: 1, height: 28, width: 28), classes: classes,
        firstLabel: firstLabel,
        source: .publisher(
          Publication(
            counts: counts, folder: "emnist", otherFolders: ["gzip"], stem: stem,
            archive: (
              "gzip.zip",
              { path in
                IDXFiles(
                  ["train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1"].map {
                    .member("gzip/\(stem)\($0)-ubyte.gz", archive: path)
                  })
              }
            ),
            mirrors: [
              "https://biometrics.nist.gov/cs_links/EMNIST/",
              "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/",
            ],
            files: [
              RemoteFile(
                "gzip.zip", 561_753_746, "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e")
            ]))))
  }
}
