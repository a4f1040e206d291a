#!/usr/bin/env bash
# `wholeplace calibrate` ends in the same bytes however often it was killed or told to stop, and what is kept of a fit is
# neither lost nor taken for another's.
set -u
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/background.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/queue_to_fit.sh"

long=(queue.yaml -n 8 --evaluations 400 --set run.horizon=1500 --quiet)
# What of a manifest does not depend on how it came about.
facts() {
  python3 -c 'import json, sys
m = json.load(open(sys.argv[1] + "/manifest.json"))
m["timings"] = {"events": m["timings"]["events"]}
del m["command_line"], m["threads"]
print(m)' "$1"
}
same_fit() { same "$1" "$2" && is "$(facts "$2")" "$(facts "$1")" && absent "$2.unfinished"; }
resumed() { calibrate "${long[@]}" --resume -o "$1" && same_fit whole "$1"; }
# Replications that are kept; the question may not change them.
finished() { calibrate "${long[@]}" -o "$1" >out || sed -nE 's/.*holds ([0-9]+) finished replications.*/\1/p' err; }
start_fit() { start "$1" "$2" "$WHOLEPLACE" calibrate "${@:3}"; }  # FOLDER KB ARGUMENT...
# refused_there MESSAGE FOLDER ARGUMENT...: exit status 2 with that on standard error, and what is kept stays
refused_there() {
  local message=$1 folder=$2 status before
  shift 2
  before=$(sum "$folder")
  calibrate "$@" -o "$folder" >out
  status=$?
  [[ $status -eq 2 && ! -s out ]] && says "$message" && is "$(sum "$folder")" "$before"
}
sum() {  # FOLDER: every file of it and of what is kept for it
  find "$1" "$1.unfinished" -name '*-wal' -prune -o -type f -exec md5sum {} + 2>/dev/null
}
expect "a fit that nobody interrupts" calibrate "${long[@]}" -o whole

before=0
for kilobytes in 60 100 60 150 80; do
  start_fit killed $kilobytes "${long[@]}" -j 1 --resume && end KILL
  now=$(finished killed)
  expect "killed with more kept than the $before replications before" test "${now:-0}" -gt "$before"
  before=${now:-0}
done
expect "without --resume what is kept is not touched" says "--resume goes on with them, --force begins anew"
expect "killed five times and resumed: the same bytes" resumed killed
expect "a complete fit has nothing to resume" calibrate "${long[@]::${#long[@]}-1}" --resume -o killed
expect "which is said" says "killed is complete; there is nothing to resume"

# All that such a fit keeps: it is refused its place, which was free when it began.
start_fit full 60 "${long[@]}" && mkdir full && touch full/mine
ended
expect "a folder that comes into the way is left alone" is "$status $(ls full)" "2 mine"
rm -r full
trials=$(($(wc -l <whole/trace.csv) - 1))
expect "all is kept" is "$(finished full)" $((8 * trials))
# killed_at COUNT: as if killed when so many replications were kept, the last of them before the one due.
killed_at() {
  rm -rf cut cut.unfinished
  cp -r full.unfinished cut.unfinished
  python3 - "$1" <<'PYTHON'
import sqlite3, sys
count = int(sys.argv[1])
store = sqlite3.connect("cut.unfinished/replications.sqlite")
jobs = store.execute("SELECT point, replication FROM outcome ORDER BY point, replication").fetchall()
gone = jobs[count:]
if count % 8 > 1:
    gone[0], jobs[count - 1] = jobs[count - 1], gone[0]
store.executemany("DELETE FROM outcome WHERE point = ? AND replication = ?", gone)
store.commit()
PYTHON
}
stages=$(cut -d, -f2 whole/trace.csv | sed 1d | uniq -c | tr -s ' \n' ' ')
expect "its stages follow each other" grep -qxE " ?1 start [0-9]+ search [0-9]+ wave [0-9]+ ends ?" <<<"$stages"
first_wave=$(grep -n -m1 ',wave,' whole/trace.csv | cut -d: -f1) first_end=$(grep -n -m1 ',ends,' whole/trace.csv | cut -d: -f1)
for count in 0 1 3 8 700 $((8 * first_wave - 16)) $((8 * first_wave - 11)) $((8 * first_end - 16)) $((8 * first_end - 11)) \
  $((8 * trials - 1)) $((8 * trials)); do
  killed_at "$count"
  expect "$count replications kept, then resumed" resumed cut
done

start_fit stopped 250 "${long[@]/400/100000}" && end INT
expect "a signal stops it with status 3" is "$status" 3
expect "which says how to go on" says "the same command with --resume goes on"
expect "what was found is there and says that it is not all" grep -q '"complete": false' stopped/manifest.json
expect "as does the report" grep -q "Stopped early" stopped/report.txt
expect "the setting that it was fitted with is named" grep -qF -- "--set run.horizon=1500" stopped/report.txt
expect "and can be checked" "$WHOLEPLACE" check stopped/calibrated.yaml >checked
start_fit stopped_once 250 "${long[@]}" && end TERM
expect "so does SIGTERM" is "$status" 3
expect "it is not replaced by a fit that does not resume" refused_there "already exists" stopped_once "${long[@]}"
expect "but completed by --resume" resumed stopped_once

expect "another seed is another fit" refused_there "seed: 5 and 6" full "${long[@]}" --resume --seed 6
expect "as are more evaluations" refused_there "evaluations: 400 and 401" full "${long[@]/400/401}" --resume
expect "more starts" refused_there "starts: 3 and 4" full "${long[@]}" --resume --starts 4
expect "a larger ensemble" refused_there "ensemble: 50 and 51" full "${long[@]}" --resume --ensemble 51
expect "more replications" refused_there "replications: 8 and 9" full "${long[@]/8/9}" --resume
expect "other bounds" refused_there "classes.caller.arrivals.rate=0.8:2" full "${long[@]}" --resume --parameter classes.caller.arrivals.rate=0.8:2
expect "another scenario" refused_there "scenario: " full "${long[@]}" --resume --set run.horizon=1501
expect "and a run" is "$("$WHOLEPLACE" run queue.yaml --resume -o full 2>&1 >out | grep -c "mode: calibration and nothing")" 1
expect "a fit begun without --resume" refused_there "--resume goes on with them" full "${long[@]}"
python3 - <<'PYTHON'
import sqlite3, struct
store = sqlite3.connect("full.unfinished/replications.sqlite")
(kept,) = store.execute("SELECT value FROM outcome WHERE point = 3 AND replication = 5").fetchone()
store.execute("UPDATE outcome SET value = ? WHERE point = 3 AND replication = 5", (struct.pack("<d", 1.25) + kept[8:],))
store.commit()
PYTHON
expect "a trial of other parameters than its own" refused_there "what is kept of trial 3 is not of " full "${long[@]}" --resume
expect "--force begins anew" calibrate queue.yaml -n 2 --evaluations 2 --ensemble 2 --force -o full --quiet
expect "and leaves nothing beside" test ! -e full.unfinished

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
