import Datasets
import Randomness
import TestSupport
import Testing

@Suite struct DataSearchTests {
  let folder: TemporaryDirectory
  let key = RandomKey(seed: 1)

  init() throws { folder = try TemporaryDirectory() }

  @Test func orderOfPlaces() throws {
    let search = try DataSearch(
      directory: folder.path,
      environment: ["KINDLING_DATA": "/data", "XDG_CACHE_HOME": "/cache", "HOME": "/home/me"])
    #expect(
      search.places.map { String(describing: $0) } == [
        "\(folder.path) (--data)", "/data (KINDLING_DATA)", "/cache/kindling (cache)",
        "/usr/share/datasets (system)", "/usr/local/share/datasets (system)",
      ])
    #expect(
      try DataSearch(directory: nil, environment: ["KINDLING_DATA": ""]).places.map(\.reason)
        == [.system, .system])
  }

  @Test(arguments: [
    (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/kindling"), (["HOME": "/h"], "/h/.cache/kindling"),
    (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/kindling"), (["HOME": ""], nil), ([:], nil),
  ])
  func cacheDirectory(environment: [String: String], expected: String?) {
    #expect(DataSearch.cacheDirectory(environment: environment) == expected)
  }

  @Test func namedDirectoryMustExist() {
    let path = folder["none"]
    #expect(throws: DataError.unreadable(file: path, reason: "expected a directory, found none there")) {
      try DataSearch(directory: path, environment: [:])
    }
  }

  /// Two places, one after the other, with a MNIST in each.
  func twoPlaces() throws -> DataSearch {
    for name in ["first", "second"] {
      try SmallSet().write(.mnist, to: folder.folder(name + "/mnist"))
    }
    return DataSearch(places: [
      SearchPlace(path: folder["first"], reason: .environment),
      SearchPlace(path: folder["second"], reason: .cache),
    ])
  }

  @Test func firstPlaceWins() throws {
    let search = try twoPlaces()
    #expect(try search.find(.mnist).place.path == folder["first"])
    let set = try search.load(.mnist, key: key)
    #expect(set.sources.allSatisfy { $0.path.hasPrefix(folder["first"]) })
  }

  @Test func brokenCopyDoesNotFallThrough() throws {
    let search = try twoPlaces()
    let path = try folder.write([1, 2, 3], to: "first/mnist/train-labels-idx1-ubyte.gz")
    #expect(throws: DataError.malformed(file: path, expected: "gzip data (1f 8b)", found: "01 02")) {
      try search.load(.mnist, key: key)
    }
  }

  @Test func missingSetListsEveryPlace() throws {
    let search = try twoPlaces()
    let places = "\(folder["first"]) (KINDLING_DATA), \(folder["second"]) (cache)"
    var error = #expect(throws: DataError.self) { try search.load(.cifar10, key: key) }
    #expect(
      error?.description
        == "no CIFAR-10 data: looked at \(places); get it with: kindling data fetch cifar-10")
    error = #expect(throws: DataError.self) { try search.load(.fashionMNIST, key: key) }
    #expect(
      error?.description
        == "no Fashion-MNIST data: looked at \(places); get it with: apt install dataset-fashion-mnist, "
        + "or: kindling data fetch fashion-mnist")
  }

  /// An explicit choice is used or refused, never replaced.
  @Test func aNamedDirectoryIsTheOnlyOne() throws {
    try SmallSet().write(.mnist, to: folder.folder("second/mnist"))
    _ = try folder.folder("first")
    let search = try DataSearch(directory: folder["first"], environment: ["KINDLING_DATA": folder["second"]])
    #expect(throws: DataError.notThere(set: .mnist, directory: folder["first"])) {
      try search.load(.mnist, key: key)
    }
    try SmallSet().write(.mnist, to: folder["first"])
    #expect(try search.load(.mnist, key: key).sources.allSatisfy { $0.path.hasPrefix(folder["first"]) })
    #expect(try search.whereabouts(of: .mnist) == "MNIST from \(folder["first"]) (--data)")
    #expect(try search.whereabouts(of: .synthetic) == nil)
  }

  /// KINDLING_DATA may lack a set, for it holds for all commands; but it must be a directory.
  @Test func theEnvironmentMayLackASetButMustBeThere() throws {
    try SmallSet().write(.mnist, to: folder.folder("cache/kindling/mnist"))
    var environment = ["KINDLING_DATA": try folder.folder("empty"), "XDG_CACHE_HOME": folder["cache"]]
    let search = try DataSearch(directory: nil, environment: environment)
    #expect(try search.find(.mnist).place.reason == .cache)
    environment["KINDLING_DATA"] = folder["none"]
    #expect(
      throws: DataError.unreadable(
        file: folder["none"], reason: "KINDLING_DATA: expected a directory, found nothing")
    ) { try DataSearch(directory: nil, environment: environment).find(.mnist) }
  }

  @Test func theSumsTellCopiesApart() throws {
    let search = try twoPlaces()
    let second = DataSearch(places: [search.places[1]])
    let copy = try #require(try search.copy(of: .mnist))
    #expect(copy.folder == folder["first/mnist"])
    #expect(try copy.sums == DataSums(search.load(.mnist, key: key).sources))
    #expect(try second.copy(of: .mnist)?.sums == copy.sums)
    var other = SmallSet()
    other.testLabels = IDXArray(extents: [2], values: .uint8([2, 4]))
    try other.write(.mnist, to: folder["second/mnist"])
    let changed = try #require(try second.copy(of: .mnist)?.sums)
    #expect(changed != copy.sums && changed.mark != copy.sums.mark)
    #expect(try search.copy(of: .synthetic) == nil)
  }

  @Test func syntheticNeedsNoPlace() throws {
    for name in [DatasetName.synthetic, .syntheticColour] {
      let set = try DataSearch(places: []).load(name, key: key)
      #expect(set.name == name)
      #expect(set.shape == name.shape)
      #expect(set == name.recipe?.dataset(from: key))
    }
  }
}
