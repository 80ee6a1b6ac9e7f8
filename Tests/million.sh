#!/usr/bin/env bash
# Fills a store with a million runs and fails where listing those that pass a filter takes a second or more,
# or where exporting all of them takes more than 100 MB of memory.
#
# usage: Tests/million.sh [PROGRAM] [FOLDER]; the store is kept in FOLDER where one is named, and found there again.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/release/kindling}")
folder=${2:-$(mktemp -d)}
[ $# -ge 2 ] || trap 'rm -rf "$folder"' EXIT
store=$folder/runs.db

[ -e "$store" ] || Tests/fill.sh "$program" "$folder" 1000000
echo "million.sh: $(sqlite3 "$store" 'SELECT count(*) FROM run') runs, $(du -m "$store" | cut -f 1) MB;$(uptime)"

slow=0
# Elapsed and processor time of the quickest of three runs, after one that warms the file.
listed() {
  local TIMEFORMAT='%R %U %S' best
  "$program" "$@" >"$folder/listed.txt"
  best=$(for _ in 1 2 3; do { time "$program" "$@" >/dev/null; } 2>&1; done | sort -n | head -n 1)
  echo "$best" | awk -v words="$*" -v lines="$(wc -l <"$folder/listed.txt")" \
    '{ printf "%6.3f s elapsed  %6.3f s processor  %6d lines  %s\n", $1, $2 + $3, lines, words; exit $1 >= 1 }' ||
    slow=$((slow + 1))
}

listed runs "$store"
listed runs "$store" --kind start
listed runs "$store" --kind lengths
listed runs "$store" --dataset mnist
listed runs "$store" --init he-normal
listed runs "$store" --depth 30
listed runs "$store" --depth 999
listed runs "$store" --result started
listed runs "$store" --result diverged
listed runs "$store" --dataset mnist --result diverged
listed runs "$store" --kind start --dataset mnist --init he-normal --depth 30 --result censored
listed runs "$store" --result censored --limit 10000
listed runs "$store" --depth 30 --limit 1000 --csv
listed runs show 500000 "$store"
listed runs delete "$store" --result diverged
if [ "$slow" -gt 0 ]; then
  echo "million.sh: FAILED: $slow of them took a second or more;$(uptime)" >&2
  exit 1
fi

exported() {
  python3 - "$program" "$@" <<'PYTHON'
import resource, subprocess, sys
with subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE) as process:
    lines = sum(1 for _ in process.stdout)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
megabytes = used.ru_maxrss // 1024
print(f"{used.ru_utime + used.ru_stime:6.2f} s processor  {megabytes} MB  {lines} lines ", *sys.argv[2:])
sys.exit(process.returncode or megabytes > 100)
PYTHON
}

for words in "runs --csv" "runs --jsonl" "runs --jsonl --result started" "runs epochs --csv --result started"; do
  # shellcheck disable=SC2086
  exported $words "$store" || { echo "million.sh: FAILED: '$words' ended badly or took over 100 MB" >&2; exit 1; }
done
echo "million.sh: all lists took less than a second, all exports less than 100 MB;$(uptime)"
