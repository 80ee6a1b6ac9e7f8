#!/usr/bin/env bash
# Gives the readers of people's files inputs that libFuzzer makes of the seeds beside it.
# usage: [SANITIZER=address|thread] Tests/fuzz.sh [SECONDS [READER…]]: so long for each reader (default 20), all of them
# where none is named. What crashes a reader, hangs it or takes over 2 GB is left in .build-fuzz/found and ends the script
# with 1.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-20}
sanitizer=${SANITIZER:-address}
readers=("${@:2}")
[ ${#readers[@]} -gt 0 ] || readers=(gzip idx tar npz safetensors experiment checkpoint store)

export KINDLING_FUZZ=1
mkdir -p .build-fuzz/found
built=.build-fuzz/$sanitizer
flags=(-c release --scratch-path "$built" --product Fuzz --sanitize "$sanitizer" -Xswiftc -sanitize=fuzzer)
swift build "${flags[@]}" >.build-fuzz/build.log 2>&1 || { cat .build-fuzz/build.log >&2; exit 1; }
folder=$(swift build "${flags[@]}" --show-bin-path)
# A program of nothing but libFuzzer's main and the library.
swiftc -parse-as-library -sanitize="$sanitizer",fuzzer -o "$folder/fuzz" -L "$folder" -lFuzz -Xlinker -rpath \
  -Xlinker "$folder" - </dev/null 2>>.build-fuzz/build.log

# fuzz READER: tells how many inputs it was given; its log where one of them was too much.
fuzz() {
  local log=.build-fuzz/$1.log corpus=.build-fuzz/corpus/$1 status=0
  mkdir -p "$corpus"
  # What Swift's runtime keeps is no leak.
  KINDLING_READER=$1 ASAN_OPTIONS=detect_leaks=0 "$folder/fuzz" "$corpus" "Tests/Fuzz/seeds/$1" \
    -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix=".build-fuzz/found/$1-" >"$log" 2>&1 || status=1
  echo "fuzz.sh: $1: $(grep -oP 'number_of_executed_units: *\K\d+' "$log" || echo 0) inputs"
  [ $status -eq 0 ] || tail -n 40 "$log" >&2
  return $status
}
export -f fuzz
export folder seconds
trap 'rm -rf /dev/shm/kindling-fuzz-*' EXIT
printf '%s\n' "${readers[@]}" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}'
