#!/usr/bin/env bash
# The event log of a run, by the rules of those who read it, and the trace of one person against it.
set -u
scenario=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
queue=$WHOLEPLACE_SOURCE_DIR/scenarios/verification/mm1.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
# Two IDVA cases at most, so that people wait and give up; need that is not met makes things worse fast, so that the same
# incident can be graver under one system.
small=(--set areas.west_cheshire.residents=30000 --set 'run.warm_up=1 year' --set 'run.horizon=2 years' --seed 29
  --set systems.six_route.services.idva.capacity.fte=0.1 --set abuse.tier_moves.unmet_need_ratio=10)

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"

simulate() { wholeplace run "$scenario" "${small[@]}" --quiet "$@"; }
trace() { wholeplace trace "$scenario" "${small[@]}" "$@"; }
refuses() {  # TEXT COMMAND...
  local text=$1
  shift
  "$@"
  [[ $status == 2 ]] && tr '\n' ' ' <err | grep -qF -- "$text" && [[ ! -s out ]]
}
same_log() { cmp "$1/events.csv.gz" "$2/events.csv.gz"; }

# ---- one log, however it comes about ----------------------------------------------------------------------------------
expect "a run with an event log" simulate -n 2 -j 2 --event-log -o two
expect "on one thread" simulate -n 2 -j 1 --event-log -o one
expect "the same bytes" same_log two one
expect "replication 0 alone" simulate --replication 0 --event-log -o zero
expect "logs the same" same_log two zero
expect "replication 1 alone" simulate --replication 1 --event-log -o other
expect "logs something else" not cmp -s two/events.csv.gz other/events.csv.gz
expect "shard 1" simulate -n 2 --shard 1/2 -o shard_1
expect "shard 2" simulate -n 2 --shard 2/2 -o shard_2
expect "joined with an event log" wholeplace merge shard_1 shard_2 --event-log --quiet -o whole
expect "the same bytes again" same_log two whole
expect "without being asked there is none" simulate -n 2 -o none
expect "and the other results are the same" eval 'cmp none/summary.json two/summary.json && [[ ! -e none/events.csv.gz ]]'
expect "drawn parameters" simulate -n 1 --parameters drawn --event-log -o drawn
expect "give another log" not cmp -s two/events.csv.gz drawn/events.csv.gz
expect "a shard has none" refuses "give it to merge" simulate -n 2 --shard 1/2 --event-log -o refused
expect "nor has a network" refuses "model: network" wholeplace run "$queue" --event-log -o refused
expect "nothing was written" absent refused

# ---- traces -----------------------------------------------------------------------------------------------------------
for pick in first-false-escalation longest-wait most-incidents-averted most-services; do
  expect "trace $pick" trace --pick "$pick"
  cp out "$pick.txt"
  expect "$pick as JSON" trace --pick "$pick" --json
  cp out "$pick.json"
done
expect "the first pick is the averted" trace
expect "as when asked for" cmp out most-incidents-averted.txt
expect "two systems" trace --systems option_2 --width 80
expect "have two columns" grep -qE '^date +six_route +option_2 +what happens$' out
expect "and 80 columns" eval '[[ $(wc -L <out) -le 80 ]]'
expect "another replication" trace --replication 1
expect "is another life" not cmp -s out most-incidents-averted.txt
expect "nobody" refuses "nobody has that number in replication 0" trace --person 0123
expect "no number" refuses "--person: expected a number" trace --person Ann
expect "no pick" refuses "--pick" trace --pick longest
expect "person and pick" refuses "--pick" trace --person 0123 --pick longest-wait
expect "a network has no lives" refuses "model: network" wholeplace trace "$queue"
expect "help lists the picks" wholeplace trace --help
expect "all of them" eval '[[ $(grep -cE "^ +(first-false-escalation|longest-wait|most-incidents-averted|most-services) " out) == 4 ]]'

