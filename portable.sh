#!/usr/bin/env bash
# Builds the program for machines without a Swift toolchain, with Swift's own libraries within it, into .build-portable: on
# x86-64 for processors with AVX2, and beside it for those with AVX-512, as which it goes on where there is one. Sees that
# both compute the same bits, where this machine can tell.
set -euo pipefail
cd "$(dirname "$0")"
levels=("")
if [ "$(uname -m)" = x86_64 ]; then levels=(x86-64-v3 x86-64-v4); fi
place=$PWD/.build-portable/programs
rm -rf "$place"
for level in "${levels[@]}"; do
  # Foundation's part that fetches data is an archive, which does not say that it needs curl.
  flags=(-c release --manifest-cache none --static-swift-stdlib -Xlinker -lcurl
    --scratch-path ".build-portable/${level:-any}" ${level:+-Xcc "-march=$level"})
  swift build "${flags[@]}" --product kindling >&2
  name=kindling
  if [ "$level" = x86-64-v4 ]; then name=kindling-$level; fi
  install -D --mode=755 --strip "$(swift build "${flags[@]}" --show-bin-path)/kindling" "$place/$name"
done
git describe --always --dirty >"$place/kindling.revision" 2>/dev/null || rm -f "$place/kindling.revision"

if [ -e "$place/kindling-x86-64-v4" ] && grep -qw avx512vl /proc/cpuinfo; then
  # OpenBLAS's kernels are another matter than the program's own instructions.
  bits() {
    for network in "--depth 5 --widths 50" "--architecture conv --depth 4 --features 8" "--network resnet:8"; do
      # shellcheck disable=SC2086
      KINDLING_LEVEL=$1 OPENBLAS_CORETYPE=HASWELL "$place/kindling" train $network --dataset synthetic-colour --batch 100 \
        --rate 0.1 --epochs 1 --jsonl --quiet
    done
  }
  cmp <(bits x86-64-v3) <(bits x86-64-v4) >&2 || {
    echo "portable: expected the same bits of the programs for x86-64-v3 and x86-64-v4, found others" >&2
    exit 1
  }
fi
echo "$place"
