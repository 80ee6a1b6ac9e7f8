#!/usr/bin/env bash
# Has a browser without a network read the page that `kindling report` writes, and Vega-Lite's own schema every picture.
# usage: Tests/page.sh [PROGRAM [FOLDER]]; screenshots go into FOLDER, where one is named.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/release/kindling}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
screenshots=("${@:2:1}")
[ ${#screenshots[@]} -eq 0 ] || mkdir -p "${screenshots[@]}"

for command in chromium chromedriver; do
  if ! command -v "$command" >/dev/null; then
    echo "page.sh: SKIPPED: no $command; 'apt-get install chromium chromium-driver' has it" >&2
    exit 77
  fi
done
python3 -m venv "$folder/venv"
if ! "$folder/venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes -r requirements.txt \
  2>"$folder/pip.txt" || ! "$folder/venv/bin/pip" install --quiet --disable-pip-version-check selenium \
  -r Tests/requirements.txt 2>"$folder/pip.txt"; then
  echo "page.sh: SKIPPED: pip cannot fetch what is needed: $(tail -n 1 "$folder/pip.txt")" >&2
  exit 77
fi
export KINDLING_PYTHON="$folder/venv/bin/python"

# kindling WORD…: its output is shown only where it fails.
kindling() {
  "$program" "$@" >"$folder/log.txt" 2>&1 || { cat "$folder/log.txt" >&2; exit 1; }
}

# Every sort of picture, runs that start, do not start and diverge, and two versions of one experiment.
kindling reproduce fig1 fig2a fig3 fig4 fm2 --dataset synthetic --colour-dataset synthetic-colour --depths 3,30 --runs 2 \
  --epochs 3 --networks 40 --out "$folder"
kindling reproduce B C D --dataset synthetic --depths 2,4 --runs 2 --epochs 1 --networks 100 --out "$folder"
kindling sweep --axis depth=2,4,8 --axis width=5,10,20 --dataset synthetic --epochs 3 --seeds 2 --out "$folder"
kindling sweep --axis depth=2,3 --rate 1000000 --dataset synthetic --epochs 2 --seeds 1 --out "$folder"
# What is compared is on the page too.
kindling compare --init he-normal,he-doubled --depth 2,6 --rate 0.01,0.1 --dataset synthetic --epochs 2 --seeds 2 \
  --networks 20 --out "$folder"
kindling sweep --name panels --axis depth=2,4 --axis rate=0.01,0.1 --axis batchSize=50,100 --dataset synthetic --epochs 2 \
  --seeds 2 --out "$folder"
# Experiments, axes and lines are called as people like.
mkdir "$folder/named"
python3 - "$folder/named" <<'END'
import json, sys

names = ["x", "y", "mean", "it's", 'say "hi"', "a.b[0]", "back\\slash\\", 'q\\"', "😀", "1/L", "${x}", "two\nlines", "../up"]
for number, name in enumerate(names):
    depths = {"name": name, "field": "depth", "values": [2, 4]}
    widths = {"name": "y" if name == "x" else "x", "field": "width", "values": [4, 8]}
    lines = {"name": "init", "field": "init", "values": ["he-normal", "zeros"], "labels": [name, name + "2"]}
    trial = {"data": "synthetic", "criterion": {"epochLimit": 2}}
    grid = {"kind": "start", "trial": trial, "axes": [depths, widths], "chart": {"x": name, "y": widths["name"]}}
    starts = {"kind": "start", "trial": trial, "axes": [depths, lines]}
    lengths = {"kind": "lengths", "trial": {"networks": 1}, "axes": [depths, lines]}
    for part, experiment in enumerate([grid, starts, lengths]):
        with open(f"{sys.argv[1]}/{number}-{part}.json", "w") as file:
            json.dump({"name": f"{name} {part}", "seeds": 1, **experiment}, file)
END
for file in "$folder"/named/*.json; do kindling sweep "$file" --out "$folder"; done
kindling report "$folder/runs.db" -o "$folder/report.html" --pictures "$folder/pictures" --format png,svg,pdf
"$folder/venv/bin/python" Tests/page.py "$folder/report.html" "$folder/pictures" "${screenshots[@]}"