# ---- what the log and the traces say ----------------------------------------------------------------------------------
expect_in_python "$WHOLEPLACE" "$scenario" "${small[@]}" <<'PYTHON'
import collections, csv, gzip, json, re, subprocess, sys

from count import close, expect

program, scenario, *settings = sys.argv[1:]

with gzip.open("two/events.csv.gz", "rt", encoding="utf-8", newline="") as file:
    reader = csv.DictReader(file)
    rows = list(reader)
expect("the columns", ",".join(reader.fieldnames) ==
       "case_id,person,role,activity,lifecycle,time,resource,cost,entity_id,event_type,event,resource_id,pathway,"
       "system,replication,date", reader.fieldnames)
expect("the systems, in order", list(dict.fromkeys(r["system"] for r in rows)) == ["six_route", "option_1", "option_2"])
expect("the replication", {r["replication"] for r in rows} == {"0"})
expect("the roles", {r["role"] for r in rows} == {"victim", "perpetrator", "child"})
expect("XES lifecycle", {r["lifecycle"] for r in rows} <=
       {"schedule", "assign", "withdraw", "reassign", "start", "resume", "complete", "autoskip"})
expect("what process mining needs is never empty",
       all(r[c] for r in rows for c in ("case_id", "person", "activity", "lifecycle", "time", "date")))
now = {}
late = 0
for r in rows:
    late += float(r["time"]) < now.get(r["system"], 0)
    now[r["system"]] = float(r["time"])
expect("time never falls", late == 0, late)
expect("times lie in the counted period", all(0 <= float(r["time"]) <= 2 * 365.25 for r in rows))
expect("dates go with times", all(
    (r["time"] >= "366") or r["date"][:4] in ("2012", "2013") for r in rows) and rows[0]["date"] == "2012-11-01T00:00:00")

# vidigi
moves = [r for r in rows if r["event_type"]]
expect("event types", {r["event_type"] for r in moves} == {"arrival_departure", "queue", "resource_use", "resource_use_end"})
expect("other lines have nothing for vidigi", all(
    not (r["entity_id"] or r["event"] or r["resource_id"] or r["pathway"]) for r in rows if not r["event_type"]))
expect("arrival or depart", {r["event"] for r in moves if r["event_type"] == "arrival_departure"} == {"arrival", "depart"})
of = collections.defaultdict(list)
for r in moves:
    of[r["entity_id"]].append(r)
odd = [e for e, own in of.items() if [r["event"] for r in own].count("arrival") != 1 or own[0]["event"] != "arrival"]
expect("one arrival each, first", not odd, odd[:3])
odd = [e for e, own in of.items() if "depart" in [r["event"] for r in own[:-1]]]
expect("at most one departure, last", not odd, odd[:3])
odd = [e for e, own in of.items() if len({(r["person"], r["system"], r["pathway"]) for r in own}) != 1]
expect("an entity is one person's under one system", not odd, odd[:3])
odd = [e for e, own in of.items() if sum(r["event_type"] == "resource_use" for r in own) -
       sum(r["event_type"] == "resource_use_end" for r in own) not in (0, 1)]
expect("an entity is in one place", not odd, odd[:3])
odd = []
for e, own in of.items():
    held = None
    for r in own:
        if r["event_type"] == "resource_use":
            odd += [e] if held else []
            held = r
        elif r["event_type"] == "resource_use_end":
            odd += [e] if not held or (r["event"], r["resource_id"]) != (held["event"] + " end", held["resource_id"]) else []
            held = None
        elif held:
            odd += [e]  # it waits or departs while it holds a unit
expect("every use ends with its own unit, or is open at the horizon", not odd, odd[:3])
services = lambda own: {r["activity"] for r in own} - {"journey"}
expect("some go from service to service", any(len(services(own)) > 2 for own in of.values()))
expect("numbers of units are whole and only where units are", all(
    r["resource_id"].isdigit() == r["event_type"].startswith("resource_use") for r in moves))
