#!/usr/bin/env bash
# Kills a sweep of 224 runs at 20 random moments, resumes it each time, and compares its store with an undisturbed one's.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-.build/release/kindling}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sweep=(reproduce fig1b --dataset synthetic --init he-normal,he-doubled,lecun-normal,zeros
  --depths 2,3,4,5,6,7,8 --runs 8 --epochs 3)

# Everything that a run's trial decides; numbers of rows, times and dates are its accidents.
contents() {
  sqlite3 "$1" "
    SELECT kind, identity, result, epoch, step, json FROM run JOIN outcome ON run = id ORDER BY kind, identity;
    SELECT kind, identity, lines.epoch, format('%!.17g %!.17g %!.17g', training_loss, test_loss, test_accuracy)
    FROM run JOIN epoch AS lines ON run = id ORDER BY kind, identity, lines.epoch;"
}

began=$(date +%s%N)
"$program" "${sweep[@]}" --out "$folder/whole" >"$folder/whole.txt" 2>/dev/null
# Short enough that, over 20 of them, the sweep is not done before the last.
longest=$((($(date +%s%N) - began) / 10000000))
kills=0
while [ "$kills" -lt 20 ]; do
  "$program" "${sweep[@]}" --out "$folder/torn" >/dev/null 2>&1 &
  delay=$((RANDOM % longest + 50))
  sleep "$((delay / 1000)).$(printf '%03d' $((delay % 1000)))"
  kill -9 $! 2>/dev/null || true
  status=0
  wait $! 2>/dev/null || status=$?
  if [ "$status" -ne 137 ]; then
    echo "kill.sh: the sweep ended after $kills kills: expected 20; give it more epochs" >&2
    exit 1
  fi
  kills=$((kills + 1))
done
left=$((224 - $(sqlite3 "$folder/torn/runs.db" 'SELECT count(*) FROM run')))
"$program" "${sweep[@]}" --out "$folder/torn" >"$folder/torn.txt" 2>/dev/null

[ "$(sqlite3 "$folder/torn/runs.db" 'PRAGMA integrity_check')" = ok ] || { echo "kill.sh: the store is damaged" >&2; exit 1; }
contents "$folder/whole/runs.db" >"$folder/whole.sql"
contents "$folder/torn/runs.db" >"$folder/torn.sql"
cmp "$folder/whole.sql" "$folder/torn.sql"
runs=$(sqlite3 "$folder/torn/runs.db" 'SELECT count(*) FROM run')
echo "kill.sh: $kills kills, $left runs left after the last, $runs runs in the end, $(wc -l <"$folder/whole.sql") lines alike, integrity_check ok"
