#!/usr/bin/env bash
# `wholeplace sweep`: the examples can be run, every kind of design gives the same bytes however the work is shared out,
# a design comes back from its own table, and mistakes are refused at their line with nothing written. And
# `run --parameters drawn`, which draws from the same numbers.
set -u
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/desk.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/background.sh"
sweep() { wholeplace sweep "$@" --quiet; }

# ---- examples ---------------------------------------------------------------------------------------------------------
examples=("$WHOLEPLACE_SOURCE_DIR"/scenarios/sweeps/*.yaml)
expect "there are examples" test "${#examples[@]}" -ge 7
for file in "${examples[@]}"; do
  expect "a dry run of ${file##*/}" wholeplace sweep "$file" --dry-run
  expect "says how large it is" grep -qE "^[0-9]+ points of [0-9]+ replications: [0-9]+ in all" out
done
expect "a dry run writes nothing" is "$(ls)" "$(printf 'err\nout')"

# ---- kinds ------------------------------------------------------------------------------------------------------------
a_desk_and_a_panel 4 '{exponential: {mean: 1}}'
# sweep_of NAME DESIGN WHAT_ELSE
sweep_of() {
  printf '%s\n' "title: $1" "purpose: a test" "scenario: desk.yaml" \
    "metrics: [stations.desk.mean_wait, stations.panel.mean_wait, stations.desk.utilisation]" "design: $2" "$3" >"$1.yaml"
}
values='factors:
  servers: {path: stations.desk.servers, values: [2, 3, 4]}
  discipline: {path: stations.desk.queue.discipline, values: [fifo, lifo, fifo]}'
ranges='factors:
  rate: {path: classes.caller.arrivals.rate, by_evidence: true}
  service: {path: stations.desk.service.exponential.mean, range: [0.8, 1.2]}
  share: {path: stations.panel.service.exponential.mean, range: [1, 3]}'
sweep_of grid "{kind: grid}" "$values"
sweep_of list "{kind: list}" "$values"
sweep_of one_at_a_time "{kind: one_at_a_time}" "$values"
sweep_of latin_hypercube "{kind: latin_hypercube, points: 12}" "$ranges
correlations: [{between: [rate, service], rank: 0.6}]
discover: [{metric: stations.desk.mean_wait, above: 1}]"
sweep_of sobol "{kind: sobol, points: 16}" "$ranges"
sweep_of morris "{kind: morris, points: 4}" "$ranges"
sweep_of sobol_indices "{kind: sobol_indices, points: 8}" "$ranges"
sweep_of uncertainty "{kind: uncertainty, points: 10}" ""
sweep_of file "{kind: file, file: morris.csv}" "$(sed 's/, \(by_evidence\|range\):.*}/}/' <<<"$ranges")"
expect "a design is written" sweep morris.yaml --write-design morris.csv
expect "and not over an older one" not sweep morris.yaml --write-design morris.csv

declare -A points=([grid]=9 [list]=3 [one_at_a_time]=5 [latin_hypercube]=12 [sobol]=16 [morris]=16 [sobol_indices]=40
  [uncertainty]=10 [file]=16)
declare -A analysis=([grid]=rank_correlation [list]= [one_at_a_time]=tornado [latin_hypercube]=prim_box_0
  [sobol]=variance_split [morris]=morris [sobol_indices]=sobol [uncertainty]=rank_correlation [file]=rank_correlation)
printf '%s\n' design.csv differences.csv manifest.json results.sqlite scenario.yaml sensitivity.csv summary.csv \
  sweep.yaml >files
