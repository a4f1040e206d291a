#!/usr/bin/env bash
# What a sweep's points may be: contradictions are found at every point before anything is simulated, names are no
# numbers, what counts things is whole, tables are read strictly. And that it says what its intervals hold.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/desk.sh"
prints() { grep -qF -- "$1" out || { cat out; return 1; }; }

a_desk_and_a_panel 3 '{uniform: {low: 0.5, high: 1}}'
# sweep_of NAME DESIGN FACTORS...: the last are lines of their own
sweep_of() {
  local name=$1 design=$2
  shift 2
  printf '%s\n' "title: $name" "purpose: a test" "scenario: desk.yaml" \
    "metrics: [stations.desk.mean_wait, stations.desk.utilisation]" "design: $design" "$@" >"$name.yaml"
}
# refuses ARGUMENT...: `sweep` does, with nothing written or left
refuses() { without_trace refused "" sweep "$@"; }

# ---- contradictory points ---------------------------------------------------------------------------------------------
low='  low: {path: stations.desk.service.uniform.low, values: [0.5, 0.7, 0.9]}'
high='  high: {path: stations.desk.service.uniform.high, values: [1, 0.8, 0.6]}'
sweep_of contrary "{kind: grid}" "factors:" "$low" "$high"
for option in "" --dry-run "--shard 1/9" "--resume"; do
  expect "points that contradict the scenario, with '$option'" refuses contrary.yaml $option
  expect "are named, all of them" says '(at design points 5, 7 and 8; 5 is low "0.7", high "0.6")'
done
wide() { seq -s ', ' "$1" 0.001 "$2"; }
sweep_of many "{kind: list}" "factors:" "  low: {path: stations.desk.service.uniform.low, values: [$(wide 1.001 1.040)]}" \
  "  high: {path: stations.desk.service.uniform.high, values: [$(wide 0.961 1.000)]}" \
  "  servers: {path: stations.desk.servers, values: [$(seq -s ', ' -40 -1)]}"
expect "many mistakes" refuses many.yaml
expect "are not all listed" test "$(wc -l <err)" -eq 21
expect "but counted" grep -qE 'design: and [0-9]+ more such mistakes, at 40 of 40 points in all' err
sweep_of stretched "{kind: latin_hypercube, points: 40}" "factors:" \
  "  low: {path: stations.desk.service.uniform.low, range: [0.2, 0.9]}" \
  "  high: {path: stations.desk.service.uniform.high, range: [0.6, 1]}"
expect "points of a hypercube between its extremes" refuses stretched.yaml
expect "are found" says "(at design points "
cat >town.yaml <<YAML
title: Longer
purpose: a test
scenario: $WHOLEPLACE_SOURCE_DIR/tests/tools/bad_scenarios/base.yaml
metrics: [incidents]
replications: 2
design: {kind: grid}
factors: {horizon: {path: run.horizon, values: [1 years, 2 years]}}
YAML
expect "a horizon as a factor" refuses town.yaml
expect "is refused at its place" says \
  "town.yaml:7:27: error: run.horizon: changes which systems, years or metrics there are, which must be the same at every point (at design point"
sed 's/path: run.horizon, values: .*}}/path: baseline, values: [old, new]}}/; s/^design/set: ["systems.old.transition={desk: keep, advice: keep, advocate: keep}"]\n&/' \
  town.yaml >baseline.yaml
