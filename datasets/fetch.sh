#!/bin/sh
# Fetches a set into the cache: fetch.sh fashion-mnist | mnist | cifar-10
# With the program at hand this is `kindling data fetch`; without it, curl and sha256sum do.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 fashion-mnist|mnist|cifar-10" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
for program in "$here/../.build/release/kindling" "$(command -v kindling || true)"; do
  [ -x "$program" ] && exec "$program" data fetch "$1"
done
case $1 in
  fashion-mnist) origin=http://fashion-mnist.s3-website.eu-central-1.amazonaws.com ;;
  mnist) origin=https://ossci-datasets.s3.amazonaws.com/mnist ;;
  cifar-10) origin=https://www.cs.toronto.edu/~kriz ;;
  *) echo "$0: no set $1" >&2; exit 2 ;;
esac
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kindling
mkdir -p "$cache/$1" && cd "$cache"
grep " $1/" "$here/SHA256SUMS" | while read -r sum file; do
  [ -e "$file" ] && echo "$sum  $file" | sha256sum --quiet -c && continue
  curl -fsSL -C - -o "$file.part" "$origin/${file##*/}"
  echo "$sum  $file.part" | sha256sum --quiet -c || { rm -f "$file.part"; exit 1; }
  mv "$file.part" "$file"
done
