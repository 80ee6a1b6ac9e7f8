#!/usr/bin/env bash
# Writes the guide and the reference manual of every library into docs/, with DocC from the toolchain, and the Python
# package's notebooks, with all that they print and draw, into docs/notebooks/.
# usage: docs.sh PROGRAM
set -euo pipefail
export KINDLING_PROGRAM
KINDLING_PROGRAM=$(realpath "$1")
cd "$(dirname "$0")"
work=.build-docs/archives
# The compiler writes the graph of what it compiles anew, so that the others' must stay.
graphs=.build-docs/graphs
rm -rf "$work" docs && mkdir -p "$work" "$graphs"
swift build -c release -Xcc -march=native --manifest-cache none -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir \
  -Xswiftc "$PWD/$graphs" --scratch-path .build-docs --product kindling

# A warning of the guide's is an error: a page that is not there, a link that leads nowhere.
docc convert documentation/Kindling.docc --warnings-as-errors --fallback-display-name Kindling \
  --fallback-bundle-identifier kindling --output-path "$work/Kindling.doccarchive"
archives=("$work/Kindling.doccarchive")
# Comments tell of those parameters that need it, and DocC warns of the others.
for folder in Sources/*/ experiments/; do
  module=$(basename "$folder")
  [ "$module" = experiments ] && module=Papers
  graph=$graphs/$module.symbols.json
  [ -f "$graph" ] && [ "$module" != kindling ] || continue
  mkdir -p "$work/$module" && cp "$graph" "$work/$module/"
  docc convert --additional-symbol-graph-dir "$work/$module" --fallback-display-name "$module" \
    --fallback-bundle-identifier "kindling.$module" --diagnostic-level error --output-path "$work/$module.doccarchive"
  archives+=("$work/$module.doccarchive")
done
docc merge "${archives[@]}" --output-path docs --synthesized-landing-page-name Kindling
# Notebooks leave what they ran beside them.
if python/environment.sh; then
  rm -rf .build-docs/notebooks && cp -r python/notebooks .build-docs/
  .venv-python/bin/jupyter-nbconvert --execute --to html --output-dir docs/notebooks --log-level ERROR .build-docs/notebooks/*.ipynb
fi
echo "docs: written to docs/index.html"
