#!/usr/bin/env bash
# Puts the Python package, where it lies, and all that its tests and its notebooks need, PyTorch among it, into .venv-python.
# usage: python/environment.sh; it ends with 77 where that cannot be had within five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$PWD/.venv-python
# What it holds then says that all is there.
asked=(python/pyproject.toml python/constraints.txt)
cat "${asked[@]}" | cmp -s - "$venv/asked" && exit 0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Versions are those of constraints.txt: of PyTorch a build for the processor alone is found
# where one is.
if ! { python3 -m venv "$venv" && timeout 300 "$venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
  --retries 1 --timeout 20 --prefer-binary --constraint python/constraints.txt --editable 'python[test]'; } >"$log" 2>&1; then
  echo "environment.sh: no environment for the Python package: $(tail -n 1 "$log")" >&2
  exit 77
fi
cat "${asked[@]}" > "$venv/asked"