in_use, left, wrong = collections.defaultdict(set), collections.defaultdict(set), []
for r in moves:
    pool = (r["system"], r["resource"])
    if r["event_type"] == "resource_use":
        if left[pool] and min(t for t, _ in left[pool]) < r["time"]:
            left[pool] = {(t, u) for t, u in left[pool] if t == r["time"]}
        unit = int(r["resource_id"])
        if unit in in_use[pool] or unit > len(in_use[pool]) + len(left[pool]) + 1:
            wrong.append((pool, r["time"], unit))
        in_use[pool].add(unit)
    elif r["event_type"] == "resource_use_end":
        in_use[pool].remove(int(r["resource_id"]))
        left[pool].add((r["time"], int(r["resource_id"])))
expect("a unit is held by one at a time, the lowest free", not wrong, wrong[:3])
expect("units are reused", max(int(r["resource_id"]) for r in moves if r["resource"] == "refuge" and r["resource_id"]) < 30)
expect("the IDVA's limit holds", max(
    int(r["resource_id"]) for r in moves if r["resource"] == "idva" and r["resource_id"] and r["system"] == "six_route") <= 3)

# against the results
with open("zero/summary.json", encoding="utf-8") as file:
    summary = json.load(file)["systems"]
incidents = {s: {r["case_id"] for r in rows if r["system"] == s and r["activity"].startswith("incident ")} for s in summary}
for s in summary:
    metric = lambda name: summary[s]["metrics"][name]["mean"]
    lines = [r for r in rows if r["system"] == s]
    n = lambda lifecycle, *services: sum(r["activity"] in services and r["lifecycle"] == lifecycle for r in lines)
    idva = ("idva", "family_safety_unit")  # report under one name
    expect(f"{s}: incidents", len(incidents[s]) == metric("incidents"))
    expect(f"{s}: averted", len(incidents["six_route"] - incidents[s]) == metric("incidents_averted"))
    expect(f"{s}: added", len(incidents[s] - incidents["six_route"]) == metric("incidents_added"))
    expect(f"{s}: IDVA cases", n("start", *idva) == metric("idva_cases"), (n("start", *idva), metric("idva_cases")))
    expect(f"{s}: MARAC cases", n("start", "marac") == metric("marac_cases"))
    expect(f"{s}: IDVA reneged and declined",
           n("withdraw", *idva) == metric("idva_reneged") + metric("idva_declined") > 0)
cost_of = lambda activity: {r["cost"] for r in rows if r["activity"] == activity and r["lifecycle"] == "start" and r["system"] == "six_route"}
expect("a case of the MARAC costs what the scenario says, in prices of 2012", cost_of("marac") == {"391.56"}, cost_of("marac"))
expect("a case of the IDVA, whose posts are paid by the year, costs nothing more", cost_of("idva") == {""}, cost_of("idva"))
expect("a journey costs nothing besides", not any(r["cost"] for r in rows if r["activity"] == "journey"))

