#!/usr/bin/env bash
# Builds and runs the ten lines of examples/TenLines in a package of their own, in a temporary folder, that depends on this
# checkout by its path: whoever has Kindling can import it.
# usage: Tests/outside.sh; what it builds stays in .build-outside, so that a second run takes seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir "$folder/Sources"
cp examples/TenLines/main.swift "$folder/Sources/"
cat >"$folder/Package.swift" <<END
// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "outside",
  dependencies: [.package(name: "kindling", path: "$PWD")],
  targets: [
    .executableTarget(
      name: "TenLines",
      dependencies: ["Datasets", "Network", "Randomness", "Training"].map { .product(name: \$0, package: "kindling") },
      path: "Sources")
  ])
END
# Only the modules that the ten lines need. Without optimisation they are built in half the time, but then train for
# minutes and not for less than a second.
flags=(-c release --package-path "$folder" --scratch-path .build-outside --product TenLines)
swift build "${flags[@]}" >"$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; exit 1; }
"$(swift build "${flags[@]}" --show-bin-path)/TenLines" >"$folder/lines"
epochs=$(grep -cP '^epoch \d: test accuracy [01]\.\d+$' "$folder/lines") || true
last=$(tail -n 1 "$folder/lines")
if [ "$epochs" -ne 5 ] || ! awk -v accuracy="${last##* }" 'BEGIN { exit !(accuracy > 0.5) }'; then
  echo "outside.sh: expected the test accuracies of five epochs, the last above 0.5; found:" >&2
  cat "$folder/lines" >&2
  exit 1
fi
echo "outside.sh: a package of its own trains a network: $last"
