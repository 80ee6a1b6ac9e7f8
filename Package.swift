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
let fixtures = ["Datasets": ["Fixtures"], "Training": ["Golden"], "Lab": ["Fixtures"]]

/// The names in a folder of `experiments`. SwiftPM remembers what this file says as long as its text is the same: the Makefile
/// has it asked anew, so that a paper's folder need not be named here.
func experiments(_ folder: String = "") -> [String] {
  let path = "\(Context.packageDirectory)/experiments/\(folder)"
  return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
}

/// The papers' folders in `experiments`: those with a list of the paper's experiments.
let papers = experiments().filter { folder in experiments(folder).contains { $0.hasSuffix(".swift") } }

/// The modules that other packages may import, each a library of its own: the engine and the keys of random numbers,
/// networks, data, training, theory and what is measured, and the laboratory.
let libraries = [
  "Autodiff", "Randomness", "Network", "Datasets", "Training", "Theory", "Regions", "Jacobians", "Statistics",
  "Lab",
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
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGMP", pkgConfig: "gmp", providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .executableTarget(
      name: "kindling",
      dependencies: [
        "Autodiff", "Network", "Randomness", "Datasets", "Training", "Regions", "Lab", "Figures", "Papers",
        "Page", "Bench", "Wording",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "kindlingTests", dependencies: ["kindling", "Datasets", "TestSupport"], swiftSettings: settings),
    // The program carries the papers' experiments within itself, so that it runs from anywhere.
    .target(
      name: "Papers",
      dependencies: [
        "Autodiff", "Randomness", "Statistics", "Theory", "Network", "Datasets", "Training", "Lab", "Figures",
      ],
      path: "experiments",
      exclude: ["README.md", "experiment.schema.json", "pages.py", "depth-width"]
        + papers.flatMap { ["\($0)/README.md", "\($0)/pictures"] },
      resources: papers.flatMap { paper in
        experiments(paper).filter { $0.hasSuffix(".json") }.map { .embedInCode("\(paper)/\($0)") }
      }, swiftSettings: settings),
    .testTarget(
      name: "PapersTests", dependencies: ["Papers", "Figures", "Lab", "Datasets"], swiftSettings: settings),
    example("TenLines", uses: ["Datasets", "Network", "Randomness", "Training"]),
    example("OwnOperation", uses: ["Autodiff", "Datasets", "Network", "Randomness", "Training"]),
    example("OwnMeasurement", uses: ["Autodiff", "Datasets", "Lab", "Network", "Training"]),
    example("OwnExperiment", uses: ["Datasets", "Lab"]),
    .testTarget(
      name: "ExamplesTests", dependencies: ["TenLines", "OwnOperation", "OwnMeasurement", "OwnExperiment"],
      swiftSettings: settings),
    // The engine as other packages see it.
    .testTarget(
      name: "OutsideTests",
      dependencies: ["Autodiff", "Randomness", "Training", "TestSupport", "CAllocationCount"],
      packageAccess: false, swiftSettings: settings),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .target(
      name: "TestSupport", dependencies: ["Autodiff", "Randomness"], path: "Tests/TestSupport",
      swiftSettings: settings),
  ]
    + room("Autodiff", uses: ["COpenBLAS", "CProcessor"])
    + room("Randomness", uses: ["Autodiff"])
    + room("Network", uses: ["Autodiff", "Randomness"], testedWith: ["CAllocationCount"])
    + room("Regions", uses: ["Autodiff", "Network", "CGMP"], testedWith: ["Randomness"])
    // What people gave, in messages and in names of files.
    + room("Wording", uses: ["Randomness"])
    + room("Datasets", uses: ["Autodiff", "Randomness", "CZlib", "CCrypto"])
    + room("Theory", uses: ["Autodiff", "Randomness"], testedWith: ["Network", "Statistics"])
    + room(
      "Training", uses: ["Autodiff", "Network", "Datasets", "Randomness", "Wording"],
      testedWith: ["CAllocationCount"])
    + room(
      "Lab",
      uses: [
        "Autodiff", "Network", "Datasets", "Training", "Theory", "Regions", "Jacobians", "Statistics",
        "Randomness", "Wording", "CSQLite",
      ])
    + room("Jacobians", uses: ["Autodiff", "Network", "Theory", "Randomness"])
    + room("Bench", uses: ["Autodiff", "Network", "Datasets", "Training", "Lab", "Randomness"])
    + room("Statistics", uses: ["Randomness", "Autodiff"])
    + room(
      "Figures",
      uses: [
        "Lab", "Autodiff", "Training", "Network", "Datasets", "Theory", "Jacobians", "Statistics",
        "Randomness",
        "Wording",
      ], testedWith: ["Papers", "Regions"])
    + room(
      "Page", uses: ["Lab", "Figures", "Papers", "Datasets", "Regions", "Wording"],
      testedWith: ["Network", "Training"],
      embedding: ["page.css", "page.js", "paint.py"]),
  swiftLanguageModes: [.v6]
)

// The readers of people's files under libFuzzer, for Tests/fuzz.sh alone: built with sanitizers, and without a main.
if Context.environment["KINDLING_FUZZ"] != nil {
  package.products.append(.library(name: "Fuzz", type: .dynamic, targets: ["Fuzz"]))
  package.targets.append(
    .target(
      name: "Fuzz", dependencies: ["Autodiff", "Datasets", "Lab", "Network", "Randomness", "Training"],
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
