#!/usr/bin/env bash
# Runs tests, a sweep on two workers and the fuzzer's seeds under address sanitizer, and again under thread sanitizer.
# usage: Tests/sanitizers.sh [address|thread]…
set -euo pipefail
cd "$(dirname "$0")/.."
sanitizers=("$@")
[ ${#sanitizers[@]} -gt 0 ] || sanitizers=(address thread)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# What Swift's runtime keeps is no leak.
export ASAN_OPTIONS=detect_leaks=0
export TSAN_OPTIONS=halt_on_error=1

# Tests that limit what a process may open or write limit the sanitizers too.
limited='aFileThatDoesNotFit|aFullDisk|resultsThatDoNotFit|fewFileHandles'
# Under thread sanitizer long simulations take hours, and threads have nothing to do with them.
declare -A tests=(
  [address]='.'
  [thread]='^(Numbers|Files|Autodiff|Network|Wording|Datasets|Training|Storage|Bench|kindling|Examples)Tests|LabTests.(Runner|Store|Checkpoint)|ClusterTests.Shard'
)

for sanitizer in "${sanitizers[@]}"; do
  flags=(-c release -Xcc -march=native --sanitize "$sanitizer" --scratch-path ".build-$sanitizer")
  swift build "${flags[@]}" --build-tests >"$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; exit 1; }
  swift test "${flags[@]}" --skip-build --filter "${tests[$sanitizer]}" --skip "$limited"
  "$(swift build "${flags[@]}" --show-bin-path)/kindling" sweep --dataset synthetic --axis depth=2,4,8 \
    --init he-normal,he-doubled,zeros --seeds 3 --epochs 3 --jobs 2 --out "$folder/$sanitizer" >"$folder/sweep.log" 2>&1 ||
    { cat "$folder/sweep.log" >&2; exit 1; }
  echo "sanitizers.sh: $sanitizer: tests and a sweep of 27 runs on two workers are clean"
  SANITIZER=$sanitizer Tests/outside.sh 5
done
