#!/usr/bin/env bash
# Prices as a table: every result folder has one; given back it changes nothing, and changed it changes the result.
set -u
scenario=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
small=(--set areas.west_cheshire.residents=30000 --set 'run.warm_up=1 year' --set 'run.horizon=2 years')

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"

simulate() { wholeplace run "$scenario" "${small[@]}" -n 2 --quiet "$@"; }
total() { grep '^option_1,[^,]*,,,cost_total,' "$1/summary.csv" | cut -d, -f8; }

expect "a run" simulate -o plain
expect "has a table of its prices" grep -q '^six_route;option_1;option_2,refuge,refuge,housing,per_day,78.57,' plain/prices.csv
expect "given back" simulate --prices plain/prices.csv -o back
expect "it gives the same bytes" same plain back
python3 - <<'PYTHON'
import csv
with open("plain/prices.csv", newline="") as file, open("short.csv", "w", newline="") as short:
    csv.writer(short, lineterminator="\n").writerows(row[:19] for row in csv.reader(file))
PYTHON
expect "without the columns that may be left out" eval '! head -1 short.csv | grep -q counted'
expect "it is taken too" simulate --prices short.csv -o short
expect "and gives the same bytes" same plain short
sed '/,refuge,refuge,housing,per_day,/s/78.57,57,100,/157.14,,,/' plain/prices.csv >dear.csv
expect "a refuge that costs twice as much" simulate --prices dear.csv -o dear
expect "costs more" eval '! is "$(total plain)" "$(total dear)" >/dev/null'
expect "and the result says so" grep -q ',refuge,refuge,housing,per_day,157.14,,,2013,' dear/prices.csv
expect "and can be run from its own scenario" wholeplace run dear/scenario.yaml --quiet -o from_scenario
expect "to the same" cmp dear/summary.csv from_scenario/summary.csv
expect "check takes it" wholeplace check "$scenario" --prices dear.csv --resolved
expect "and shows it" grep -q '157.14' out
expect "trace takes it" wholeplace trace "$scenario" "${small[@]}" --prices dear.csv

printf 'title: t\npurpose: p\nscenario: %s\nset: [areas.west_cheshire.residents=30000, run.warm_up=1 year, run.horizon=2 years]\nreplications: 2\nsystems: [option_1]\nmetrics: [cost_total]\ndesign: {kind: grid}\nfactors: {posts: {path: systems.six_route.services.idva.capacity.fte, values: [4, 8]}}\n' "$scenario" >sweep.yaml
expect "a sweep takes it" wholeplace sweep sweep.yaml --prices dear.csv --quiet -o swept
expect "and writes it" grep -q ',refuge,refuge,housing,per_day,157.14,,,2013,' swept/prices.csv
expect "a fit takes it" wholeplace calibrate "$scenario" "${small[@]}" --prices dear.csv -n 2 --evaluations 2 --starts 1 --ensemble 2 --quiet -o fit
expect "and writes it" grep -q ',refuge,refuge,housing,per_day,157.14,,,2013,' fit/prices.csv
expect "and its report names it" grep -q -- '--prices dear.csv' fit/report.txt

sed -n '1p; /,refuge,refuge,housing,per_day,/p' plain/prices.csv >one.csv
sed '2s/,housing,/,,/' one.csv >no_agency.csv
sed '2s/,2013,/,1800,/' one.csv >no_year.csv
sed '2s/,support_contracts,/,1.5,/' one.csv >no_share.csv
expect "no agency is refused with its line" without_trace refused "no_agency.csv:2:43: error: agency:" run "$scenario" --prices no_agency.csv
expect "an unknown year is" without_trace refused "no_year.csv:2:" run "$scenario" --prices no_year.csv
expect "cashable above one is" without_trace refused "no_share.csv:2:" run "$scenario" --prices no_share.csv
expect "no such file is" without_trace refused "--prices" run "$scenario" --prices none.csv
expect "nor has a network prices" without_trace refused "a network scenario has no prices" \
  run "$WHOLEPLACE_SOURCE_DIR/scenarios/verification/mm1.yaml" --prices one.csv

echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
