#!/usr/bin/env bash
# wholeplace diff: what it says of two result folders, its table, and the folders that it refuses.
set -u
queue=$WHOLEPLACE_SOURCE_DIR/scenarios/verification/mm1.yaml
place=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/desk.sh"

simulate() {  # FOLDER REPLICATIONS ARGUMENT...: a short run of one queue
  local folder=$1 n=$2
  shift 2
  in_time "$WHOLEPLACE" run "$queue" -n "$n" --set run.warm_up=50 --set run.horizon=400 --quiet -o "$folder" "$@" 2>err
}
abuse() {  # FOLDER ARGUMENT...
  local folder=$1
  shift
  in_time "$WHOLEPLACE" run "$place" -n 2 --set 'run.warm_up=1 years' --set 'run.horizon=1 years' \
    --set areas.west_cheshire.residents=20000 --quiet -o "$folder" "$@" 2>err
}
has() { grep -qF -- "$2" "$1" || { echo "  $1 lacks: $2"; return 1; }; }
prints() { has <(tr '\n' ' ' <out) "$1"; }  # however its lines are broken
lacks() { ! grep -qF -- "$2" "$1" || { echo "  $1 holds: $2"; return 1; }; }
compares() { wholeplace diff "$@" && is "$status" 0 && silent err; }
refuses() { refused "$1" diff "${@:2}"; }  # TEXT ARGUMENT...

expect "a queue" simulate queue 6
expect "again" simulate again 6
expect "faster" simulate faster 6 --set 'stations.desk.service={exponential: {mean: 0.9}}'
expect "told what it knew" simulate told 6 --set stations.desk.servers=1
expect "of another seed and length" simulate other 6 --seed 5 --set run.horizon=500
expect "of more replications" simulate more 9
expect "one replication" simulate one 1
expect "a place" abuse place
expect "with more IDVAs" abuse idvas --set systems.six_route.services.idva.capacity.fte=0.1 --systems option_1

# ---- what it says -----------------------------------------------------------------------------------------------------
expect "a result and its repetition" compares queue again
expect "have the same inputs" has out "No inputs differ."
expect "and outputs" has out "No outputs differ, of "
expect "and seed, version and title" is "$(grep -c 'the same$' out)" 9
expect "a folder is not beside itself" compares queue queue
expect "and does not differ" has out "No outputs differ, of "

expect "a number from elsewhere" compares queue told
expect "is no other input" has out "Inputs that differ: 0; of 1 more only the evidence"
expect "but another evidence" grep -qE '^  stations\.desk\.servers +1 +the same but for source, status$' out
expect "and changes nothing" has out "No outputs differ, of "

expect "a faster desk" compares queue faster
expect "is an input" has out "Inputs that differ: 1"
expect "with path and values" grep -qE '^  stations\.desk\.service\.exponential\.mean +1 +0\.9$' out
expect "the outputs are paired" prints "Paired by replication: seed 19750301 in both, replications 0 to 5. "
expect "and the desk is clearly less busy" grep -qE ' -0\.0[0-9]+ \(-0\.[0-9]+ to -0\.[0-9]+\) \*$' out
expect "by an output with its unit" has out "  stations.desk.utilisation (share)"
expect "chance is spoken of" grep -qE "by chance alone: about [0-9.]+\." <(tr '\n' ' ' <out)
expect "no line is wider than 100 columns" is "$(LC_ALL=C.UTF-8 awk 'length > 100' out)" ""
expect "a long list is cut" grep -qE "^  \.\.\. and [0-9]+ more; --all lists them" out
wholeplace diff queue faster --all
expect "and whole with --all" lacks out "... and"

expect "two seeds" compares queue other
expect "are not paired" prints "Not paired, for the seeds differ: Welch"
expect "another horizon is warned of" prints "The horizons differ: counts"
expect "more replications of one seed" compares queue more
expect "are paired with those that both have" prints "replications 0 to 5; the others are left out"
expect "one replication" compares one one
expect "cannot differ from itself" has out "No outputs differ, of "
expect "against several" compares one faster
expect "has no interval" prints "Too few replications for intervals."

expect "two models" compares queue place
expect "are called that" prints "The two are of different models."
expect "some of their inputs are compared" grep -qE '^  run\.replications +6 +2$' out
expect "what only one has is not" lacks out "stations.desk"
expect "no output is" lacks out "Outputs that differ"

