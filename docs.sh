#!/usr/bin/env bash
# Writes the reference manual of every module into docs/, with DocC from the toolchain.
set -euo pipefail
cd "$(dirname "$0")"
modules=(Numbers Files Autodiff Randomness Wording Statistics Theory Forms Cluster Network Datasets Regions Jacobians Training Foresight Storage Lab Figures Papers Page Bench)
graphs=.build/symbol-graphs
rm -rf "$graphs" docs && mkdir -p "$graphs" docs
swift build -c release -Xcc -march=native -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir \
  -Xswiftc "$PWD/$graphs" --scratch-path .build-docs --product kindling
for module in "${modules[@]}"; do
  mkdir -p "$graphs/$module"
  mv "$graphs/$module".symbols.json "$graphs/$module/"
  docc convert --additional-symbol-graph-dir "$graphs/$module" --fallback-display-name "$module" \
    --fallback-bundle-identifier "kindling.$module" --output-path "docs/$module"
done
echo "docs: written to docs/"
