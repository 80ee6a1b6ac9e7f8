#!/usr/bin/env bash
# Fills a store with runs that were never made, as many as a test or a measurement needs.
#
# usage: Tests/fill.sh PROGRAM FOLDER RUNS; the store is FOLDER/runs.db.
set -euo pipefail
program=$1
folder=$2
runs=$3
store=$folder/runs.db

# The program begins the store, so that the tables are its own.
"$program" reproduce fig1b --dataset synthetic --init he-normal --depths 2 --runs 1 --epochs 1 --out "$folder" \
  >/dev/null 2>&1
# Labels are mixed, so that no filter finds its runs side by side; 1 of 10 runs measured lengths, 1 of 100 diverged.
sqlite3 "$store" "
  PRAGMA synchronous = OFF;
  BEGIN;
  CREATE TEMP TABLE made AS
    WITH RECURSIVE number (id) AS (SELECT 2 UNION ALL SELECT id + 1 FROM number WHERE id < $runs),
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