expect "a baseline as a factor" refuses baseline.yaml
expect "is refused too" says "baseline: changes the baseline, which must be the same at every point (at design point 1)"
sed 's/path: run.horizon, values: .*}}/path: run.warm_up, values: [1 years, 2 years]}}/' town.yaml >warm_up.yaml
expect "a warm-up may be one" wholeplace sweep warm_up.yaml --dry-run
sed 's/low: 0.5, high: 1/low: {value: 0.5, range: [0.2, 0.8]}, high: {value: 1, range: [0.6, 1.4]}/' desk.yaml >doubt.yaml
sweep_of doubtful "{kind: uncertainty, points: 60}"
sed -i 's/desk.yaml/doubt.yaml/' doubtful.yaml
expect "numbers drawn that contradict each other" wholeplace sweep doubtful.yaml -o doubtful
expect "are drawn again" grep -qE 'warning: [0-9]+ of 60 points were drawn again, since the numbers drawn contradicted each' err
in_order() { python3 -c 'import csv
rows = list(csv.DictReader(open("doubtful/design.csv")))
raise SystemExit(len(rows) != 60 or any(float(r["stations.desk.service.uniform.low"]) > float(r["stations.desk.service.uniform.high"]) for r in rows))'; }
expect "and do not" in_order
expect "the same every time" wholeplace sweep doubtful.yaml --write-design doubtful.csv --quiet
expect "to the letter" cmp doubtful/design.csv doubtful.csv

# ---- names ------------------------------------------------------------------------------------------------------------
discipline='  discipline: {path: stations.desk.queue.discipline, values: [fifo, lifo]}'
servers='  servers: {path: stations.desk.servers, values: [1, 2, 3]}'
sweep_of names "{kind: grid}" "factors:" "$discipline" "$servers" \
  "discover: [{metric: stations.desk.mean_wait, above: 0.5}, {metric: stations.desk.mean_wait, above: 2}, {name: idle, metric: stations.desk.mean_wait, below: 0.05}]"
expect "a grid with names" wholeplace sweep names.yaml -o names
expect "which it says are not ranked" prints "no correlation can tell of: discipline. What each level came to: sensitivity.csv"
sweep_of one "{kind: one_at_a_time}" "factors:" "$discipline" "$servers"
expect "names one at a time" wholeplace sweep one.yaml -o one --quiet
sed 's/\[fifo, lifo\]/[lifo, fifo]/' one.yaml >turned.yaml
expect "in the other order" wholeplace sweep turned.yaml -o turned --quiet
sweep_of boxes "{kind: grid}" "factors:" "  servers: {path: stations.desk.servers, values: [1, 2, unlimited]}" "  name: {path: title, values: [one, two, three]}" \
  "  arrive: {path: classes.caller.arrivals.rate, values: [$(seq -s ', ' 0.5 0.2 2.5)]}" \
  "discover: [{metric: stations.desk.mean_wait, above: 0.2}]"
expect "boxes over names" wholeplace sweep boxes.yaml -o boxes --quiet
cat >names.py <<'PYTHON'
import csv
def rows(folder): return list(csv.DictReader(open(folder + "/sensitivity.csv")))
def summary(folder): return list(csv.DictReader(open(folder + "/summary.csv")))
names = rows("names")
assert not [r for r in names if r["analysis"] == "rank_correlation" and r["factor"] == "discipline"]
assert {r["factor"] for r in names if r["analysis"] == "rank_correlation"} == {"servers"}
waits = [r for r in summary("names") if r["metric"] == "stations.desk.mean_wait"]
for level in ("fifo", "lifo"):
    mean, = [r for r in names if r["analysis"] == "levels" and r["level"] == level and r["statistic"] == "mean"
             and r["metric"] == "stations.desk.mean_wait"]
    wanted = [float(w["mean"]) for w in waits if w["discipline"] == level]
    assert mean["factor"] == "discipline" and len(wanted) == 3 and abs(float(mean["value"]) - sum(wanted) / 3) < 1e-12
assert {r["level"] for r in names if r["statistic"] == "points"} == {"fifo", "lifo"}
# the discoveries of one metric are told apart
boxes = {r["label"] for r in names if r["analysis"].startswith("prim_box")}
assert boxes == {"above 0.5", "above 2", "idle"}, boxes
assert not [r for r in names if r["label"] and not r["analysis"].startswith("prim_box")]
one = rows("one")
for metric in ("stations.desk.mean_wait", "stations.desk.utilisation"):
    of = {r["statistic"]: r for r in one if r["analysis"] == "tornado" and r["metric"] == metric and r["factor"] == "discipline"}
    for end in ("lowest", "highest"):
        assert of["level_at_" + end]["level"] in ("fifo", "lifo") and of["level_at_" + end]["value"] == "", of
    assert float(of["swing"]["value"]) >= 0
    amounts = {r["statistic"]: r for r in one if r["analysis"] == "tornado" and r["metric"] == metric and r["factor"] == "servers"}
    assert amounts["level_at_lowest"]["value"] == amounts["level_at_lowest"]["level"] != ""
swings = [[r["value"] for r in rows(f) if r["factor"] == "discipline" and r["statistic"] == "swing"] for f in ("one", "turned")]
assert swings[0] == swings[1] and float(swings[0][0]) > 0, swings
base, = [r for r in one if r["analysis"] == "levels" and r["level"] == "fifo" and r["statistic"] == "points" and r["metric"] == "stations.desk.mean_wait"]
assert base["value"] == "1", base
assert [r for r in rows("boxes") if r["analysis"] == "levels" and r["factor"] == "name"]
kept = [r for r in rows("boxes") if r["analysis"].startswith("prim_box") and r["statistic"] == "level" and r["factor"] == "servers"]
assert kept and all(r["level"] in ("1", "2") and r["value"] == "" for r in kept), kept
PYTHON
expect "names are named, in tornado, table and boxes" python3 names.py
sweep_of twice "{kind: grid}" "factors:" "$servers" \
  "discover: [{metric: stations.desk.mean_wait, above: 2}, {metric: stations.desk.mean_wait, above: 2.0}]"
expect "a discovery that stands twice" refuses twice.yaml
expect "is not told from itself" says "error: discover: stations.desk.mean_wait, above 2 stands twice"
cat >weeks.yaml <<YAML
title: Weeks
purpose: a test
scenario: $WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
systems: [option_1]
set: [run.warm_up=1 years, run.horizon=1 years, areas.west_cheshire.residents=5000]
replications: 2
metrics: [incidents]
design: {kind: grid}
factors:
  delay: {path: systems.option_1.handoff.delay.exponential.mean, values: [1 day, 2 days, 1 week, 2 weeks, 3 weeks]}
YAML
expect "amounts in several units" wholeplace sweep weeks.yaml -o weeks --quiet
expect "are amounts" grep -q '^rank_correlation,.*,delay,' weeks/sensitivity.csv
expect "and no names" not grep -q '^levels,' weeks/sensitivity.csv

# ---- whole numbers ----------------------------------------------------------------------------------------------------
whole='  servers: {path: stations.desk.servers, range: [2, 5]}'
rate='  rate: {path: classes.caller.arrivals.rate, range: [1, 1.4]}'
sweep_of posts "{kind: latin_hypercube, points: 40}" "factors:" "$whole" "$rate"
expect "posts by their range" wholeplace sweep posts.yaml -o posts --quiet
evenly() { [[ $(cut -d, -f2 posts/design.csv | sed 1d | sort | uniq -c | tr -s ' \n' ' ') == " 10 2 10 3 10 4 10 5 " ]]; }
expect "are whole, each number as often" evenly
for kind in sobol sobol_indices; do
  sweep_of whole_$kind "{kind: $kind, points: 16}" "factors:" "$whole" "$rate"
  expect "in $kind too" wholeplace sweep whole_$kind.yaml -o whole_$kind --quiet
done
sweep_of steps "{kind: morris, points: 12}" "factors:" "  servers: {path: stations.desk.servers, range: [2, 10]}" "$rate"
expect "and in morris" wholeplace sweep steps.yaml -o steps --quiet
expect "at the whole numbers nearest its levels" test \
  "$(cut -d, -f2 steps/design.csv | sed 1d | sort -nu | tr '\n' ' ')" = "2 5 7 10 "
effects() { python3 -c 'import csv
points = list(csv.DictReader(open("steps/design.csv")))
mean = {r["point"]: float(r["mean"]) for r in csv.DictReader(open("steps/summary.csv")) if r["metric"] == "stations.desk.utilisation"}
effects = []
for t in range(12):
    for i in range(2):
        a, b = points[3 * t + i], points[3 * t + i + 1]
        if a["servers"] != b["servers"]:
            effects.append((mean[b["point"]] - mean[a["point"]]) / (float(b["servers"]) - float(a["servers"])) * 8)
row, = [r for r in csv.DictReader(open("steps/sensitivity.csv")) if r["metric"] == "stations.desk.utilisation" and r["factor"] == "servers" and r["statistic"] == "mu"]
raise SystemExit(len(effects) != 12 or abs(sum(effects) / 12 - float(row["value"])) > 1e-9)'; }
expect "with effects over the steps that were taken" effects
for i in 1 2; do expect "shard $i" wholeplace sweep steps.yaml --shard $i/2 -o steps.$i --quiet; done
expect "joined" wholeplace merge steps.1 steps.2 -o steps.joined --quiet
expect "they are the same" cmp steps/sensitivity.csv steps.joined/sensitivity.csv
sed 's/servers: 2/servers: {value: 1, range: [1, 2], distribution: lognormal}/' desk.yaml >few.yaml
sed 's/desk.yaml/few.yaml/; s/range: \[2, 10\]/by_evidence: true/; s/points: 12/&, levels: 100/' steps.yaml >narrow.yaml
expect "levels of a distribution that are the same whole number" refuses narrow.yaml
expect "are refused" says "error: factors.servers: two of the 100 levels of morris are the same number, "
sed 's/range: \[2, 5\]/range: [2, 4.5]/' posts.yaml >parts.yaml
expect "ends that are no whole numbers" refuses parts.yaml
expect "are refused" says 'parts.yaml:7:50: error: factors.servers.range: expected whole numbers, since it counts things, got "2" and "4.5"'
sed "s/^  rate:.*//" posts.yaml >alone.yaml
expect "more points than whole numbers" wholeplace sweep alone.yaml --dry-run
expect "are warned of" says "warning: 36 of 40 points are the same as an earlier one, with the same random numbers"
sweep_of doubled "{kind: grid}" "factors:" "  servers: {path: stations.desk.servers, values: [1, 2, 2]}"
expect "a value that a grid has twice" wholeplace sweep doubled.yaml --dry-run
expect "is warned of" says "warning: 1 of 3 points is the same as an earlier one"

# ---- correlations -----------------------------------------------------------------------------------------------------
sweep_of tied "{kind: latin_hypercube, points: 50}" "factors:" "$rate" \
  "  share: {path: stations.panel.service.exponential.mean, range: [1, 3]}" \
  "  short: {path: stations.desk.service.uniform.low, range: [0.1, 0.4]}" \
  "correlations: [{between: [rate, share], rank: -1}, {between: [share, short], rank: 0.7}]"
expect "a perfect correlation" wholeplace sweep tied.yaml --write-design tied.csv
ranks() { python3 -c 'import csv
rows = list(csv.DictReader(open("tied.csv")))
def ranks(name, sign=1):
    order = sorted(range(50), key=lambda i: sign * float(rows[i][name]))
    return [order.index(i) for i in range(50)]
rho = 1 - 6 * sum((a - b) ** 2 for a, b in zip(ranks("share"), ranks("short"))) / (50 * (50 ** 2 - 1))
assert ranks("rate") == ranks("share", -1)
assert abs(rho - 0.7) < 0.02, rho
for name, low, high in (("rate", 1, 1.4), ("share", 1, 3)):
    cells = sorted(int((float(r[name]) - low) / (high - low) * 50) for r in rows)
    assert cells == list(range(50)), cells'; }
expect "is one, and a hypercube still, beside another" ranks
sed 's/{between: \[share, short\], rank: 0.7}/&, {between: [rate, short], rank: 0.7}/' tied.yaml >untied.yaml
expect "a correlation that contradicts it" refuses untied.yaml
expect "is refused" says "error: correlations: rate with short: contradicts the others, since factors with a correlation of 1 or -1 are one in their order"
sed 's/rate, short\], rank: 0.7/rate, short], rank: -0.7/' untied.yaml >agreed.yaml
expect "one that follows from it may be said" wholeplace sweep agreed.yaml --write-design agreed.csv
expect "and changes nothing" cmp tied.csv agreed.csv
sed 's/between: \[rate, share\]/between: [rate, rate]/' tied.yaml >itself.yaml
expect "a correlation with itself" refuses itself.yaml
expect "is none" says '"rate" is correlated with itself'

# ---- tables -----------------------------------------------------------------------------------------------------------
sweep_of table "{kind: file, file: table.csv}" "factors:" "  servers: {path: stations.desk.servers}" \
  "  rate: {path: classes.caller.arrivals.rate}"
plain=$'servers,note,rate\n1,"a, b",1.2\n\n2,,1.4\n'
printf '%s' "$plain" >table.csv
expect "a table" wholeplace sweep table.yaml --write-design plain.csv
printf '\xEF\xBB\xBF%s' "${plain//$'\n'/$'\r\n'}" >table.csv
expect "one with a byte order mark, as spreadsheets write it" wholeplace sweep table.yaml --write-design marked.csv
expect "is the same" cmp plain.csv marked.csv
# table WHAT TEXT CONTENT
table() {
  printf '%b' "$3" >table.csv
  expect "$1" refuses table.yaml
  expect "$1: said" says "$2"
}
table "a column that stands twice" 'table.csv:1:14: error: column "servers" stands twice: it is the table'"'s column 1 already" \
  'servers,rate,servers\n1,1.2,2\n'
table "a row that is too long" 'table.csv:3:9: error: expected 2 values, as in line 1, got 3' 'servers,rate\n1,1.2\n2,"1.4",9\n'
table "a row that is too short" 'table.csv:2:2: error: expected 2 values, as in line 1, got 1' 'servers,rate\n1\n2,1.4\n'
table "both" 'table.csv:4:6: error: expected 2 values, as in line 1, got 4' 'servers,rate\n1\n2,1.4\n1,£2,2,\n'
expect "all of them at once" test "$(wc -l <err)" -eq 2
table "a quotation mark that is never closed" 'table.csv:3:3: error: a quotation mark that is never closed' 'servers,rate\n1,1.2\n2,"1.4\n'
table "no points" 'design.file: table.csv: has no points' 'servers,rate\n'
table "nothing" 'design.file: table.csv: is empty' ''

# ---- what intervals hold ----------------------------------------------------------------------------------------------
sweep_of drawn "{kind: latin_hypercube, points: 8}" "factors:" "  rate: {path: classes.caller.arrivals.rate, by_evidence: true}"
expect "a hypercube by evidence" wholeplace sweep drawn.yaml -o drawn
expect "draws parameters" prints "Parameters drawn: points differ by doubt about the numbers"
expect "as its manifest says" grep -q '"run": "parameters drawn"' drawn/manifest.json
for i in 1 2; do expect "shard $i" wholeplace sweep drawn.yaml --shard $i/2 -o drawn.$i --quiet; done
expect "and its shards'" grep -q '"run": "parameters drawn"' drawn.1/manifest.json
expect "joined" wholeplace merge drawn.1 drawn.2 -o drawn.joined
expect "it says so still" prints "Parameters drawn: "
expect "a sweep of values" wholeplace sweep names.yaml -o chance
expect "holds chance only" prints "Chance only: points differ by what this sweep sets, not by what is known of the numbers."
expect "as its manifest says too" grep -q '"run": "chance only"' chance/manifest.json

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -ge 90 ]]