for kind in "${!points[@]}"; do
  expect "$kind" sweep $kind.yaml -j 1 -o $kind.1
  expect "the files of $kind" diff files <(ls $kind.1)
  expect "the points of $kind" test "$(wc -l <$kind.1/design.csv)" -eq $((points[$kind] + 1))
  expect "a line of each point and metric of $kind" test "$(wc -l <$kind.1/summary.csv)" -eq $((3 * points[$kind] + 1))
  if [[ -n ${analysis[$kind]} ]]; then
    expect "the analysis of $kind" grep -q "^${analysis[$kind]}," $kind.1/sensitivity.csv
  fi
  for threads in 2 3 8; do
    expect "$kind on $threads threads" sweep $kind.yaml -j $threads -o $kind.$threads
    expect "is the same" same $kind.1 $kind.$threads
  done
  for i in 1 2 3; do expect "shard $i of $kind" sweep $kind.yaml --shard $i/3 -j 2 -o $kind.shard.$i; done
  expect "joined" wholeplace merge $kind.shard.{1,2,3} -o $kind.joined --quiet
  expect "$kind of shards is the same" same $kind.1 $kind.joined
  expect "joined in another order" wholeplace merge $kind.shard.{3,1,2} -o $kind.joined_again --quiet
  expect "it is the same again" same $kind.1 $kind.joined_again
  expect "nothing is left beside $kind" test -z "$(find . -maxdepth 1 -name "$kind*.unfinished" -o -name ".$kind*")"
done
incomplete() { refused "shard 2 of 3" merge grid.shard.1 grid.shard.3 -o part && absent part; }
expect "two shards of three are refused" incomplete
sed 's/stations.desk.servers/stations.panel.servers/' grid.yaml >other.yaml
expect "a shard of the same values of another number" sweep other.yaml --shard 2/3 -o other.shard.2
expect "is no part of the sweep" not wholeplace merge grid.shard.1 other.shard.2 grid.shard.3 -o mixed --quiet
expect "which is said" grep -q "sweep: " err
expect "a shard without a point of its own" sweep list.yaml -n 1 --shard 30/30 -o empty.shard

