#!/usr/bin/env bash
# Runs one sweep on one worker, on two, in four parts, and on a real Slurm cluster of one node, and compares the stores.
set -euo pipefail
cd "$(dirname "$0")/.."
source Tests/contents.sh
program=$(realpath "${1:-.build/release/kindling}")
folder=$(mktemp -d)
# The cluster's socket must be within reach of every user.
chmod 711 "$folder"
cluster=Tests/slurm/cluster.sh
trap '"$cluster" stop "$folder/cluster"; rm -rf "$folder"' EXIT

fail() {
  echo "slurm.sh: $1" >&2
  exit 1
}

status=0
environment=$("$cluster" start "$folder/cluster") || status=$?
if [ "$status" -eq 77 ]; then echo "slurm.sh: skipped" >&2; fi
if [ "$status" -ne 0 ]; then exit "$status"; fi
eval "$environment"

# 40 short runs, of which some start, some do not, and some diverge.
sweep=(sweep --dataset synthetic --axis depth=2,4,6,8,16 --init he-normal,he-doubled,lecun-normal,zeros --seeds 2
  --epochs 3 --rate 0.05 --batch 64)

runs() { sqlite3 "$1" 'SELECT count(*) FROM run'; }

# Waits for a job of Slurm, three minutes at most, and sees that it, and each of its tasks, went well.
await() {
  local began=$SECONDS states
  while [ -n "$(squeue --noheader --jobs="$1" 2>/dev/null)" ]; do
    [ $((SECONDS - began)) -lt 180 ] || fail "job $1 does not end: $(squeue --noheader)"
    sleep 0.2
  done
  states=$(scontrol --oneliner show job "$1" | grep -oE 'JobState=\w+' | sort -u)
  if [ "$states" != JobState=COMPLETED ]; then
    tail -n 5 "$2"/*.log >&2
    fail "job $1: expected JobState=COMPLETED, found $(echo $states)"
  fi
}

same() {
  contents "$2" >"$folder/other.sql"
  cmp "$folder/whole.sql" "$folder/other.sql" || fail "$1: another store than one worker's"
  echo "slurm.sh: $1: $(wc -l <"$folder/other.sql") lines alike"
}

quietly() { "$@" >"$folder/said" 2>&1 || fail "$(tail -n 3 "$folder/said")"; }

quietly "$program" "${sweep[@]}" --jobs 1 --out "$folder/whole"
[ "$(runs "$folder/whole/runs.db")" -eq 40 ] || fail "expected 40 runs, found $(runs "$folder/whole/runs.db")"
contents "$folder/whole/runs.db" >"$folder/whole.sql"

quietly "$program" "${sweep[@]}" --jobs 2 --out "$folder/two"
same "two workers" "$folder/two/runs.db"

for part in 1 2 3 4; do quietly "$program" "${sweep[@]}" --shard "$part/4" --out "$folder/parts"; done
quietly "$program" merge "$folder"/parts/shard-*-of-4.db --out "$folder/parts/runs.db"
same "four parts" "$folder/parts/runs.db"

# A folder that a shell or Slurm would not take as it is, unless it is quoted.
out="$folder/it's a \"folder\" of \$HOME, 100 %"
"$program" "${sweep[@]}" --slurm 4 --submit --out "$out" >"$folder/said"
[[ $(cat "$folder/said") =~ job\ ([0-9]+),\ and\ ([0-9]+) ]] || fail "expected numbers of jobs, found $(cat "$folder/said")"
array=${BASH_REMATCH[1]} merge=${BASH_REMATCH[2]}
await "$merge" "$out"
await "$array" "$out"
for part in 1 2 3 4; do
  [ "$(runs "$out/shard-$part-of-4.db")" -lt 40 ] || fail "shard $part ran the whole sweep"
  [ -s "$out/shard-$part-of-4.log" ] || fail "shard $part left no log"
done
same "an array of four" "$out/runs.db"

# A script of two tasks is one process, and must run the whole, though Slurm calls it the first of two.
job=$(sbatch --parsable --ntasks=2 --output="$folder/script.log" \
  --wrap "'$program' ${sweep[*]} --out '$folder/script'")
await "$job" "$folder"
same "a script of two tasks" "$folder/script/runs.db"

if timeout 10 srun --ntasks=2 true 2>/dev/null; then
  quietly srun --ntasks=2 "$program" "${sweep[@]}" --out "$folder/step"
  quietly "$program" merge "$folder"/step/shard-{1,2}-of-2.db --out "$folder/step/runs.db"
  same "a step of two tasks" "$folder/step/runs.db"
else
  echo "slurm.sh: a step of two tasks: left out, srun does not work under this machine's name"
fi
