#!/usr/bin/env bash
# `wholeplace calibrate`: a queue's parameters found again from what theory says of it, what cannot be told said so,
# mistakes refused with nothing written, and a small West Cheshire end to end. Interruptions: calibrate_restart_e2e.sh.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/queue_to_fit.sh"
cp queue.yaml queue.before

# ---- a fit ------------------------------------------------------------------------------------------------------------
quick=(-n 8 --evaluations 60 --ensemble 20)
expect "a queue is fitted" calibrate queue.yaml "${quick[@]}" -j 1 -o fit >printed
expect "the scenario is left as it was" cmp queue.yaml queue.before
printf '%s\n' calibrated.yaml ensemble.csv fit.csv manifest.json parameters.csv report.txt trace.csv >wanted
expect "the folder's files" diff wanted <(ls fit)
expect "what is printed begins with the report" cmp -n "$(stat -c %s fit/report.txt)" printed fit/report.txt
expect "on two threads" calibrate queue.yaml "${quick[@]}" -j 2 -o fit_2 --quiet
for file in calibrated.yaml ensemble.csv fit.csv parameters.csv report.txt trace.csv; do
  expect "the same $file on 1 and 2 threads" cmp "fit/$file" "fit_2/$file"
done
expect "another seed" calibrate queue.yaml "${quick[@]}" --seed 6 -o fit_6 --quiet
expect "is another search" not cmp -s fit/trace.csv fit_6/trace.csv
expect "the calibrated scenario can be checked" "$WHOLEPLACE" check fit/calibrated.yaml >checked
expect "and calibrated again, its bounds kept" calibrate fit/calibrated.yaml -n 8 --evaluations 2 --ensemble 2 -o again --quiet
expect "an existing folder is not replaced" not calibrate queue.yaml "${quick[@]}" -o fit --quiet
expect "unless --force says so" calibrate queue.yaml -n 2 --evaluations 2 --ensemble 2 -o fit_6 --force --quiet

# ---- what cannot be told ----------------------------------------------------------------------------------------------
archive=stations.archive.service.exponential.mean
expect "a parameter without influence" calibrate queue.yaml "${quick[@]}" --parameter $archive=2:20 -o idle --quiet
expect "is said to have none" grep -q "$archive: not identified: changes no target; left as it was" idle/report.txt
sed 's/mean: 5}/mean: {value: 5, range: [4, 7], distribution: gamma, source: a clock, status: documented, grade: 2, calibrate: [2, 20]}}/' \
  queue.yaml >known.yaml
