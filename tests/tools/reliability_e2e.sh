#!/usr/bin/env bash
# Wrong usage, folders that are in the way, full disks and signals: the documented exit status, a message that says what
# happened, and a result folder that is whole or not there.
set -u
small=$WHOLEPLACE_SOURCE_DIR/tests/tools/bad_scenarios/base.yaml
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/background.sh"

simulate() { wholeplace run "$small" -j 2 "$@"; }
between() { [[ $1 -le $2 && $2 -le $3 ]] || { echo "  got $2"; return 1; }; }
no_partial() {
  local left
  left=$(find . -name '.*.partial-*' -o -name '.*.old-*')
  [[ -z $left ]] || { echo "  left behind: $left"; return 1; }
}
fingerprint() { (cd "$1" && find . -type f -exec sha256sum {} + | sort) ; }

files=(differences.csv manifest.json margins.csv results.sqlite scenario.yaml summary.csv summary.json validation.csv
  weekly.csv)
# whole FOLDER: every file is there and readable, and they agree on how many replications there are
whole() {
  local file
  for file in "${files[@]}"; do [[ -s $1/$file ]] || { echo "  no $1/$file"; return 1; }; done
  python3 - "$1" <<'PYTHON'
import json, sqlite3, sys
folder = sys.argv[1]
manifest = json.load(open(folder + "/manifest.json"))
summary = json.load(open(folder + "/summary.json"))
store = sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True)
assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",), "a damaged store"
stored = store.execute("SELECT COUNT(*) FROM replication").fetchone()[0]
done = manifest["replications"]["done"]
assert done == stored == summary["replications"], (done, stored, summary["replications"])
assert manifest["complete"] == (done == manifest["replications"]["asked"]), manifest["replications"]
PYTHON
}
manifest() { python3 -c 'import json, sys; print(eval("m" + sys.argv[2], {"m": json.load(open(sys.argv[1]))}))' "$1/manifest.json" "$2"; }

# ---- usage ---------------------------------------------------------------------------------------------------------
# wrong_usage TEXT ARGUMENT...
wrong_usage() {
  refused "$@" && says "--help" && is "$(ls)" "$(printf 'err\nout')"
}
expect "no command" wrong_usage "Usage: wholeplace"
expect "an unknown command" wrong_usage 'no command "rnu"; did you mean "run"?' rnu "$small"
expect "an empty command" wrong_usage 'no command ""' ""
expect "an option before the command" wrong_usage "subcommand is required" --force
expect "run without a scenario" wrong_usage "SCENARIO is required" run
expect "check without a scenario" wrong_usage "SCENARIO is required" check
expect "two scenarios" wrong_usage "other.yaml" run "$small" other.yaml
expect "an unknown option" wrong_usage "--repplications" run "$small" --repplications 3
expect "no replications" wrong_usage "--replications: Value 0 not in range 1 to 1000000" run "$small" -n 0
expect "half a replication" wrong_usage "--replications: Value 2.5 not in range" run "$small" -n 2.5
expect "no threads" wrong_usage "--threads: Value 0 not in range 1 to 4096" run "$small" -j 0
expect "a negative seed" wrong_usage "--seed" run "$small" --seed -1
expect "a seed of more than 32 bits" wrong_usage "--seed" run "$small" --seed 4294967296
expect "one replication of several" wrong_usage "--replication" run "$small" --replication 3 -n 4
expect "an option without its value" wrong_usage "--out" run "$small" -o
expect "schema with an argument" wrong_usage "extra" schema extra

helps() {
  wholeplace "$@" --help
  is "$status" 0 && silent err && grep -q "Example:" out && grep -q "wholeplace $1 \|wholeplace $1$" out
}
for verb in run check diff schema; do expect "$verb --help shows an example" helps "$verb"; done
wholeplace --help
expect "--help lists the commands" grep -q "check  *validate" out
wholeplace --version
expect "--version" grep -qE "^wholeplace [0-9]+\.[0-9]+\.[0-9]+$" out

wrong_graph() { refused "$2" check "$small" --graph "$1" && is "$(ls)" "$(printf 'err\nout')"; }
expect "a graph of an unknown kind" wrong_graph x.png 'expected FILE.svg or FILE.dot, got "x.png"'
expect "a graph in no folder" wrong_graph nowhere/x.svg "No such file or directory"