expect "fewer IDVAs and fewer systems" compares place idvas
expect "the change is seen" grep -qE '^  systems\.six_route\.services\.idva\.capacity\.fte +4(\.0)? +0\.1$' out
expect "and what it does" has out "  idva_utilisation (share), six_route"
expect "a system that is gone is named" has out "Systems only in first (1): option_2"
expect "groups are left out" lacks out "tier=high"
wholeplace diff place idvas --groups --all
expect "unless asked for" has out "tier=high"

# ---- the table --------------------------------------------------------------------------------------------------------
expect "a table" compares place idvas -o table.csv
expect "that is named" has out "Written: table.csv"
expect "has its header" is "$(head -1 table.csv)" \
  "kind,path_or_metric,system,group,unit,first,second,difference,ci_low,ci_high,paired,n_first,n_second"
cat >table.py <<'PYTHON'
import csv, math, sqlite3

rows = list(csv.DictReader(open("table.csv")))
def values(folder, system, metric):
    store = sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True)
    return [v for (v,) in store.execute(
        "SELECT value FROM measurement WHERE system = ? AND metric = ? AND grp = '' AND row = 'whole horizon' "
        "ORDER BY replication", (system, metric))]
outputs = [r for r in rows if r["kind"] == "output"]
assert len(outputs) > 20, len(outputs)
for r in outputs:
    a, b = (values(f, r["system"], r["path_or_metric"]) for f in ("place", "idvas"))
    assert r["paired"] == "yes" and (len(a), len(b)) == (int(r["n_first"]), int(r["n_second"])), r
    if len(a) < 2 or len(b) < 2: continue
    d = [y - x for x, y in zip(a, b)]
    mean, half = sum(d) / 2, 12.706204736 * abs(d[1] - d[0]) / 2  # t(0.975, 1)
    for text, wanted in ((r["first"], sum(a) / 2), (r["second"], sum(b) / 2), (r["difference"], mean),
                         (r["ci_low"], mean - half), (r["ci_high"], mean + half)):
        assert math.isclose(float(text), wanted, rel_tol=1e-6, abs_tol=1e-6), (r, text, wanted)
kinds = {r["kind"] for r in rows}
assert kinds >= {"run", "input", "evidence", "output", "system"}, kinds
assert any(r["path_or_metric"] == "systems.six_route.services.idva.capacity.fte.source" for r in rows)
PYTHON
expect "and holds what the stores hold" python3 table.py
before=$(sha256sum table.csv)
expect "it is not overwritten" refuses "table.csv: already exists; --force replaces it" queue faster -o table.csv
expect "nor changed" is "$(sha256sum table.csv)" "$before"
expect "but with --force" compares queue faster -o table.csv --force
expect "it is another" has table.csv "stations.desk.utilisation"
mkdir folder
expect "a folder is no table, even with --force" refuses "folder: exists and is not a file" queue faster -o folder --force
expect "nor is a device" refuses "/dev/null: exists and is not a file" queue faster -o /dev/null --force
expect "nor a file in no folder" refuses "nowhere/x.csv: No such file or directory" queue faster -o nowhere/x.csv
(ulimit -f 1; in_time "$WHOLEPLACE" diff queue faster -o limited.csv >out 2>err)
expect "a limit on file size" is "$?" 3
expect "is said" has err "limited.csv: file too large"
expect "nothing is left of it, nor beside it" is "$(ls -A | grep -E 'limited|partial')" ""

# ---- sweeps -----------------------------------------------------------------------------------------------------------
a_desk 5
sweep() {  # FOLDER RATES SED...: a sweep over arrival rates
  local folder=$1 rates=$2
  shift 2
  printf '%s\n' "title: Rates" "purpose: a test" "scenario: desk.$folder.yaml" "design: {kind: list}" \
    "metrics: [stations.desk.mean_wait, stations.desk.utilisation]" \
    "factors: {rate: {path: classes.caller.arrivals.rate, values: [$rates]}}" >"sweep.$folder.yaml"
  sed "$@" desk.yaml >"desk.$folder.yaml"
  in_time "$WHOLEPLACE" sweep "sweep.$folder.yaml" --quiet -o "$folder" 2>err
}
expect "a sweep" sweep rates "0.4, 0.5, 0.6" ""
expect "again" sweep rates_again "0.4, 0.5, 0.6" ""
expect "in another order and with one more" sweep rates_more "0.6, 0.70, 0.50, 0.4" ""
expect "with a faster desk" sweep rates_fast "0.4, 0.5, 0.6" "s/mean: 1/mean: 0.8/"
expect "of another seed" sweep rates_seed "0.4, 0.5, 0.6" "s/seed: 5/seed: 6/"
expect "of other points" sweep rates_other "0.41, 0.51" ""