# numbers FOLDER: summary.csv without the factors as they are written
numbers() { python3 -c 'import csv, sys
for line in csv.reader(open(sys.argv[1] + "/summary.csv")): print(line[0], *line[-11:])' "$1"; }
expect "a design gives the same numbers from its own table" diff <(numbers morris.1) <(numbers file.1)
sed '1s/,rate\>/,classes.caller.arrivals.rate/' morris.csv >by_path.csv
sed 's/morris.csv/by_path.csv/' file.yaml >by_path.yaml
expect "a column is known by its factor's path too" sweep by_path.yaml -j 2 -o by_path
expect "with the same numbers" diff <(numbers file.1) <(numbers by_path)
expect "each point differs" test "$(cut -d, -f2- file.1/design.csv | sort -u | wc -l)" -gt 10
expect "as do its results" test "$(grep -c utilisation file.1/summary.csv)" -eq \
  "$(grep utilisation file.1/summary.csv | cut -d, -f1,9- | sort -u | wc -l)"

# ---- what it prints ---------------------------------------------------------------------------------------------------
prints() { grep -qE -- "$1" out || { cat out; return 1; }; }
wholeplace sweep list.yaml -o list.printed
expect "a list ends in a table" prints '^stations\.desk\.mean_wait( \(.*\))?, mean and 95 % interval$'
expect "of its points by their factors" prints '^  point +servers +discipline +network$'
expect "with means and intervals" prints '^  1 +3 +lifo +-?[0-9.]+ \(-?[0-9.]+ to -?[0-9.]+\)$'
expect "and where the rest is" prints '^Every point, system and metric: summary\.csv'
python3 - >compared <<'PYTHON'
import csv, re
row = next(r for r in csv.DictReader(open("list.printed/summary.csv")) if r["point"] == "1" and r["metric"] == "stations.desk.mean_wait")
shown = next(l for l in open("out") if re.match(r"  1 +3 +lifo", l))
numbers = [float(n) for n in re.findall(r"-?[0-9.]+", shown.split("lifo")[1])]
print(all(abs(n - float(row[k])) < 0.006 * max(1, abs(float(row[k]))) for n, k in zip(numbers, ("mean", "ci_low", "ci_high"))))
PYTHON
expect "the numbers of summary.csv" grep -qx True compared
sed 's/\[2, 3, 4\]/[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]/' grid.yaml >wide.yaml
wholeplace sweep wide.yaml -o wide.printed
expect "a long table is cut" prints '^  \.\.\. and 15 more points$'
expect "to 20 lines" test "$(sed -n '/mean and 95 %/,/^Every point/p' out | wc -l)" -eq 19
wholeplace sweep uncertainty.yaml -o uncertainty.printed
expect "how many factors are compared is said" prints '^Each interval speaks for itself alone\. \* stands out when all 1 factors '
expect "as are their p-values" grep -q '^rank_correlation,.*,spearman_p,' uncertainty.printed/sensitivity.csv
exact() {  # a factor that gives the outcome exactly has no interval
  python3 -c 'import csv
rows = [r for r in csv.DictReader(open("latin_hypercube.1/sensitivity.csv")) if r["statistic"] in ("spearman", "partial")]
raise SystemExit(not rows or any(abs(float(r["value"])) == 1 and r["ci_low"] for r in rows))'
}
expect "no interval leaves no doubt" exact
weak() {  # every restriction of every box, and boxes that differ
  python3 -c 'import csv, itertools
rows = [r for r in csv.DictReader(open("latin_hypercube.1/sensitivity.csv")) if r["analysis"].startswith("prim")]
boxes = [[(r["factor"], r["statistic"], r["value"]) for r in g if r["factor"]]
         for _, g in itertools.groupby(rows, lambda r: r["analysis"])]
raise SystemExit(any(float(r["value"]) > 0.05 for r in rows if r["statistic"] == "quasi_p") or
                 any(a == b for a, b in itertools.combinations(boxes, 2)) or len(boxes) < 2)'
}
expect "boxes without weak restrictions, each once" weak

# point 4 of the grid is the scenario with its settings
expect "a point alone" wholeplace run desk.yaml --set stations.desk.servers=3 \
  --set stations.desk.queue.discipline=lifo -o point --quiet
python3 - >compared <<'PYTHON'
import csv, json
alone = json.load(open("point/summary.json"))["stations"]["desk"]["mean_wait"]
rows = [r for r in csv.DictReader(open("grid.1/summary.csv"))
        if r["servers"] == "3" and r["discipline"] == "lifo" and r["metric"] == "stations.desk.mean_wait"]
print(len(rows) == 1 and all(float(rows[0][k]) == alone[k] for k in ("mean", "ci_low", "ci_high", "n")))
PYTHON
expect "is that point of the grid" grep -qx True compared

# ---- killed and resumed -----------------------------------------------------------------------------------------------
sed '/^design/s/points: .*}/points: 300}/; s/^metrics/set: [run.horizon=4000]\n&/; s/^title.*/&\nreplications: 6/' \
  latin_hypercube.yaml >long.yaml
expect "a longer sweep" sweep long.yaml -j 2 -o whole
start killed 60 "$WHOLEPLACE" sweep long.yaml -j 2 --quiet && end KILL
expect "a killed sweep leaves no result folder" absent killed
expect "but what is finished" test -e killed.unfinished
expect "which is not lost by the next" not sweep long.yaml -j 2 -o killed
expect "nor taken by another design" not sweep grid.yaml -j 2 -o killed --resume
expect "resumed" sweep long.yaml -j 3 -o killed --resume
expect "it is the same" same whole killed
expect "and nothing is left beside it" absent killed.unfinished

# ---- refusals ---------------------------------------------------------------------------------------------------------
# sweep_refused TEXT ARGUMENT...: and nothing is written
sweep_refused() {
  local before
  before=$(ls)
  refused "$1" sweep "${@:2}" && is "$(ls)" "$before"
}
# bad WHAT TEXT KIND SED: of the sweep with that change
bad() {
  sed "$4" "$3.yaml" >bad.yaml
  expect "$1" sweep_refused "$2" bad.yaml
}
touch bad.yaml
sha256sum grid.1/* >before
expect "an existing folder" sweep_refused "grid.1: already exists; --force replaces it" grid.yaml -o grid.1
expect "is untouched" sha256sum --quiet -c before
bad "an unknown key" 'bad.yaml:7:42: error: factors.servers.valeus: unknown key; did you mean "values"?' \
  grid 's/values/valeus/'
bad "a misspelt kind" 'bad.yaml:5:16: error: design.kind: expected one of grid, list, ' grid 's/kind: grid/kind: gird/'
bad "and the kind it may be" 'got "gird"; did you mean "grid"?' grid 's/kind: grid/kind: gird/'
bad "a misspelt path" 'bad.yaml:7:19: error: stations.desk.serves: unknown key; did you mean "servers"?' \
  grid 's/desk.servers/desk.serves/'
expect "is said once" test "$(wc -l <err)" -eq 1
bad "a misspelt setting" 'bad.yaml:4:7: error: run.horizn: unknown key; did you mean "horizon"?' \
  grid 's/^metrics/set: [run.horizn=9]\n&/'
bad "a range upside down" 'bad.yaml:8:67: error: factors.service.range: expected a number and a greater one, in one unit, got "1.2" and "0.8"' \
  latin_hypercube 's/\[0.8, 1.2\]/[1.2, 0.8]/'
bad "a range in two units" 'expected a number and a greater one, in one unit, got "0.8 days" and "2 weeks"' \
  latin_hypercube 's/\[0.8, 1.2\]/[0.8 days, 2 weeks]/'
bad "an unknown metric" 'bad.yaml:4:11: error: metrics: no metric "stations.desk.mean_weit"; did you mean "stations.desk.mean_wait"?' \
  grid 's/desk.mean_wait/desk.mean_weit/'
bad "a value that the scenario refuses" \
  'bad.yaml:7:19: error: stations.desk.servers: expected a whole number from 0 to 1000000000, got "-1" (at design points 3 to 5)' \
  grid 's/\[2, 3, 4\]/[2, -1, 4]/'
bad "an end of a range that the scenario refuses" 'bad.yaml:8:19: error: stations.desk.service.exponential.mean: ' \
  latin_hypercube 's/\[0.8, 1.2\]/[-1, 1.2]/'
bad "lists of different lengths" 'factors: discipline: a list needs as many values of every factor' \
  list 's/, lifo, fifo\]/, lifo]/'
bad "a missing design" 'bad.yaml:5:9: error: design.file: nowhere.csv: no such file' file 's/morris.csv/nowhere.csv/'
bad "a design without a factor's column" 'bad.yaml:7:3: error: factors.rates: morris.csv has no such column; did you mean "rate"?' \
  file 's/^  rate:/  rates:/'
bad "correlations on a grid" 'error: correlations: grid has none; only latin_hypercube and uncertainty have' \
  grid '$a correlations: [{between: [servers, discipline], rank: 0.5}]'
bad "a correlation with nobody" 'error: correlations: no factor "servce"; did you mean "service"?' \
  latin_hypercube 's/between: \[rate, service\]/between: [rate, servce]/'
bad "values of a hypercube" 'factors: service: latin_hypercube needs range or by_evidence, one of them' \
  latin_hypercube 's/range: \[0.8, 1.2\]/values: [1, 2]/'
bad "no evidence" 'factors.service.by_evidence: there is no number with a range at "stations.desk.service.exponential.mean"' \
  latin_hypercube 's/range: \[0.8, 1.2\]/by_evidence: true/'
bad "no points" 'error: design: latin_hypercube needs a number of points' latin_hypercube 's/, points: 12//'
bad "points of a grid" 'error: design.points: grid takes no points' grid 's/kind: grid/kind: grid, points: 9/'
bad "levels of morris that are odd" 'error: design.levels: expected an even number' \
  morris 's/points: 4/points: 4, levels: 3/'
bad "factors of uncertainty" 'error: factors: of uncertainty they are the scenario' \
  uncertainty '$a factors: {a: {path: x}}'
bad "a discovery of what is not kept" 'error: discover.metric: the sweep keeps no metric "stations.desk.wait_p95"' \
  latin_hypercube 's/{metric: stations.desk.mean_wait/{metric: stations.desk.wait_p95/'
bad "a discovery of a system that is not there" 'error: discover.system: no system to compare with the baseline: "other"' \
  latin_hypercube 's/, above: 1/, system: other, above: 1/'
bad "a factor that is called evidence" \
  'bad.yaml:8:3: error: factors.evidence: a factor needs another name: in every mapping `evidence` says where' \
  latin_hypercube 's/^  service:/  evidence:/'
bad "a factor that is called note" 'bad.yaml:7:3: error: factors.note: a factor needs another name' \
  grid 's/^  servers:/  note:/'
bad "a factor that is called point" 'factors: a factor needs another name: point numbers the points' grid 's/^  servers:/  Point:/'
bad "factors that differ in capitals" 'factors: Discipline and discipline differ in capitals only' grid 's/^  servers:/  Discipline:/'
bad "two factors of one number" 'factors: rate and service both set stations.desk.service.exponential.mean' \
  latin_hypercube 's/path: classes.caller.arrivals.rate/path: stations.desk.service.exponential.mean/'
bad "a correlation that stands twice" 'correlations: rate with service stands twice' \
  latin_hypercube 's/^correlations: \[\(.*\)\]$/correlations: [\1, {between: [rate, service], rank: 0.1}]/'
bad "a metric that stands twice" 'error: metrics: "stations.desk.mean_wait" stands twice' \
  grid 's/^metrics: \[/&stations.desk.mean_wait, /'
bad "replications as a factor" 'factors: servers: how many replications a point has is said by `replications`' \
  grid 's/path: stations.desk.servers/path: run.replications/'
bad "a missing scenario" 'nowhere.yaml' grid 's/desk.yaml/nowhere.yaml/'

# ---- parameters drawn -------------------------------------------------------------------------------------------------
drawn=(run desk.yaml --parameters drawn -n 20 --quiet)
expect "parameters drawn" wholeplace "${drawn[@]}" -j 1 -o drawn.1
expect "on two threads" wholeplace "${drawn[@]}" -j 2 -o drawn.2
expect "are the same" same drawn.1 drawn.2
expect "which the summary says" grep -q '"run": "parameters drawn"' drawn.1/summary.json
expect "as does the manifest" grep -q '"parameters drawn"' drawn.1/manifest.json
for i in 1 2 3; do expect "shard $i of it" wholeplace "${drawn[@]}" --shard $i/3 -o drawn.shard.$i; done
expect "joined" wholeplace merge drawn.shard.{1,2,3} -o drawn.joined --quiet
expect "the same again, what was drawn too" same drawn.1 drawn.joined
python3 - >drawn_values <<'PYTHON'
import sqlite3
store = sqlite3.connect("file:drawn.1/results.sqlite?mode=ro", uri=True)
rows = store.execute("SELECT replication, path, value FROM drawn ORDER BY replication").fetchall()
assert [r for r, _, _ in rows] == list(range(20)) and {p for _, p, _ in rows} == {"classes.caller.arrivals.rate"}, rows
assert len({v for _, _, v in rows}) == 20 and all(0.5 < v < 3 for _, _, v in rows), rows
print(repr(rows[13][2]))
PYTHON
expect "each replication's draws are in the store" test -s drawn_values
expect "a replication with what it drew" wholeplace run desk.yaml --replication 13 \
  --set "classes.caller.arrivals.rate=$(<drawn_values)" -o drawn.13 --quiet
thirteenth() { python3 -c 'import sqlite3
def of(folder): return sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True).execute(
    "SELECT system, row, grp, metric, value FROM measurement WHERE replication = 13 ORDER BY 1, 2, 3, 4").fetchall()
raise SystemExit(len(of("drawn.13")) < 50 or not set(of("drawn.13")) <= set(of("drawn.1")))'; }
expect "is that replication" thirteenth
drew_nothing() { python3 -c 'import sqlite3
raise SystemExit(sqlite3.connect("file:drawn.13/results.sqlite?mode=ro", uri=True).execute("SELECT COUNT(*) FROM drawn").fetchone() != (0,))'; }
expect "which draws nothing itself" drew_nothing
expect "with another seed" wholeplace "${drawn[@]}" --seed 6 -j 2 -o drawn.6
expect "they are others" not cmp -s drawn.1/summary.json drawn.6/summary.json
expect "parameters held" wholeplace run desk.yaml -n 20 -o held --quiet
expect "is chance only" grep -q '"run": "chance only"' held/summary.json
wider() { python3 -c 'import json
width = lambda folder: (lambda m: m["ci_high"] - m["ci_low"])(json.load(open(folder + "/summary.json"))["stations"]["desk"]["utilisation"])
raise SystemExit(not width("drawn.1") > 1.2 * width("held"))'; }
expect "and spreads less" wider

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 100 ]]