# ---- what stands at the target --------------------------------------------------------------------------------------
fresh() { simulate -o results --quiet && is "$status" 0 && whole results && silent out && silent err && no_partial; }
expect "a run with --quiet prints nothing" fresh
before=$(fingerprint results)

run_refused() { refused "$1" run "$small" -j 2 "${@:2}" && no_partial; }  # TEXT ARGUMENT...
unchanged() { [[ $(fingerprint results) == "$before" ]] || { echo "  results/ has changed"; return 1; }; }
expect "an existing result folder is refused" run_refused "results: already exists; --force replaces it" -o results --seed 8
expect "and untouched" unchanged
mkdir foreign && echo mine >foreign/notes.txt
expect "a foreign folder is refused" run_refused "foreign: already exists" -o foreign
expect "a foreign folder is refused with --force" run_refused "foreign: is not a result folder" -o foreign --force
mkdir pretender && echo '{"program": "other"}' >pretender/manifest.json
expect "and one with another's manifest" run_refused "pretender: is not a result folder" -o pretender --force
expect "both untouched" is "$(cat foreign/notes.txt pretender/manifest.json)" $'mine\n{"program": "other"}'
echo mine >file
expect "a file is refused" run_refused "file: exists and is not a folder" -o file --force
expect "a folder below a file is refused" run_refused "file/results: cannot be made" -o file/results
expect "and the file untouched" is "$(cat file)" mine
ln -s nowhere link
expect "a link to nothing is refused" run_refused "link: a link that leads nowhere" -o link
expect "a folder that nobody can write is refused" run_refused "cannot be made" -o /proc/results
mkdir locked && chmod a-w locked
if [[ ! -w locked ]]; then expect "a read-only folder is refused" run_refused "permission denied" -o locked/results; fi
expect "an empty name is refused" run_refused "the result folder has an empty name" -o ""
simulate -o results --force --seed 8 --quiet
expect "--force replaces a result folder" is "$status $(manifest results '["seed"]')" "0 8"
expect "and leaves it whole" whole results
expect "and nothing beside it" no_partial
simulate -o made/on/the/way --quiet
expect "missing parents are made" whole made/on/the/way
before=$(fingerprint results)

# ---- output ---------------------------------------------------------------------------------------------------------
simulate -o loud
expect "the comparison goes to standard output" grep -q "Net saving\|Police incidents" out
expect "and nothing to standard error, which is no terminal" silent err
if command -v script >/dev/null; then
  script -qec "'$WHOLEPLACE' run '$small' -n 3 -j 1 -o on_terminal >out" typescript >terminal 2>&1 </dev/null
  expect "progress goes to a terminal" grep -q "3 of 3 replications" terminal
  expect "and no result does" is "$(grep -c "Police incidents" terminal)" 0
  script -qec "'$WHOLEPLACE' run '$small' -n 3 -j 1 -o quiet_on_terminal --quiet" typescript >terminal 2>&1 </dev/null
  expect "but not with --quiet" is "$(tr -d '\r\n' <terminal)" ""
else
  echo "no script(1) here: progress on a terminal is not tried"
fi
if [[ -w /dev/full ]]; then
  for arguments in "check $small" "check $small --resolved" "check $small --metrics" schema "run $small -o printed_in_vain"; do
    # shellcheck disable=SC2086  # words on purpose
    in_time "$WHOLEPLACE" $arguments >/dev/full 2>err
    expect "output that does not arrive, $arguments" is "$?" 3
    expect "is missed" says "no space left on device"
  done
  expect "the results are there all the same" whole printed_in_vain
fi

# ---- full disks -----------------------------------------------------------------------------------------------------
full() {  # runs it, short of room, with the given message
  local text=$1
  shift
  "$@"
  is "$status" 3 && says "$text" && silent out
}
limited() {
  (ulimit -f "$file_limit"; in_time "$WHOLEPLACE" run "$small" -j 2 "$@" >out 2>err)
  status=$?
}
file_limit=$(($(stat -c %s results/summary.json) / 2048))
expect "a limit on file size" full "limited.unfinished/replications.sqlite: file too large" limited -o limited
expect "leaves nothing" absent limited
expect "nor under another name" no_partial
expect "a limit on file size with --force" full "results.unfinished/replications.sqlite: file too large" limited -o results --force
expect "leaves the old results" unchanged
expect "and nothing beside them" no_partial

