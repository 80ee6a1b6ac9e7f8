#!/usr/bin/env bash
# Sees that the Python package keeps its types and its style, and that its tests and notebooks pass with a program.
# usage: python/check.sh PROGRAM; what it needs, PyTorch among it, is put into .venv-python, and it ends with 77 where that
# cannot be had within five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$PWD/.venv-python
if ! cmp -s python/pyproject.toml "$venv/pyproject.toml"; then
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  # The pyproject beside it says that all is there; the package itself is used from where it lies. Versions are those of the
  # programs that Kindling is compared with: of PyTorch a build for the processor alone is found where one is.
  if ! { python3 -m venv "$venv" && timeout 300 "$venv/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check \
    --retries 1 --timeout 20 --prefer-binary --constraint benchmarks/requirements.txt --editable 'python[test]'; } >"$log" 2>&1; then
    echo "check.sh: the Python package is not tested: $(tail -n 1 "$log")" >&2
    exit 77
  fi
  cp python/pyproject.toml "$venv/"
fi

export KINDLING_PROGRAM
KINDLING_PROGRAM=$(realpath "$1")
cd python
"$venv/bin/ruff" check --quiet .
"$venv/bin/ruff" format --quiet --check .
"$venv/bin/mypy" --no-error-summary
"$venv/bin/python" -m pytest --quiet --no-header -p no:cacheprovider