# traces against the log
for pick in ("first-false-escalation", "longest-wait", "most-incidents-averted", "most-services"):
    with open(pick + ".json", encoding="utf-8") as file:
        life = json.load(file)
    with open(pick + ".txt", encoding="utf-8") as file:
        text = file.read()
    expect(f"{pick}: who", life["person"] in text and life["role"].capitalize() in text)
    names = list(life["systems"])
    table = text[text.index("\nFrom "):].splitlines()[2:]
    header, table = table[0], table[1:table.index("", 1)]
    at = [header.index(name) for name in names] + [header.index("what happens")]
    said = [line for line in table if line[:1] == "2"]  # others are the rest of a long one
    cells = [[line[a:b].strip() for a, b in zip(at, at[1:])] for line in said]
    for i, name in enumerate(names):
        system = life["systems"][name]
        count = system["counts"]
        own = [e for e in system["entries"] if e["person"] == life["person"]]
        logged = [r for r in rows if r["system"] == name and r["person"] == life["person"]]
        for what, lifecycle in (("begun", "start"), ("closed", "complete"), ("waits", "assign")):
            entries = sorted((e["service"], f'{e["time"]:.5f}') for e in own if e["what"] == what)
            lines = sorted((r["activity"], r["time"]) for r in logged if r["lifecycle"] == lifecycle and r["resource"]
                           and not r["activity"].startswith(("assessed", "reviewed")) and r["time"] != "0.00000")
            expect(f"{pick}: {what} under {name}", [e for e in entries if e[1] != "0.00000"] == lines, (entries, lines))
        here = {e["cause"] for e in system["entries"] if e["what"] == "incident"}
        base = {e["cause"] for e in life["systems"][life["baseline"]]["entries"] if e["what"] == "incident"}
        expect(f"{pick}: counts under {name}", (count["incidents"], count["incidents_averted"], count["incidents_added"]) ==
               (len(here), len(base - here), len(here - base)))
        expect(f"{pick}: averted ones are shown under {name}", sum(c[i] == "averted" for c in cells) == len(base - here))
        expect(f"{pick}: added ones are shown under {name}", sum(c[i] == "added" for c in cells) == len(here - base))
        shown = [line[at[-1]:] for line, c in zip(said, cells) if c[i] in ("=", "x", "added")]
        expect(f"{pick}: all incidents under {name} are shown", sum(t.startswith("incident:") for t in shown) == len(here))
        ended = sum(e["what"] == "closed" and e.get("number", 0) > 0 for e in system["entries"])
        expect(f"{pick}: all ends under {name} are shown", sum(": ends after" in t for t in shown) == ended)
        expect(f"{pick}: a mark on each line", all(c[i] in ("", "=", "x", "averted", "added") for c in cells))
    expect(f"{pick}: = stands in all columns", all(("=" in c) == (set(c) == {"="}) for c in cells))
    if pick == "most-incidents-averted":
        expect("some are averted", "averted" in {c for line in cells for c in line})
        expect("as many as it was picked for", str(max(
            s["counts"]["incidents_averted"] for s in life["systems"].values())) in life["picked"], life["picked"])
    if pick == "first-false-escalation":
        falsely = [e for s in life["systems"].values() for e in s["entries"] if e.get("false_escalation")]
        expect("it is a false escalation", falsely and "high by risk aversion alone" in text and all(
            e["grade"] == "high" and e["high_from"] <= e["number"] < e["high_without_aversion"] for e in falsely))
    again = subprocess.run([program, "trace", scenario, *settings, "--person", life["person"], "--json"],
                           capture_output=True, text=True)
    expect(f"{pick}: the same by number", again.returncode == 0 and
           json.loads(again.stdout)["systems"] == life["systems"], again.stderr)
severities = collections.defaultdict(set)
for r in rows:
    if r["activity"].startswith("incident "):
        severities[r["case_id"]].add(r["activity"])
expect("one incident is graver under one system", any(len(s) > 1 for s in severities.values()))
added = incidents["option_1"] - incidents["six_route"]
person = next(r["person"] for r in rows if r["case_id"] in added and r["activity"].startswith("incident ") and r["role"] == "victim")
found = subprocess.run([program, "trace", scenario, *settings, "--person", person], capture_output=True, text=True)
expect("an incident added is shown", found.returncode == 0 and re.search(r"^\d{4}-\d\d-\d\d .* added .* incident:", found.stdout, re.M),
       found.stderr)
for role in ("child", "perpetrator"):
    person = next(r["person"] for r in rows if r["role"] == role and r["lifecycle"] == "start")
    found = subprocess.run([program, "trace", scenario, *settings, "--person", person], capture_output=True, text=True)
    expect(f"a {role} of the log can be traced", found.returncode == 0 and f"\n{role.capitalize()} {person}" in found.stdout,
           found.stderr)
close()
PYTHON

echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
