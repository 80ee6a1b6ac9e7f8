extension DatasetName {
  /// Blobs made by a program, for when no data are at hand.
  public static let synthetic = DatasetName("synthetic", made("synthetic", by: SyntheticRecipe()))

  /// The same in the shape of CIFAR-10.
  public static let syntheticColour = DatasetName(
    "synthetic-colour", made("synthetic, in colour", by: .colour))

  private static func made(_ title: String, by recipe: SyntheticRecipe) -> KnownSet {
    KnownSet(title: title, shape: recipe.shape, source: .program(recipe))
  }
}
