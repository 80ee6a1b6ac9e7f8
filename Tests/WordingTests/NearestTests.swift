import Testing
import Wording

@Suite struct NearestTests {
  static let names = [
    "sgd", "adam", "adamw", "rmsprop", "he-normal", "glorot-normal", "glorot-uniform", "train",
  ]

  @Test(arguments: [
    ("adma", "adam"), ("adm", "adam"), ("Adam", "adam"), ("rmspropp", "rmsprop"), ("he_normal", "he-normal"),
    ("glorot-unifrom", "glorot-uniform"), ("tarin", "train"), ("rms", "rmsprop"), ("sdg", "sgd"),
    ("sg", "sgd"),
    // Two are as near: the first.
    ("glorot-norform", "glorot-uniform"), ("adamx", "adam"),
  ])
  func aSlipIsMended(word: String, name: String) {
    #expect(word.nearest(among: Self.names) == name)
  }

  @Test(arguments: [
    "", "x", "nonsense", "glorot", "glorot-", "ad", "12", String(repeating: "adam", count: 1000), "🙂🙂🙂",
  ])
  func whatIsFarIsNone(word: String) {
    #expect(word.nearest(among: Self.names) == nil)
  }

  @Test func aNameItselfIsNotSuggested() {
    #expect("adam".nearest(among: ["adam"]) == nil)
    #expect("a".nearest(among: ["b"]) == nil)
  }

  /// The number of slips is that of a search through all ways to make one word of another.
  @Test func slipsAreCountedAsInPapers() {
    // Boytsov 2011: of "ca" to "abc" it takes three where nothing is touched twice.
    #expect("ca".nearest(among: ["abc"]) == nil)
    #expect("kitten".nearest(among: ["sitting"]) == nil)
    #expect("saturday".nearest(among: ["sunday"]) == nil)
    #expect("saturdays".nearest(among: ["sundays"]) == "sundays")
  }
}