mkdir disk
room=$(($(du -sk results | cut -f1) * 7 / 5))
if mount -t tmpfs -o "size=${room}k" tmpfs disk 2>/dev/null; then
  disk=$work/disk
  simulate -o disk/results --quiet
  expect "a small disk holds one result folder" whole disk/results
  before=$(fingerprint disk/results)
  expect "but not two" full "no space left on device" simulate -o disk/others
  expect "whose replications are not lost" says "1 finished replications are kept in"
  expect "of the results themselves nothing is left" absent disk/others
  mount -o "remount,size=$((4 * room))k" disk && simulate -o disk/others --resume
  expect "and with more room they are there" whole disk/others
  expect "with nothing left to resume" absent disk/others.unfinished
  rm -rf disk/others && mount -o "remount,size=${room}k" disk
  expect "nor under another name" no_partial
  expect "a full disk with --force" full "disk/results" simulate -o disk/results --force --seed 9
  expect "leaves nothing of the new results" no_partial
  expect "and all of the old" is "$(fingerprint disk/results)" "$before"
  umount disk
  disk=
else
  echo "no tmpfs may be mounted here: full disks are tried by ulimit only"
fi

# ---- signals --------------------------------------------------------------------------------------------------------
long=(run "$small" -j 2 -n 5000 --set areas.town.residents=60000)  # would take minutes
# Waits until the run, and no longer this shell's copy, is ready for a signal: bit 1 of the caught ones is SIGINT.
ready() {
  local i caught
  for ((i = 0; i < 600; ++i)); do
    sleep 0.05
    [[ /proc/$child/exe -ef $WHOLEPLACE ]] || continue
    caught=$(awk '/^SigCgt/ {print $2}' "/proc/$child/status" 2>/dev/null) || return 1
    [[ -n $caught && $((16#${caught: -1} & 2)) -ne 0 ]] && return 0
  done
  return 1
}

for signal in INT TERM; do
  begin "$WHOLEPLACE" "${long[@]}" -o "stopped_$signal"
  ready && sleep 2.5
  end "$signal"
  expect "SIG$signal stops a run" is "$status" 3
  expect "and it says so" says "stopped early by a signal"
  expect "leaving a whole result folder" whole "stopped_$signal"
  expect "that says it is incomplete" is "$(manifest "stopped_$signal" '["complete"]')" False
  asked=$(manifest "stopped_$signal" '["replications"]["asked"]')
  done=$(manifest "stopped_$signal" '["replications"]["done"]')
  expect "of those asked for" is "$asked" 5000
  expect "only some" between 1 "$done" $((asked - 1))
  expect "and nothing under another name" no_partial

  # The scenario comes through a pipe, so that the signal is there before it.
  mkfifo "scenario_$signal.yaml"
  begin "$WHOLEPLACE" run "scenario_$signal.yaml" -j 2 -o "nothing_$signal"
  ready && kill "-$signal" "$child"
  timeout 60 cp "$small" "scenario_$signal.yaml"
  ended
  expect "SIG$signal before the first replication" is "$status" 3
  expect "is said" says "stopped before a replication was finished; nothing was written"
  expect "nothing is written" absent "nothing_$signal"
  expect "nor under another name" no_partial
done

begin "$WHOLEPLACE" "${long[@]}" -o killed
ready && sleep 0.5
end KILL
expect "SIGKILL leaves no result folder" absent killed
expect "and the next run does not lose what is finished" refused "--resume goes on with them" "${long[@]}" -o killed
other_refused() { refused "holds another experiment" run "$small" -j 2 -o killed --resume && says "scenario: "; }
expect "another experiment does not go on with it" other_refused
simulate -o killed --force --quiet
expect "nor is it in the way of who wants to begin anew" whole killed
expect "after which nothing is left of it" absent killed.unfinished

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
