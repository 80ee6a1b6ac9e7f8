// swift-tools-version: 6.2
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A module of Kindling: its sources, and a test target of the same name.
func room(
  _ name: String, uses dependencies: [Target.Dependency] = [], testedWith others: [Target.Dependency] = [],
  embedding files: [String] = []
) -> [Target] {
  [
    .target(
      name: name, dependencies: dependencies, resources: files.map { .embedInCode($0) },
      swiftSettings: settings),
    .testTarget(
      name: "\(name)Tests", dependencies: dependencies + others + [.target(name: name), "TestSupport"],
      exclude: fixtures[name] ?? [], swiftSettings: settings),
  ]
}

/// Files that a test reads from its own folder, found through `#filePath`.
let fixtures = [
  "Datasets": ["Fixtures"], "Training": ["Golden"], "Network": ["Golden"], "Storage": ["Fixtures"],
  "Theory": ["Golden"], "Regions": ["Golden"], "Lab": ["Golden"],
]

/// The names in a folder of `experiments`. SwiftPM remembers what this file says as long as its text is the same: the Makefile
/// has it asked anew, so that a paper's folder need not be named here.
func experiments(_ folder: String = "") -> [String] {
  let path = "\(Context.packageDirectory)/experiments/\(folder)"
  return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
}

/// The papers' folders in `experiments`: those with a list of the paper's experiments.
let papers = experiments().filter { folder in experiments(folder).contains { $0.hasSuffix(".swift") } }

/// The modules that other packages may import, each a library of its own: the numbers, the engine and the keys of random
/// numbers, networks, data, training, theory and what is measured, forecasts, and the laboratory with its forms, its
/// stores and its shards.
let libraries = [
  "Numbers", "Autodiff", "Randomness", "Network", "Datasets", "Training", "Theory", "Regions", "Jacobians",
  "Statistics", "Foresight", "Forms", "Storage", "Cluster", "Lab",
]

/// A program in `examples`, which sees of Kindling what other packages see.
func example(_ name: String, uses dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "examples/\(name)", packageAccess: false,
    swiftSettings: settings)
}

