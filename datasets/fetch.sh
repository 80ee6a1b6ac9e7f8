#!/bin/sh
# Fetches a set into the cache: fetch.sh fashion-mnist | mnist | kmnist | emnist-balanced … | cifar-10 | cifar-100
# With the program at hand this is `kindling data fetch`; without it, curl and sha256sum do.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 fashion-mnist|mnist|kmnist|emnist-balanced|cifar-10|cifar-100" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
for program in "$here/../.build/release/kindling" "$(command -v kindling || true)"; do
  [ -x "$program" ] && exec "$program" data fetch "$1"
done
folder=$1
case $1 in
  fashion-mnist) origin=http://fashion-mnist.s3-website.eu-central-1.amazonaws.com ;;
  mnist) origin=https://ossci-datasets.s3.amazonaws.com/mnist ;;
  kmnist) origin=http://codh.rois.ac.jp/kmnist/dataset/kmnist ;;
  emnist-*) origin=https://biometrics.nist.gov/cs_links/EMNIST folder=emnist ;;
  cifar-10) origin=https://www.cs.toronto.edu/~kriz ;;
  cifar-100*) origin=https://www.cs.toronto.edu/~kriz folder=cifar-100 ;;
  *) echo "$0: no set $1" >&2; exit 2 ;;
esac
cache=${XDG_CACHE_HOME:-$HOME/.cache}/kindling
mkdir -p "$cache/$folder" && cd "$cache"
grep " $folder/" "$here/SHA256SUMS" | while read -r sum file; do
  [ -e "$file" ] && echo "$sum  $file" | sha256sum --quiet -c && continue
  curl -fsSL -C - -o "$file.part" "$origin/${file##*/}"
  echo "$sum  $file.part" | sha256sum --quiet -c || { rm -f "$file.part"; exit 1; }
  mv "$file.part" "$file"
done
