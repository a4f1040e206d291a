#!/usr/bin/env bash
# Textbook queues: what theory says of every scenario in scenarios/verification/ lies in the interval that the program
# itself reports, at a false-alarm rate of 1e-6 each. And the runs behind it are the same to the last byte on any number
# of threads, one replication alone or among others, stopped by precision or not.
#
# Sanitizers make the program ten times slower: a build of theirs judges three small files and leaves the rest.
set -u
scenarios=$WHOLEPLACE_SOURCE_DIR/scenarios/verification
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
simulate() { "$WHOLEPLACE" run "$@" --quiet || { echo "  exit status $?"; return 1; }; }

# ---- the same bytes however it was run ------------------------------------------------------------------------------
jackson=("$scenarios/jackson.yaml" --set run.warm_up=20 --set run.horizon=300)
same() {  # FOLDER FOLDER
  cmp "$1/summary.json" "$2/summary.json" && cmp "$1/summary.csv" "$2/summary.csv" &&
    cmp "$1/validation.csv" "$2/validation.csv"
}
on_any_threads() {
  local threads
  for threads in 1 2 3 8; do simulate "${jackson[@]}" -n 24 -j "$threads" -o "threads_$threads" || return 1; done
  for threads in 2 3 8; do same threads_1 "threads_$threads" || return 1; done
}
expect "1, 2, 3 and 8 threads give the same bytes" on_any_threads

one_alone() {
  simulate "${jackson[@]}" --replication 7 -o alone || return 1
  python3 - <<'PYTHON'
import sqlite3, sys
def values(folder):
    store = sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True)
    return dict(store.execute("SELECT metric, value FROM measurement WHERE replication = 7"))
alone, batch = values("alone"), values("threads_1")
# A batch knows more elements of an array: those that some other replication reached. Here they are 0.
wrong = [name for name in batch if alone.get(name, 0) != batch[name]]
wrong += [name for name in alone if name not in batch]
if wrong or len(alone) < 50: sys.exit(f"  {len(alone)} values, differing: {wrong[:5]}")
PYTHON
}
expect "--replication 7 alone is replication 7 of a batch" one_alone

precise() {
  local threads
  for threads in 1 2; do
    simulate "${jackson[@]}" -j "$threads" -o "precise_$threads" \
      --set 'run.precision={output: stations.triage.mean_wait, relative: 0.1}' || return 1
  done
  same precise_1 precise_2 && python3 - <<'PYTHON'
import json, sys
summary = json.load(open("precise_1/summary.json"))
wait = summary["stations"]["triage"]["mean_wait"]
half = wait["ci_high"] - wait["mean"]
if not 5 < summary["replications"] < 10000: sys.exit(f"  {summary['replications']} replications")
if half > 0.1 * wait["mean"]: sys.exit(f"  half-width {half} of {wait['mean']}")
PYTHON
}
expect "run.precision stops at the same replication on 1 and 2 threads, and is reached" precise

# ---- theory ---------------------------------------------------------------------------------------------------------
agrees() {  # NAME
  simulate "$scenarios/$1.yaml" -o "$1" || return 1
  python3 - "$1" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1] + "/validation.csv", encoding="utf-8")))
wrong = [row for row in rows if row["verdict"] != "agrees"]
for row in wrong:
    print("  {quantity}: {verdict}; theory {target}, simulated {mean} ({ci_low} to {ci_high}), n {n}".format(**row))
if not rows: print("  nothing is expected")
sys.exit(bool(wrong) or not rows)
PYTHON
}
if grep -q -e -fsanitize threads_1/manifest.json; then
  names=(loss_constant gm1_constant bulk_minimum)
else
  names=()
  for file in "$scenarios"/*.yaml; do names+=("$(basename "$file" .yaml)"); done
  expect "all textbook cases are there" test "${#names[@]}" -ge 29
fi
for name in "${names[@]}"; do expect "$name.yaml agrees with theory" agrees "$name"; done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -ge 6 ]]
