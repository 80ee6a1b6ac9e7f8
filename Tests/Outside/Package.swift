// swift-tools-version: 6.2
import PackageDescription

// A package of its own that depends on this checkout by its path, for Tests/outside.sh.
let package = Package(
  name: "outside",
  dependencies: [.package(name: "kindling", path: "../..")],
  targets: [
    .executableTarget(
      name: "TenLines",
      dependencies: ["Datasets", "Network", "Randomness", "Training"].map {
        .product(name: $0, package: "kindling")
      },
      path: "TenLines")
  ])