expect "a sweep and its repetition" compares rates rates_again
expect "have the same outputs" has out "No outputs differ, of 6 compared."
expect "and seed, points and title" is "$(grep -c 'the same$' out)" 10
expect "their files differ by name" grep -qE '^  sweep\.scenario +desk\.rates\.yaml +desk\.rates_again\.yaml$' out
expect "points in another order" compares rates rates_more
expect "are the same points" has out "No outputs differ, of 6 compared."
expect "the one more is named" has out "Points only in second (1): 1 (rate 0.70)"
expect "other points" compares rates rates_other
expect "cannot be compared" has out "No outputs can be compared: no point is in both."
expect "and are named" has out "Points only in first (3): 0 (rate 0.4); 1 (rate 0.5); 2 (rate 0.6)"
expect "a faster desk in a sweep" compares rates rates_fast
expect "is an input" grep -qE '^  stations\.desk\.service\.exponential\.mean +1 +0\.8$' out
expect "every output moves" has out "Outputs that differ: 6 of 6 compared"
expect "beyond doubt" has out "  stations.desk.utilisation (share), point 2 (rate 0.6)"
expect "paired at every point" prints "at 3 points that both have, each system and its difference to the baseline. Paired by replication: seed 5 in both."
expect "two seeds of a sweep" compares rates rates_seed
expect "are not paired either" prints "Not paired, for the seeds differ: Welch"
expect "a table of sweeps" compares rates rates_fast -o sweeps.csv
cat >sweeps.py <<'PYTHON'
import csv, math, sqlite3

def values(folder, point, metric):
    store = sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True)
    return [v for (v,) in store.execute(
        f'SELECT "{metric}" FROM outcome WHERE point = ? ORDER BY replication', (point,))]
rows = [r for r in csv.DictReader(open("sweeps.csv")) if r["kind"] == "output"]
assert {(r["point_first"], r["path_or_metric"]) for r in rows} == {
    (str(p), f"stations.desk.{m}") for p in range(3) for m in ("mean_wait", "utilisation")}, rows
for r in rows:
    a, b = (values(f, int(r["point_" + w]), r["path_or_metric"])
            for f, w in (("rates", "first"), ("rates_fast", "second")))
    d = [y - x for x, y in zip(a, b)]
    mean = sum(d) / 5
    half = 2.7764451052 * math.sqrt(sum((x - mean) ** 2 for x in d) / 4 / 5)  # t(0.975, 4)
    for text, wanted in ((r["first"], sum(a) / 5), (r["second"], sum(b) / 5), (r["difference"], mean),
                         (r["ci_low"], mean - half), (r["ci_high"], mean + half)):
        assert math.isclose(float(text), wanted, rel_tol=1e-6, abs_tol=1e-9), (r, text, wanted)
    assert r["paired"] == "yes", r
PYTHON
expect "holds what their stores hold" python3 sweeps.py
sed -i 's/^design.*/design: {kind: grid}/; s/^factors.*/factors: {mean: {path: stations.desk.service.exponential.mean, values: [1, 2]}}/' sweep.rates_other.yaml
in_time "$WHOLEPLACE" sweep sweep.rates_other.yaml --quiet -o other_factor 2>err
expect "another factor" compares rates other_factor
expect "is named" has out "Factors only in first (1): rate"
expect "on either side" has out "Factors only in second (1): mean"
cat >sweep.idvas.yaml <<YAML
title: Posts
purpose: a test
scenario: $place
systems: [option_1]
set: [run.warm_up=1 years, run.horizon=1 years, areas.west_cheshire.residents=20000]
replications: 2
metrics: [idva_utilisation]
design: {kind: list}
factors: {posts: {path: systems.option_1.services.idva.capacity.fte, values: [4]}}
YAML
in_time "$WHOLEPLACE" sweep sweep.idvas.yaml --quiet -o idvas_4 2>err
sed -i 's/^set: \[/&systems.option_1.services.idva.capacity.fte=4, systems.six_route.services.idva.capacity.fte=0.1, /' sweep.idvas.yaml
in_time "$WHOLEPLACE" sweep sweep.idvas.yaml --quiet -o idvas_less 2>err
expect "a baseline that changed" compares idvas_4 idvas_less
expect "moves itself" has out "  idva_utilisation (share), six_route, point 0 (posts 4)"
expect "a table of it" compares idvas_4 idvas_less -o idvas.csv
measured() { python3 -c 'import csv, math, sqlite3
def mean(folder):
    rows = sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True).execute(
        "SELECT a.idva_utilisation - b.idva_utilisation FROM outcome a JOIN outcome b USING (point, replication) "
        "WHERE a.system = ? AND b.system = ?", ("option_1", "six_route")).fetchall()
    return sum(v for v, in rows) / len(rows)
