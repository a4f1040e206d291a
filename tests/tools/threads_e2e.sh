#!/usr/bin/env bash
# One thread and two give the same results to the last byte.
set -euo pipefail
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

for threads in 1 2; do
  "$WHOLEPLACE" run "$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml" -n 4 -j "$threads" --seed 7 \
    --set 'run.warm_up=0.1 years' --set 'run.horizon=1 years' -o "$out/$threads" --quiet >"$out/$threads.txt"
done
for file in summary.json summary.csv differences.csv margins.csv weekly.csv; do
  cmp "$out/1/$file" "$out/2/$file"
done