let package = Package(
  name: "kindling",
  products: [.executable(name: "kindling", targets: ["kindling"])]
    + libraries.map { .library(name: $0, type: .static, targets: [$0]) },
  traits: [
    .trait(
      name: "DoublePrecision", description: "Compute in Double, so that gradients check to eight digits.")
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CProcessor"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .executableTarget(
      name: "kindling",
      dependencies: [
        "Numbers", "Files", "Autodiff", "Randomness", "Wording", "Forms", "Cluster", "Network", "Datasets",
        "Regions", "Training", "Foresight", "Storage", "Lab", "Figures", "Papers", "Page", "Bench",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "kindlingTests", dependencies: ["kindling", "Datasets", "TestSupport"], swiftSettings: settings),
    // The program carries the papers' experiments within itself, so that it runs from anywhere.
    .target(
      name: "Papers",
      dependencies: [
        "Autodiff", "Randomness", "Statistics", "Theory", "Network", "Datasets", "Training", "Storage",
        "Lab", "Figures",
      ],
      path: "experiments",
      exclude: [
        "README.md", "experiment.schema.json", "depth-width", "pages.py", "transcripts.py", "checks.py",
      ]
        + papers.flatMap { ["\($0)/README.md", "\($0)/pictures"] },
      resources: papers.flatMap { paper in
        experiments(paper).filter { $0.hasSuffix(".json") }.map { .embedInCode("\(paper)/\($0)") }
      }, swiftSettings: settings),
    .testTarget(
      name: "PapersTests", dependencies: ["Papers", "Figures", "Lab", "Datasets"], swiftSettings: settings),
    example("TenLines", uses: ["Datasets", "Network", "Randomness", "Training"]),
    example("OwnOperation", uses: ["Autodiff", "Datasets", "Network", "Numbers", "Randomness", "Training"]),
    example(
      "OwnMeasurement",
      uses: ["Autodiff", "Datasets", "Forms", "Lab", "Network", "Storage", "Training"]),
    example("OwnExperiment", uses: ["Datasets", "Lab", "Storage"]),
    .testTarget(
      name: "ExamplesTests", dependencies: ["TenLines", "OwnOperation", "OwnMeasurement", "OwnExperiment"],
      swiftSettings: settings),
    // The engine as other packages see it.
    .testTarget(
      name: "OutsideTests",
      dependencies: [
        "Numbers", "Autodiff", "Randomness", "Network", "Training", "TestSupport", "CAllocationCount",
      ],
      packageAccess: false, swiftSettings: settings),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .target(
      name: "TestSupport", dependencies: ["Numbers", "Autodiff", "Randomness"], path: "Tests/TestSupport",
      swiftSettings: settings),
  ]
    + room("Numbers", uses: ["CProcessor"], testedWith: ["Randomness"])
    // What lies at a path, and how many files may be open.
    + room("Files")
    + room("Autodiff", uses: ["Numbers", "COpenBLAS", "CProcessor"])
    + room("Randomness", uses: ["Numbers"])
    // What people gave and what the system says, in messages and in names of files.
    + room("Wording", uses: ["Randomness"])
    + room("Statistics", uses: ["Numbers", "Randomness"])
    + room(
      "Theory", uses: ["Numbers", "Randomness"], testedWith: ["Autodiff", "Forms", "Network", "Statistics"])
    // Values with their form.
    + room("Forms", uses: ["Wording"])
    + room("Cluster", uses: ["Files", "Wording"])
    + room(
      "Network", uses: ["Numbers", "Autodiff", "Randomness", "Wording", "Theory", "Forms"],
      testedWith: ["CAllocationCount"])
    + room("Datasets", uses: ["Numbers", "Files", "Randomness", "Wording", "CZlib", "CZip", "CCrypto"])
    + room("Regions", uses: ["Numbers", "Autodiff", "Network", "CGMP"], testedWith: ["Randomness"])
    + room("Jacobians", uses: ["Numbers", "Autodiff", "Randomness", "Theory", "Network"])
    + room(
      "Training", uses: ["Numbers", "Autodiff", "Randomness", "Wording", "Forms", "Network", "Datasets"],
      testedWith: ["CAllocationCount"])
    // Forecasts, troubles and what mends them.
    + room(
      "Foresight", uses: ["Theory", "Network"], testedWith: ["Numbers", "Autodiff", "Randomness", "Forms"])
    // The file of results.
    + room(
      "Storage",
      uses: ["Numbers", "Autodiff", "Wording", "Forms", "Datasets", "Training", "CSQLite"])
    + room(
      "Lab",
      uses: [
        "Numbers", "Files", "Autodiff", "Randomness", "Wording", "Statistics", "Theory", "Forms", "Cluster",
        "Network", "Datasets", "Regions", "Jacobians", "Training", "Foresight", "Storage",
      ])
    + room(
      "Figures",
      uses: [
        "Numbers", "Autodiff", "Randomness", "Wording", "Statistics", "Theory", "Forms", "Network",
        "Datasets",
        "Jacobians", "Training", "Foresight", "Storage", "Lab",
      ], testedWith: ["Papers", "Regions"])
    + room(
      "Page", uses: ["Files", "Wording", "Datasets", "Regions", "Storage", "Lab", "Figures", "Papers"],
      testedWith: ["Network", "Training"], embedding: ["page.css", "page.js", "paint.py"])
    + room(
      "Bench", uses: ["Numbers", "Autodiff", "Randomness", "Forms", "Network", "Datasets", "Training", "Lab"]),
  swiftLanguageModes: [.v6]
)

// The readers of people's files under libFuzzer, for Tests/outside.sh alone: built with sanitizers, and without a main.
if Context.environment["KINDLING_FUZZ"] != nil {
  package.products.append(.library(name: "Fuzz", type: .dynamic, targets: ["Fuzz"]))
  package.targets.append(
    .target(
      name: "Fuzz",
      dependencies: ["Autodiff", "Datasets", "Lab", "Network", "Randomness", "Storage", "Training"],
      path: "Tests/Fuzz", exclude: ["seeds"], swiftSettings: settings))
}

// Some rooms' tests, and nothing that they do not need: `make gradients` builds a third of the house.
if let names = Context.environment["KINDLING_TESTS"] {
  var kept: Set<String> = []
  var wanted = names.split(separator: ",").map(String.init)
  while let name = wanted.popLast() {
    guard kept.insert(name).inserted, let target = package.targets.first(where: { $0.name == name }) else {
      continue
    }
    for case .byNameItem(let name, _) in target.dependencies { wanted.append(name) }
    for case .targetItem(let name, _) in target.dependencies { wanted.append(name) }
  }
  package.targets.removeAll { !kept.contains($0.name) }
  package.products.removeAll()
}
