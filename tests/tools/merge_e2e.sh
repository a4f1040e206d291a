#!/usr/bin/env bash
# What `merge`, `diff` and --resume say of shards: of which make they are, what they are of, and what becomes of what is
# kept. That they join to the same bytes is in restart_e2e.sh.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/desk.sh"
prints() { grep -qF -- "$1" out || { cat out; return 1; }; }
# manifest FOLDER EXPRESSION: true of its manifest m
manifest() { python3 -c 'import json, sys; m = json.load(open(sys.argv[1] + "/manifest.json")); raise SystemExit(not eval(sys.argv[2]))' "$1" "$2"; }

a_desk 6
cat >rates.yaml <<'YAML'
title: Rates
purpose: a test
scenario: desk.yaml
design: {kind: list}
metrics: [stations.desk.mean_wait]
factors: {rate: {path: classes.caller.arrivals.rate, values: [0.4, 0.5, 0.6]}}
YAML

# ---- what a shard says of itself --------------------------------------------------------------------------------------
expect "a run" wholeplace run desk.yaml -o run
expect "a sweep" wholeplace sweep rates.yaml -o sweep
for i in 1 2 3; do
  expect "shard $i of the run" wholeplace run desk.yaml --shard $i/3 -o run.$i
  expect "shard $i of the sweep" wholeplace sweep rates.yaml --shard $i/3 -o sweep.$i
done
whole='m["model"] == "network" and m["seed"] == 5 and m["systems"] == ["network"] and m["baseline"] == "network"'
whole+=' and m["replications"]["asked"] > 0 and m["timings"]["events"] > 0 and m["host"]["cpu_family"]'
for folder in run run.2 sweep sweep.2; do
  expect "what $folder is of" manifest $folder "$whole"
  expect "and of which scenario" manifest $folder "m['scenario']['sha256'] == '$(sha256sum <$folder/scenario.yaml | cut -d' ' -f1)'"
done
expect "a shard of a run has its title" manifest run.1 'm["title"] == "A desk"'
expect "one of a sweep the sweep's, and its points" manifest sweep.1 'm["title"] == "Rates" and m["points"] == 3'
expect "a shard is compared with nothing" without_trace refused \
  'run.2: shard 2/3 of an experiment, "A desk", which has no results of its own: join its shards with merge first' diff run run.2
expect "nor with another" without_trace refused "run.1: shard 1/3 of an experiment" diff run.1 run.2
expect "nor is one of a sweep" without_trace refused 'sweep.2: shard 2/3 of an experiment, "Rates"' diff sweep sweep.2

# ---- merged -----------------------------------------------------------------------------------------------------------
expect "a merge" wholeplace merge run.1 run.2 run.3 -o joined
expect "says of how many shards" prints "6 replications, merged from 3 shards. Results: "
expect "and warns of nothing" silent err
expect "its manifest knows them" manifest joined 'm["merged"]["shards"] == 3 and len(m["merged"]["makes"]) == 1'
expect "and claims no time" manifest joined 'm["timings"]["ns_per_event"] is None and m["timings"]["events_per_second"] is None'
expect "a run was not merged" manifest run '"merged" not in m'
expect "a merge is no other result" wholeplace diff run joined
expect "for diff" prints "No outputs differ, of "
expect "a merged sweep" wholeplace merge sweep.1 sweep.2 sweep.3 -o joined_sweep
expect "says so too" prints "3 points of 6 replications, merged from 3 shards. Results: "

# ---- shards of another make -------------------------------------------------------------------------------------------
# made FOLDER KEY VALUE: as if another compiler, processor or C library had made it
made() {
  rm -rf "$1.other" && cp -r "$1" "$1.other"
  python3 - "$@" <<'PYTHON'
import json, sqlite3, sys
folder, key, value = sys.argv[1] + ".other", *sys.argv[2:]
m = json.load(open(folder + "/manifest.json"))
if key in ("compiler", "flags"):
    m["build"][key] = value
    store = sqlite3.connect(folder + "/replications.sqlite")
    assert store.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key)).rowcount == 1
    store.commit()
else:
    m["host"][key] = value
