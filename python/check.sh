#!/usr/bin/env bash
# Sees that the Python package keeps its types and its style, and that its tests and notebooks pass with a program.
# usage: python/check.sh PROGRAM; it ends with 77 where what the tests need cannot be had.
set -euo pipefail
export KINDLING_PROGRAM
KINDLING_PROGRAM=$(realpath "$1")
cd "$(dirname "$0")"
./environment.sh
venv=../.venv-python
"$venv/bin/ruff" check --quiet .
"$venv/bin/ruff" format --quiet --check .
"$venv/bin/mypy" --no-error-summary
"$venv/bin/python" -m pytest --quiet --no-header -p no:cacheprovider
