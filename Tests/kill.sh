#!/usr/bin/env bash
# Kills a sweep of 224 runs at 20 random moments or more, resumes it each time, and compares its store with an undisturbed one's;
# then two long runs, which are never left alive for as long as one of them takes.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-.build/release/kindling}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sweep=(reproduce fig1b --dataset synthetic --init he-normal,he-doubled,lecun-normal,zeros
  --depths 2,3,4,5,6,7,8 --runs 8 --epochs 6)

source Tests/contents.sh

# Sees that a torn sweep's store holds what an undisturbed one's does, and that no checkpoint is left.
compare() {
  [ "$(sqlite3 "$2/runs.db" 'PRAGMA integrity_check')" = ok ] || { echo "kill.sh: the store is damaged" >&2; exit 1; }
  contents "$1/runs.db" >"$folder/whole.sql"
  contents "$2/runs.db" >"$folder/torn.sql"
  cmp "$folder/whole.sql" "$folder/torn.sql"
  [ ! -e "$2/runs.db-checkpoints" ] || { echo "kill.sh: checkpoints are left" >&2; exit 1; }
}

# Runs the rest of a command for so many milliseconds; fails where it ended by itself.
cut_short() {
  local delay=$1 status=0
  shift
  "$@" >/dev/null 2>&1 &
  sleep "$((delay / 1000)).$(printf '%03d' $((delay % 1000)))"
  kill -9 $! 2>/dev/null || true
  wait $! 2>/dev/null || status=$?
  [ "$status" -eq 137 ]
}

began=$(date +%s%N)
"$program" "${sweep[@]}" --out "$folder/whole" >/dev/null 2>&1
ended=$(date +%s%N)
"$program" "${sweep[@]}" --out "$folder/whole" >/dev/null 2>&1
start=$((($(date +%s%N) - ended) / 1000000))
# After it has started, short enough that, over 20 of them, the sweep is not done before the last, whatever else the
# machine does; then longer, until there are runs that the kills could have spoilt.
longest=$(((ended - began) / 20000000))
kills=0
left=224
while [ "$kills" -lt 20 ] || [ "$left" -gt 200 ]; do
  if ! cut_short $((RANDOM % longest + start)) "$program" "${sweep[@]}" --out "$folder/torn"; then
    [ "$kills" -lt 20 ] || break
    echo "kill.sh: the sweep ended after $kills kills: expected 20; give it more epochs" >&2
    exit 1
  fi
  kills=$((kills + 1))
  [ "$kills" -ge 20 ] || continue
  left=$((224 - $(sqlite3 "$folder/torn/runs.db" 'SELECT count(*) FROM run')))
  longest=$((longest * 3 / 2))
done
"$program" "${sweep[@]}" --out "$folder/torn" >/dev/null 2>&1
compare "$folder/whole" "$folder/torn"
runs=$(sqlite3 "$folder/torn/runs.db" 'SELECT count(*) FROM run')
echo "kill.sh: $kills kills, $left runs left after the last, $runs runs in the end, $(wc -l <"$folder/whole.sql") lines alike, integrity_check ok"

# A run keeps its first state after a second, and is killed before a third of the time that it takes: a fast machine
# needs more epochs.
epochs=100
longest=0
while [ "$longest" -le 2000 ]; do
  epochs=$((2 * epochs))
  rm -rf "$folder/long"
  long=(reproduce fig1b --dataset synthetic --init lecun-normal --depths 40 --runs 2 --epochs "$epochs" --jobs 2)
  "$program" "${long[@]}" --out "$folder/long" >/dev/null 2>&1
  shortest=$(sqlite3 "$folder/long/runs.db" 'SELECT cast(1000 * min(seconds) AS INTEGER) FROM run')
  longest=$((shortest / 3))
done
kills=0
while cut_short $((RANDOM % (longest - 1500) + 1500)) "$program" "${long[@]}" --out "$folder/resumed"; do
  kills=$((kills + 1))
  [ "$kills" -lt 100 ] || { echo "kill.sh: two runs of $shortest ms not done after 100 kills" >&2; exit 1; }
done
"$program" "${long[@]}" --out "$folder/resumed" >/dev/null 2>&1
compare "$folder/long" "$folder/resumed"
echo "kill.sh: two runs of $epochs epochs and at least $shortest ms, killed $kills times after at most $longest ms, $(wc -l <"$folder/whole.sql") lines alike"