json.dump(m, open(folder + "/manifest.json", "w"))
PYTHON
}
warned() {  # TEXT SHARD...: by a merge that is done all the same
  local text=$1
  shift
  rm -rf joined_other
  wholeplace merge "$@" -o joined_other && says "warning: these shards were not all made in one way" && says "$text" &&
    cmp run/summary.csv joined_other/summary.csv
}
made run.2 cpu_family "GenuineIntel 6: sse4_1"
expect "a shard from another kind of processor is warned of" warned "run.1 and run.2.other differ in kind of processor: " run.1 run.2.other run.3
expect "which it is" says ' and GenuineIntel 6: sse4_1'
expect "the manifest knows both" manifest joined_other 'len(m["merged"]["makes"]) == 2 and m["merged"]["shards"] == 3'
expect "asked to be quiet it is" wholeplace merge run.1 run.2.other run.3 -o quiet --quiet
expect "silent" silent err
made run.2 libc "glibc 2.17"
expect "from another C library" warned "run.1 and run.2.other differ in C library: glibc 2." run.1 run.2.other run.3
made run.2 compiler "Clang 19.1.0"
expect "from another compiler" warned "run.1 and run.2.other differ in compiler: GNU " run.1 run.2.other run.3
expect "also if it comes first" warned "run.2.other and run.1 differ in compiler: Clang 19.1.0 and GNU " run.2.other run.1 run.3
made run.2 flags "-O3 -march=native"
expect "with other flags" warned "differ in flags of the compiler: " run.1 run.2.other run.3
rm run.2.other/manifest.json
expect "a shard that has lost its manifest" warned "differ in kind of processor: " run.1 run.2.other run.3
expect "is of an unknown one" says " and unknown"
made sweep.2 cpu_family "ARM 8"
expect "a sweep's shard" wholeplace merge sweep.1 sweep.2.other sweep.3 -o joined_sweep_other
expect "is warned of too" says "differ in kind of processor: "
made run.2 compiler "Clang 19.1.0"
expect "what was begun with another compiler is not resumed" python3 -c '
import shutil, os
os.mkdir("other.unfinished")
shutil.copy("run.2.other/replications.sqlite", "other.unfinished/replications.sqlite")'
expect "but refused" without_trace refused "compiler: Clang 19.1.0 and GNU" run desk.yaml --shard 2/3 -o other --resume

# ---- --resume and --force ---------------------------------------------------------------------------------------------
kept() { rm -rf "$1.unfinished" && mkdir "$1.unfinished" && cp run.2/replications.sqlite "$1.unfinished/"; }
kept again
expect "what is kept is not begun anew without a word" without_trace refused "--resume goes on with them, --force begins anew" run desk.yaml --shard 2/3 -o again
expect "--resume does not take another experiment's" without_trace refused "--force instead of --resume begins anew" run desk.yaml --seed 6 --shard 2/3 -o again --resume
expect "nor with --force beside it" without_trace refused "--force instead of --resume begins anew" run desk.yaml --seed 6 --shard 2/3 -o again --resume --force
expect "nor is it lost" cmp run.2/replications.sqlite again.unfinished/replications.sqlite
expect "of the same experiment both go on" wholeplace run desk.yaml --shard 2/3 -o again --resume --force
expect "to its end" test -s again/replications.sqlite -a ! -e again.unfinished
kept again
expect "where results stand too" wholeplace run desk.yaml --shard 2/3 -o again --resume --force
expect "which are replaced" test ! -e again.unfinished
kept again
expect "--force alone" wholeplace run desk.yaml --seed 6 --shard 2/3 -o again --force
expect "begins anew" manifest again 'm["seed"] == 6 and m["experiment"]["seed"] == "6"'
mkdir damaged.unfinished && echo "no store" >damaged.unfinished/replications.sqlite
expect "a damaged store is not resumed" without_trace refused "); --force instead of --resume begins anew" run desk.yaml -o damaged --resume --force
expect "nor begun anew" without_trace refused "); --force begins anew" run desk.yaml -o damaged
# Killed when nothing was finished: nothing can be lost.
for verb in "run desk.yaml" "sweep rates.yaml"; do
  rm -rf empty && mkdir empty.unfinished && : >empty.unfinished/replications.sqlite
  expect "an empty store, begun and nothing finished, is resumed by ${verb% *}" wholeplace $verb --resume -o empty --quiet
  expect "which has nothing to say" silent err
  expect "from the beginning" cmp empty/summary.csv "${verb%% *}/summary.csv"
  expect "and leaves nothing beside" test ! -e empty.unfinished
done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 60 ]]
