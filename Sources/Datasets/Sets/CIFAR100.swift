extension DatasetName {
  /// Small photographs of a hundred classes, 32 × 32, three colours.
  public static let cifar100 = hundred("cifar-100", "CIFAR-100", coarse: false, stem: "cifar100-")

  /// The same photographs in the twenty classes that hold five of the hundred each.
  public static let cifar100Coarse = hundred(
    "cifar-100-coarse", "CIFAR-100, coarse", coarse: true, stem: "cifar100-coarse-")

  private static func hundred(_ name: String, _ title: String, coarse: Bool, stem: String) -> DatasetName {
    DatasetName(
      name,
      KnownSet(
        title: title, shape: ImageShape(channels: 3, height: 32, width: 32), classes: coarse ? 20 : 100,
        source: .publisher(
          .cifar(
            .hundred(coarse: coarse), counts: (50_000, 10_000), folder: "cifar-100",
            otherFolders: ["cifar100", "cifar-100-binary"], stem: stem,
            archive: RemoteFile(
              "cifar-100-binary.tar.gz", 168_513_733,
              "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")))))
  }
}
