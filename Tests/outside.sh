#!/usr/bin/env bash
# Builds Tests/Outside, a package of its own that depends on this checkout by its path, under a sanitizer: the ten lines of
# examples/TenLines train a network there. Then the readers of people's files are given inputs that libFuzzer makes of the
# seeds in Tests/Fuzz.
# usage: [SANITIZER=address|thread] Tests/outside.sh [SECONDS [READER…]]: so long for each reader (default 20), all of them
# where none is named. What crashes a reader, hangs it or takes over 2 GB is left in .build-outside/found and ends the script
# with 1.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
sanitizer=${SANITIZER:-address}
readers=("${@:2}")
[ ${#readers[@]} -gt 0 ] || readers=(gzip idx tar npz safetensors experiment checkpoint store)

export KINDLING_FUZZ=1
mkdir -p .build-outside/found
# What libFuzzer looks at, without its main: the ten lines have their own.
flags=(-c release --package-path Tests/Outside --scratch-path ".build-outside/$sanitizer" --sanitize "$sanitizer"
  -Xswiftc -sanitize-coverage=edge,indirect-calls,trace-cmp,inline-8bit-counters,pc-table)
for product in TenLines Fuzz; do
  swift build "${flags[@]}" --product $product >.build-outside/build.log 2>&1 || { cat .build-outside/build.log >&2; exit 1; }
done
folder=$(swift build "${flags[@]}" --show-bin-path)
# A program of nothing but libFuzzer's main and the library.
swiftc -parse-as-library -sanitize="$sanitizer",fuzzer -o "$folder/fuzz" -L "$folder" -lFuzz -Xlinker -rpath \
  -Xlinker "$folder" - </dev/null 2>>.build-outside/build.log

# What Swift's runtime keeps is no leak.
export ASAN_OPTIONS=detect_leaks=0
lines=$("$folder/TenLines")
epochs=$(grep -cP '^epoch \d: test accuracy [01]\.\d+$' <<<"$lines") || true
if [ "$epochs" -ne 5 ] || ! awk -v accuracy="${lines##* }" 'BEGIN { exit !(accuracy > 0.5) }'; then
  printf 'outside.sh: expected the test accuracies of five epochs, the last above 0.5; found:\n%s\n' "$lines" >&2
  exit 1
fi
echo "outside.sh: a package of its own trains a network: ${lines##*$'\n'}"

# fuzz READER: tells how many inputs it was given; its log where one of them was too much.
fuzz() {
  local log=.build-outside/$1.log corpus=.build-outside/corpus/$1 status=0
  mkdir -p "$corpus"
  KINDLING_READER=$1 "$folder/fuzz" "$corpus" "Tests/Fuzz/seeds/$1" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix=".build-outside/found/$1-" >"$log" 2>&1 || status=1
  echo "outside.sh: $1: $(grep -oP 'number_of_executed_units: *\K\d+' "$log" || echo 0) inputs"
  [ $status -eq 0 ] || tail -n 40 "$log" >&2
  return $status
}
export -f fuzz
export folder seconds
trap 'rm -rf /dev/shm/kindling-fuzz-*' EXIT
printf '%s\n' "${readers[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}'
