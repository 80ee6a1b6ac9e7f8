#!/usr/bin/env bash
# Puts the programs that Kindling is compared with into benchmarks/.venv; does nothing where they are there.
set -euo pipefail
cd "$(dirname "$0")"
cmp -s requirements.txt .venv/requirements.txt && exit 0
if ! command -v c++ >/dev/null; then
  echo "benchmarks: no C++ compiler found, which PyTorch compiles with: install g++" >&2
  exit 1
fi
echo "benchmarks: installing PyTorch, JAX and NumPy into benchmarks/.venv"
python3 -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r requirements.txt
cp requirements.txt .venv/requirements.txt
