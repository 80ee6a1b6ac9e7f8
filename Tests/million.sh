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

if [ ! -e "$store" ]; then
  # The program begins the store, so that the tables are its own.
  "$program" reproduce fig1b --dataset synthetic --init he-normal --depths 2 --runs 1 --epochs 1 --out "$folder" \
    >/dev/null 2>&1
  # Labels are mixed, so that no filter finds its runs side by side; 1 of 10 runs measured lengths, 1 of 100 diverged.
  sqlite3 "$store" "
    PRAGMA synchronous = OFF;
    BEGIN;
    CREATE TEMP TABLE made AS
      WITH RECURSIVE number (id) AS (SELECT 2 UNION ALL SELECT id + 1 FROM number WHERE id < 1000000),
        mixed AS (SELECT id, (id * 2654435761) % 4294967296 / 64 AS hash FROM number)
      SELECT id, hash % 10 = 0 AS lengths, hash / 10 % 50 + 1 AS depth,
        CASE hash / 500 % 3 WHEN 0 THEN 'mnist' WHEN 1 THEN 'fashion-mnist' ELSE 'synthetic' END AS dataset,
        CASE hash / 1500 % 4 WHEN 0 THEN 'he-normal' WHEN 1 THEN 'he-uniform' WHEN 2 THEN 'lecun-normal'
          ELSE 'glorot-uniform' END AS initialization,
        CASE WHEN hash % 10 = 0 THEN 'measured' WHEN hash / 6000 % 90 = 0 THEN 'diverged'
          WHEN hash / 6000 % 2 = 0 THEN 'started' ELSE 'censored' END AS result
      FROM mixed;
    INSERT INTO run SELECT id, iif(lengths, 'lengths', 'start'),
        format('{\"architecture\":{\"depth\":%d},\"criterion\":{\"epochLimit\":4},\"data\":\"%s\","`
          `"\"initialization\":{\"weights\":{\"gain\":1}},\"seed\":%d}', depth, dataset, id),
        dataset, initialization, depth, id, result, iif(result IN ('started', 'censored'), 4, NULL),
        iif(result = 'diverged', 7, NULL), 0.25, '2026-01-01T00:00:00Z', 1, NULL, 0 FROM made;
    INSERT INTO outcome SELECT id, '{\"epochs\":[],\"start\":{\"censored\":{\"epoch\":4}}}' FROM made;
    INSERT INTO epoch SELECT id, epoch, 2.3 + 1.0 / id, 2.3 - 1.0 / id, 0.1 FROM made
      JOIN (SELECT 1 AS epoch UNION SELECT 2 UNION SELECT 3 UNION SELECT 4)
      WHERE result IN ('started', 'censored') ORDER BY id, epoch;
    COMMIT;
    PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
fi
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