expect "one that is known from elsewhere" calibrate known.yaml "${quick[@]}" -o known --quiet
expect "is not moved" cmp <(cut -d, -f1,5,6 known/parameters.csv | grep archive) <(echo $archive,5,5)
expect "and the calibrated scenario can be checked" "$WHOLEPLACE" check known/calibrated.yaml --resolved >resolved.yaml
record() { sed -n '/archive:/,/routing:/p' resolved.yaml | grep -A3 "$1"; }
expect "which keeps its range" grep -q -- "- 4" <(record "range:")
expect "to its other end" grep -q -- "- 7" <(record "range:")
expect "its bounds" grep -q -- "- 20" <(record "calibrate:")
expect "what it is drawn from" grep -q "distribution: gamma" <(record "distribution:")
expect "where it comes from" grep -q "source: a clock" <(record "source:")
expect "how far to trust it" grep -q "grade: 2" <(record "grade:")
expect "and says why" grep -q "rationale: \"not identified: changes no target; left as it was\"" <(record "rationale:")
expect "what the intervals hold is said" grep -q "^Intervals (95 %) hold chance only, that of 8 replications" idle/report.txt
grep -v mean_wait queue.yaml >product.yaml
expect "a product alone" calibrate product.yaml "${quick[@]}" -o product --quiet
expect "is known jointly only" grep -q "rate: not identified by itself: .*only jointly with stations.desk.*(rank correlation -0.9" product/report.txt
expect "which the report says how to use" grep -q "draw them together, as" product/report.txt
expect "as the calibrated scenario does at its top" grep -q "^# Known only jointly, so not to be drawn each by itself: classes" product/calibrated.yaml
expect "and beside each number" test "$(grep -c "rationale: \"known only jointly with .* (rank correlation -0.9.*ensemble.csv" product/calibrated.yaml)" -eq 2
marginal() { python3 -c 'import csv, re
text = open("product/calibrated.yaml").read()
for row in csv.DictReader(open("product/parameters.csv")):
    fitted, low, high = (float(row[k]) for k in ("fitted", "range_low", "range_high"))
    ends = [re.escape(repr(x)) for x in (fitted, min(low, fitted), max(high, fitted))]
    assert re.search(r"value: {}\n *range:\n *- {}\n *- {}\n".format(*ends), text), row'; }
expect "each with its own range of the ensemble" marginal
expect "it can be checked too" "$WHOLEPLACE" check product/calibrated.yaml >checked
sed 's/value: 0.75/value: 0.1/' queue.yaml >conflict.yaml
expect "targets in conflict" calibrate conflict.yaml "${quick[@]}" -o conflict --quiet
expect "are named" grep -q "not met together: stations.desk.mean_wait, stations.desk.utilisation\|out of reach: stations.desk.utilisation" conflict/report.txt
expect "and nothing survives" test "$(wc -l <conflict/ensemble.csv)" -eq 1
expect "nor is a range invented" not grep -q "range:" conflict/calibrated.yaml
expect "that scenario too can be checked" "$WHOLEPLACE" check conflict/calibrated.yaml >checked

# ---- refusals ---------------------------------------------------------------------------------------------------------
# refused MESSAGE ARGUMENT...: exit status 2 with that on standard error
refused() {
  local message=$1 status
  shift
  calibrate "$@" -o refused >out
  status=$?
  [[ $status -eq 2 && ! -s out && ! -e refused ]] && grep -qF -- "$message" err
}
sed 's/, calibrate: \[[^]]*\]//' queue.yaml >unmarked.yaml
sed '/^expect/,$d' queue.yaml >aimless.yaml
sed 's/\[0.8, 2.2\]/[-1, 2.2]/; s/\[0.4, 1.4\]/[1.3, 1.4]/' queue.yaml >outside.yaml
sed 's/\[0.8, 2.2\]/[0.9, 0.9]/; s/\[0.4, 1.4\]/[1.4, 0.4]/' queue.yaml >empty.yaml
sed 's/value: 0.75/value: 0/' queue.yaml >zero.yaml
sed 's/{exponential: {mean: {value: 1.2.*/{uniform: {low: {value: 0.2, calibrate: [0.1, 0.9]}, high: {value: 1, calibrate: [0.3, 1.2]}}}}/' \
  queue.yaml >contrary.yaml
touch out before
ls >before
expect "nothing marked" refused "no parameter to fit: mark a number with \"calibrate: [low, high]\"" unmarked.yaml
expect "no targets" refused "nothing to fit to: the scenario expects nothing" aimless.yaml
expect "a target without tolerance" refused "stations.desk.utilisation: a target without tolerance cannot be fitted" zero.yaml
expect "bounds that the key does not permit" refused \
  'outside.yaml:5:54: error: classes.caller.arrivals.rate.calibrate.0: expected a number of at least 0, got "-1"' outside.yaml
expect "a value outside its bounds" refused \
  "outside.yaml:7:76: error: stations.desk.service.exponential.mean.calibrate: the value lies outside the bounds 1.3 to 1.4" outside.yaml
expect "equal bounds" refused "the bounds are equal, which leaves nothing to fit" empty.yaml
expect "bounds that fall" refused "1.4 to 0.4 runs backwards" empty.yaml
expect "an unknown path" refused "error: stations.desk.service.exponential.men: no such number; did you mean \"stations.desk.service.exponential.mean\"?" \
  queue.yaml --parameter stations.desk.service.exponential.men=1:2
expect "no bounds" refused "expected PATH=LOW:HIGH" queue.yaml --parameter stations.desk.service.exponential.mean
expect "bounds on the command line that fall" refused "3 to 1: expected bounds that rise" queue.yaml --parameter $archive=3:1
expect "that leave the value out" refused "the value 5 lies outside the bounds 1 to 3" queue.yaml --parameter $archive=1:3
expect "that the key does not permit" refused "--parameter $archive=-1:20: error: $archive: cannot be fitted by itself: at -1" \
  queue.yaml --parameter $archive=-1:20
expect "given twice" refused "given twice" queue.yaml --parameter $archive=1:8 --parameter $archive=1:9
expect "a target as a parameter" refused "is no parameter of the model and cannot be fitted" \
  queue.yaml --parameter run.horizon=1000:3000
expect "an exact number as a parameter" refused "is no parameter of the model and cannot be fitted" \
  "$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml" --parameter "abuse.relationships.child_ages.bounds.1=4 years:6 years"
expect "bounds that contradict each other" refused \
  "the low end of a uniform must not be above the high end; so these parameters cannot be fitted together" contrary.yaml -n 2
expect "other systems" refused "--systems" queue.yaml --systems a
expect "nothing was left behind" diff before <(ls)

# ---- West Cheshire ----------------------------------------------------------------------------------------------------
scenario=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
small=(--set areas.west_cheshire.residents=20000 --set 'run.warm_up=1 year' --set 'run.horizon=1 year' -n 2 --quiet)
desk=systems.six_route.services.police_desk.assessment.medium
home=systems.six_route.services.refuge.move_on.mixture.1.of.exponential.mean
rate=abuse.incidents.rate.standard
expect "West Cheshire is fitted" calibrate "$scenario" "${small[@]}" --evaluations 6 --ensemble 2 -o west \
  --parameter $desk=0.503:0.907 --parameter "$home=30 days:90 days" --parameter "$rate=2 per year:8 per year"
expect "and can be checked" "$WHOLEPLACE" check west/calibrated.yaml >checked
"$WHOLEPLACE" check west/calibrated.yaml --resolved >resolved.yaml
tiny=("${small[@]}" --evaluations 3 --ensemble 2 --parameter "$rate=2 per year:8 per year")
expect "a fit to the targets" calibrate "$scenario" "${tiny[@]}" -o tiny
expect "to another hold-out (18.7 %)" calibrate "$scenario" "${tiny[@]}" --set targets.8.value=0.17 -o hold_out
expect "is the same fit" cmp tiny/trace.csv hold_out/trace.csv
expect "to another target (23 %)" calibrate "$scenario" "${tiny[@]}" --set targets.1.value=0.24 -o target
expect "is another" not cmp -s tiny/trace.csv target/trace.csv
expect "a share that must sum to one with others cannot be fitted by itself" refused \
  "cannot be fitted by itself: at 0.8: " "$scenario" --parameter abuse.relationships.tier.standard=0.8:0.95
expect "a number of another system alone neither" refused "is no part of six_route, the baseline" "$scenario" \
  --parameter systems.option_2.services.key_worker.capacity.fte=10:20

expect_in_python <<'PYTHON'
import csv, re

from count import close, expect

def rows(path):
    return list(csv.DictReader(open(path, encoding="utf-8", newline="")))

RATE, MEAN = "classes.caller.arrivals.rate", "stations.desk.service.exponential.mean"
parameters = {row["path"]: row for row in rows("fit/parameters.csv")}
expect("both marked parameters are fitted", list(parameters) == [RATE, MEAN], list(parameters))
for path, truth in ((RATE, 1.5), (MEAN, 1.0)):
    p = {k: float(v) for k, v in parameters[path].items() if k not in ("path", "unit", "identified", "why")}
    expect(f"{path}: the truth lies in the ensemble's range", p["range_low"] <= truth <= p["range_high"], p)
    expect(f"{path}: fitted within bounds", p["low"] <= p["fitted"] <= p["high"], p)
    expect(f"{path}: the range is a part of the bounds", 0 < p["range_high"] - p["range_low"] < p["high"] - p["low"], p)
fit = rows("fit/fit.csv")
expect("both targets are met", [r["within"] for r in fit] == ["yes", "yes"], fit)
expect("a tolerance of 5 %", abs(float(fit[1]["low"]) - 0.7125) < 1e-12 and abs(float(fit[1]["high"]) - 0.7875) < 1e-12)
trace = rows("fit/trace.csv")
expect("the first trial is the start", trace[0]["stage"] == "start" and float(trace[0][RATE]) == 0.9)
expect("every stage is traced", {r["stage"] for r in trace} == {"start", "search", "wave", "ends"})
expect("no set is simulated twice", len({(r[RATE], r[MEAN]) for r in trace}) == len(trace))
best = min(trace, key=lambda r: (float(r["implausibility"]) >= 3, float(r["objective"])))
expect("the best trial is the fit", best[RATE] == parameters[RATE]["fitted"], best)
again = rows("again/trace.csv")
expect("the calibrated scenario gives that objective again, to the last digit: the same replications, the same values",
       again[0]["objective"] == best["objective"], (again[0], best))
ensemble = rows("fit/ensemble.csv")
survivors = {(r[RATE], r[MEAN]) for r in trace if float(r["implausibility"]) < 3}
expect("the ensemble is of sets not ruled out", 0 < len(ensemble) <= 20 and
       all((r[RATE], r[MEAN]) in survivors for r in ensemble), len(ensemble))
overlay = open("fit/calibrated.yaml", encoding="utf-8").read()
expect("the overlay only extends", re.findall(r"^\w+", overlay, re.M) == ["extends", "classes", "stations"], overlay)
expect("it extends the scenario from where it is", re.findall(r"^extends: .*", overlay, re.M) == ['extends: "../queue.yaml"'], overlay[:60])
expect("the fitted value is in it", f"value: {parameters[RATE]['fitted']}\n" in overlay, overlay)
expect("with its source", "source: calibrated to the fit targets of queue.yaml with wholeplace" in overlay)

kinds = {r["quantity"]: r["kind"] for r in rows("west/fit.csv")}
expect("targets and hold-outs stand side by side",
       kinds["police incidents a year"] == "fit" and kinds["MARAC repeat cases"] == "hold-out", kinds)
expect("six targets are fitted", list(kinds.values()).count("fit") == 6, kinds)
expect("nothing but the baseline is there", not any(k.startswith("option") for k in kinds), kinds)
west = {r["path"]: r for r in rows("west/parameters.csv")}
overlay = open("west/calibrated.yaml", encoding="utf-8").read()
resolved = open("resolved.yaml", encoding="utf-8").read()
# Six desks of three systems ask one question, written once: it stays one number.
medium = west["systems.six_route.services.police_desk.assessment.medium"]["fitted"]
name = re.search(r"medium: &(\w+)\n *value: " + re.escape(str(medium)) + "\n", overlay)
expect("a number used in several places is written once, with an alias wherever else it is used",
       name and overlay.count(f"value: {medium}\n") == 1 and overlay.count(f": *{name[1]}\n") >= 11)
everywhere = re.findall(rf"\bmedium:\n *value: {re.escape(str(medium))}\n", resolved)
expect("and every system has it", len(everywhere) == overlay.count(f": *{name[1]}\n") + 1, len(everywhere))
days = west["systems.six_route.services.refuge.move_on.mixture.1.of.exponential.mean"]["fitted"]
expect("an element of a list is fitted, the others stay", f"value: {days} days" in resolved and resolved.count("value: 0.65") > 0)
with open("west/ensemble.csv", encoding="utf-8") as file:
    header = file.readline().strip().split(",")
expect("the design names the parameters", header == list(west), header)

close()
PYTHON
expect "what was fitted can be fitted again" calibrate west/calibrated.yaml "${small[@]}" --evaluations 1 --ensemble 2 -o west_again
expect "each number once, as before" diff <(cut -d, -f1 west/parameters.csv | sort) <(cut -d, -f1 west_again/parameters.csv | sort)

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -ge 97 ]]