row, = [r for r in csv.DictReader(open("idvas.csv")) if r["system"] == "option_1 minus six_route"]
raise SystemExit(not all(math.isclose(float(row[w]), mean(f), rel_tol=1e-6)
                         for w, f in (("first", "idvas_4"), ("second", "idvas_less"))))'; }
expect "with the differences of the stores" measured
expect "and what is measured against it" has out "  idva_utilisation (share), option_1 minus six_route, point 0 (posts 4)"
expect "a run and a sweep" refuses "rates holds a sweep and queue a run: they cannot be compared" queue rates
expect "in either order" refuses "rates holds a sweep and queue a run: they cannot be compared" rates queue
cp -r rates spoilt && cp rates_more/design.csv spoilt
expect "a design of another sweep" refuses "spoilt/results.sqlite: of another design than design.csv" rates spoilt
cp rates/design.csv spoilt && cp rates_fast/results.sqlite spoilt
expect "a store of another sweep" refuses "spoilt/results.sqlite: of another sweep than manifest.json" spoilt rates
cp queue/results.sqlite spoilt
expect "a store of a run" refuses "spoilt/results.sqlite: not a sweep of wholeplace" spoilt rates
rm spoilt/results.sqlite
expect "a sweep without a store" refuses "spoilt/results.sqlite: no such file" rates spoilt

# ---- what it refuses --------------------------------------------------------------------------------------------------
expect "no folders" refuses "FIRST is required"
expect "one folder" refuses "SECOND is required" queue
expect "three folders" refuses "again" queue faster again
expect "--force without a table" refuses "--out" queue faster --force
expect "a folder that is not there" refuses "nowhere: no such folder" queue nowhere
expect "a file" refuses "table.csv: not a folder" table.csv queue
expect "an empty folder" refuses "folder/manifest.json: no such file" folder queue
damaged() {  # FILE: a result folder whose FILE is what standard input says
  rm -rf damaged && cp -r queue damaged && cat >"damaged/$1"
}
damaged manifest.json <<<'{"program": "other"}'
expect "another's manifest" refuses "damaged/manifest.json: not a manifest of wholeplace" queue damaged
damaged manifest.json < <(head -c 200 queue/manifest.json)
expect "half a manifest" refuses "damaged/manifest.json: not a manifest of wholeplace" queue damaged
damaged manifest.json < <(sed 's/^  "seed": [0-9]*/  "seed": "seven"/' queue/manifest.json)
expect "a manifest with a wrong seed" refuses "damaged/manifest.json: damaged: " queue damaged
damaged scenario.yaml < <(sed 's/rate: 0.8/rate: 0.7/' queue/scenario.yaml)
expect "an edited scenario" refuses "damaged/scenario.yaml: not the scenario that was run" queue damaged
rm damaged/scenario.yaml
expect "no scenario" refuses "damaged/scenario.yaml: no such file" damaged queue
damaged results.sqlite <<<"no store"
expect "a text for a store" refuses "damaged/results.sqlite: file is not a database" queue damaged
damaged results.sqlite < <(head -c 20000 queue/results.sqlite)
expect "half a store" refuses "damaged/results.sqlite: " queue damaged
damaged results.sqlite </dev/null
expect "an empty store" refuses "damaged/results.sqlite: not a store of wholeplace" queue damaged
damaged results.sqlite < <(cat faster/results.sqlite)
expect "another run's store" refuses "damaged/results.sqlite: of another run than manifest.json" queue damaged
rm damaged/results.sqlite
expect "no store" refuses "damaged/results.sqlite: no such file" queue damaged

if [[ -w /dev/full ]]; then
  in_time "$WHOLEPLACE" diff queue faster >/dev/full 2>err
  expect "output that does not arrive is missed" is "$?" 3
fi

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
