#!/usr/bin/env bash
# What design.md promises of commands and result folders, on small runs of West Cheshire: names and files, one
# replication alone, a system against its copy, fewer systems, a result's own scenario, check and schema.
set -u
scenario=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
small=(--set areas.west_cheshire.residents=20000 --set 'run.warm_up=1 year' --set 'run.horizon=3 years' --quiet)

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/in_time.sh"
wholeplace() { in_time "$WHOLEPLACE" "$@" 2>err; }

# ---- the runs ---------------------------------------------------------------------------------------------------------
cat >copy.yaml <<YAML
extends: '$scenario'
title: The six routes against themselves
systems:
  copy:
    from: '$WHOLEPLACE_SOURCE_DIR/scenarios/systems/six_route.yaml'
    transition:
      from: '$WHOLEPLACE_SOURCE_DIR/scenarios/systems/transition.yaml'
      floating_support: keep
targets: []
YAML
expect "a batch of 8" wholeplace run "$scenario" "${small[@]}" --seed 11 -n 8 -o batch
expect "replication 7 alone" wholeplace run "$scenario" "${small[@]}" --seed 11 --replication 7 -o alone
expect "option 2 alone" wholeplace run "$scenario" "${small[@]}" --seed 11 -n 8 --systems option_2 -o option_2
expect "option 2 alone, its numbers drawn" wholeplace run "$scenario" "${small[@]}" -n 2 --systems option_2 \
  --parameters drawn -o option_2_drawn
expect "a copy" wholeplace run copy.yaml "${small[@]}" --seed 11 -n 4 --systems copy -o copy
expect "another seed" wholeplace run "$scenario" "${small[@]}" --seed 12 --replication 0 --systems option_2 -o other_seed
expect "the result's own scenario" wholeplace run batch/scenario.yaml --quiet -o again
for file in summary.json summary.csv differences.csv validation.csv margins.csv weekly.csv outcomes.csv outcomes.txt claims.csv \
  claims.txt decision.csv decision.txt agreements.csv agreements.txt samples.csv report.html report.xlsx scenario.yaml; do
  expect "that gives the same $file" cmp batch/$file again/$file
done

# ---- check and schema -------------------------------------------------------------------------------------------------
wholeplace check "$scenario" >checked
expect "check says that the scenario is valid" grep -q "west_cheshire.yaml: valid. 3 systems" checked
expect "check gives the load expected of each service" grep -qE "^ *refuge +[0-9]+ +[0-9.]+ +[0-9.]+ +[0-9]+ %" checked
expect "check --metrics" wholeplace check "$scenario" --metrics >metrics.txt
expect "check --graph x.svg" wholeplace check "$scenario" --graph x.svg >drawn.txt
expect "check --graph x.dot" wholeplace check "$scenario" --graph x.dot >>drawn.txt
expect "check --graph with one system" wholeplace check "$scenario" --systems six_route --graph one.dot >>drawn.txt
printf '%s\n' x_{six_route,option_1,option_2}.{svg,dot} one.dot | sort >wanted.txt
expect "a file a system" diff wanted.txt <(find . -maxdepth 1 -name '*.svg' -o -maxdepth 1 -name '*.dot' | sed 's|./||' | sort)
expect "and their names are printed" diff wanted.txt <(sort drawn.txt)
expect "check --resolved" wholeplace check "$scenario" --resolved >resolved.yaml
expect "which can be checked" wholeplace check resolved.yaml >checked
expect "and is its own resolution" cmp resolved.yaml <("$WHOLEPLACE" check resolved.yaml --resolved)
expect "a setting shows in it" grep -q "command line" <("$WHOLEPLACE" check "$scenario" --set areas.west_cheshire.residents=5 --resolved)
expect "schema" wholeplace schema >schema.json

# ---- what the results hold --------------------------------------------------------------------------------------------
expect_in_python <<'PYTHON'
import collections, csv, hashlib, json, os, sqlite3, xml.dom.minidom

from count import close, expect

def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()

def store(folder):
    return sqlite3.connect(f"file:{folder}/results.sqlite?mode=ro", uri=True)

def values(folder, where="1"):
    """(replication, system, year, group, metric): value; exact, as stored."""
    rows = store(folder).execute(
        f"SELECT replication, system, row, grp, metric, value FROM measurement WHERE {where}")
    return {row[:5]: row[5] for row in rows}

def differing(a, b):
    return sorted(k for k in a.keys() | b.keys() if a.get(k) != b.get(k))[:5]

FIXED = """incidents incidents_averted incidents_added harm_days police_incidents repeat_police_share victims_known
cohort_victims tier_escalations tier_deescalations assessed_high graded_high_not_truly false_escalations missed_high
marac_cases marac_repeat_share marac_wait_days idva_referrals idva_wait_days idva_utilisation refuge_requests
refuge_turned_away_share refuge_occupancy refuge_stay_days assessments duplicate_assessments times_story_told arrests
charges convictions custody_days managed_perpetrators reoffending_12m_share childrens_contacts childrens_referrals
inappropriate_referrals children_in_need_started protection_plans_started care_entries care_days child_custody_days
homicides cost_total cost_reactive_share cost_new_model net_saving net_saving_discounted""".split()
AGENCIES = "police probation justice council childrens_services housing health".split()
FIXED += ["cost_agency." + a for a in AGENCIES]
FIELDS = {"mean", "ci_low", "ci_high", "p05", "p50", "p95", "n", "unit"}
MONEY = [m for m in FIXED if m.startswith(("cost_agency", "net_saving")) or m in ("cost_total", "cost_new_model")]

# files
expect("the files of a result folder", sorted(os.listdir("batch")) == [
    "agreements.csv", "agreements.txt", "cba.txt", "cba_by_agency_year.csv", "cba_summary.csv", "claims.csv", "claims.txt",
    "decision.csv", "decision.txt", "differences.csv", "manifest.json", "margins.csv", "outcomes.csv", "outcomes.txt",
    "plan.csv", "prices.csv", "quality", "reconciliation.csv", "report.html", "report.xlsx", "results.sqlite", "samples.csv", "scenario.yaml", "summary.csv",
    "summary.json", "validation.csv", "weekly.csv"], os.listdir("batch"))

# summary.json
summary = json.loads(read("batch/summary.json"))
expect("summary.json: model", summary["model"] == "domestic_abuse", summary["model"])
expect("summary.json: systems", list(summary["systems"]) == ["six_route", "option_1", "option_2"])
expect("summary.json: differences", list(summary["differences"]) == ["option_1", "option_2"])
expect("summary.json: run", (summary["run"], summary["replications"], summary["baseline"]) == ("chance only", 8, "six_route"))
for name, system in summary["systems"].items():
    missing = [m for m in FIXED if m not in system["metrics"]]
    expect(f"the fixed metrics of {name}", not missing, missing)
    expect(f"the years of {name}", len(system["years"]) == 3 and all(
        set(y) == {"year", "metrics"} and not [m for m in FIXED if m not in y["metrics"]] for y in system["years"]))
for name, metrics in summary["differences"].items():
    missing = [m for m in FIXED if m not in metrics]
    expect(f"the fixed metrics of {name} minus the baseline", not missing, missing)
every = [(s, m, v) for s, system in summary["systems"].items() for m, v in system["metrics"].items()]
every += [(s + " minus baseline", m, v) for s, metrics in summary["differences"].items() for m, v in metrics.items()]
odd = [(s, m) for s, m, v in every if set(v) != FIELDS]
expect("the fields of each metric", not odd, odd[:5])
odd = [(s, m, v) for s, m, v in every if v["n"] and not (
    v["p05"] <= v["p50"] <= v["p95"] and (v["n"] < 2 or v["ci_low"] <= v["mean"] <= v["ci_high"]))]
expect("the order of each metric's numbers", not odd, odd[:3])
odd = [(s, m) for s, m, v in every if v["n"] > 8 or (v["n"] == 0 and v["mean"] is not None)]
expect("the replications of each metric", not odd, odd[:5])
odd = [(m, summary["systems"]["six_route"]["metrics"][m]["unit"]) for m in MONEY
       if summary["systems"]["six_route"]["metrics"][m]["unit"] != "£"]
expect("money is in pounds", not odd, odd)

# check --metrics lists all of them
listed = {line.split("  ")[0].strip(): line for line in read("metrics.txt").splitlines()}
unlisted = [m for system in summary["systems"].values() for m in system["metrics"] if m not in listed]
expect("check --metrics lists every metric", not unlisted, unlisted[:5])

# the tidy tables say the same
HEADER = "system,area,year,group,metric,unit,n,mean,ci_low,ci_high,p05,p50,p95".split(",")
tables = {}
for file in ("summary", "differences"):
    lines = list(csv.DictReader(read(f"batch/{file}.csv").splitlines()))
    expect(f"the columns of {file}.csv", list(lines[0]) == HEADER, list(lines[0]))
    tables[file] = {(l["system"], l["metric"]): l for l in lines if l["year"] == "" and l["group"] == ""}
odd = [(s, m) for s, system in summary["systems"].items() for m, v in system["metrics"].items()
       if v["n"] and float(tables["summary"][s, m]["mean"]) != v["mean"]]
expect("summary.csv and summary.json agree", not odd, odd[:5])
odd = [(s, m) for s, metrics in summary["differences"].items() for m, v in metrics.items()
       if v["n"] and float(tables["differences"][s, m]["mean"]) != v["mean"]]
expect("differences.csv and summary.json agree", not odd, odd[:5])

weekly = list(csv.DictReader(read("batch/weekly.csv").splitlines()))
expect("the columns of weekly.csv", list(weekly[0]) == "system,area,week,service,metric,unit,n,mean,ci_low,ci_high".split(","))
sums = collections.defaultdict(float)
for l in weekly:
    if l["metric"] in ("referrals", "requests", "cases", "turned_away", "reneged"):
        sums[l["system"], l["service"] + "_" + l["metric"]] += float(l["mean"])
odd = [(k, v) for k, v in sums.items() if abs(v - float(tables["summary"][k]["mean"])) > 1e-9 * v]
expect("weekly.csv adds up to summary.csv", sums and not odd, odd[:5])
odd = [l for l in weekly if l["n"] != "8" and l["metric"] not in ("wait_days", "utilisation", "occupancy")]
expect("weekly.csv counts every replication", not odd, odd[:2])

# the outcomes framework and the claims say the same
outcomes = list(csv.DictReader(read("batch/outcomes.csv").splitlines()))
measures = {l["measure"] for l in outcomes}
expect("a line for each measure and system", measures and len(outcomes) == 3 * len(measures), len(outcomes))
framework = read("metrics.txt").split("outcomes framework, ")[1]
expect("check --metrics counts the measures", framework.startswith(f"{len(measures)} measures:"), framework[:20])
odd = [m for m in measures if f"  {m}: " not in framework]
expect("check --metrics lists each measure", not odd, odd)
odd = [l["metric"] for l in outcomes if "[outcomes framework]" not in listed[l["metric"]]]
expect("check --metrics marks their metrics", not odd, odd)
def part(l, name, of):
    years = 3 if "a year" in l["unit"] else 1
    return not l[name] or near(float(l[name]) * years, float(of))
near = lambda a, b, size=1: abs(a - b) <= 1e-9 * max(abs(a), abs(b), size)
odd = [l for l in outcomes if not part(l, "mean", tables["summary"][l["system"], l["metric"]]["mean"])]
expect("outcomes.csv and summary.csv agree", not odd, odd[:2])
odd = [l for l in outcomes if l["system"] != "six_route" and not (
    part(l, "difference", tables["differences"][l["system"], l["metric"]]["mean"]) and
    part(l, "difference_ci_low", tables["differences"][l["system"], l["metric"]]["ci_low"]))]
expect("outcomes.csv and differences.csv agree", not odd, odd[:2])
odd = [l for l in outcomes if not (l["better"] in ("lower", "higher") and l["grade"] in "123456" and l["source"] and
                                   (l["direction"] == "") == (l["system"] == "six_route"))]
expect("each measure has a grade, a source, the better way and a direction", not odd, odd[:2])
claims = list(csv.DictReader(read("batch/claims.csv").splitlines()))
expect("the claims, under each system but the baseline", {(l["claim"], l["system"]) for l in claims} == {
    (c, s) for c in ("arrests", "police_incidents", "incidents", "inappropriate_referrals")
    for s in ("option_1", "option_2")}, [(l["claim"], l["system"]) for l in claims])
odd = [l for l in claims for f in ("naive", "without", "effect") if not near(
    float(l[f]), float(tables["summary"][l["system"], f"claim.{l['claim']}.{f}"]["mean"]))]
expect("claims.csv and summary.csv agree", not odd, odd[:2])
expect("each claim has a plain sentence", all(l["sentence"].endswith(".") for l in claims))

# identities, replication by replication, year by year
batch = values("batch", "grp = ''")
rows = sorted({k[:3] for k in batch})
base = lambda k: (k[0], "six_route", k[2])
at = lambda k, m: batch[(*k, "", m)]
near = lambda a, b, size=1: abs(a - b) <= 1e-9 * max(abs(a), abs(b), size)
odd = [k for k in rows if not near(at(k, "cost_total"), sum(at(k, "cost_agency." + a) for a in AGENCIES))]
expect("the agencies' costs add up to the total", not odd, odd[:3])
odd = [(k, m) for k in rows for m in MONEY if m != "net_saving_discounted"
       and abs(at(k, m) * 100 - round(at(k, m) * 100)) > 1e-4]
expect("money is whole pence", not odd, odd[:3])
odd = [k for k in rows if not near(at(k, "net_saving"), at(base(k), "cost_total") - at(k, "cost_total"), at(k, "cost_total"))]
expect("the net saving is the baseline's cost minus the system's", not odd, odd[:3])
odd = [k for k in rows if at(k, "incidents") != at(base(k), "incidents") - at(k, "incidents_averted") + at(k, "incidents_added")]
expect("incidents averted and added are matched one by one", not odd, odd[:3])
counted = "incidents victims_known police_incidents assessments arrests cost_total".split()
whole = [k for k in rows if k[2] == "whole horizon"]
odd = [(k, m) for k in whole for m in counted if m != "victims_known"
       and not near(at(k, m), sum(at((k[0], k[1], y), m) for y in {r[2] for r in rows} - {"whole horizon"}))]
expect("the years add up to the horizon", not odd, odd[:3])
expect("something happened", all(at(k, m) > 0 for k in whole for m in counted))

# groups
everything = values("batch")
of_group = {}
for (r, system, year, group, metric), value in everything.items():
    if group:
        of_group.setdefault((r, system, year, metric, group.split("=")[0]), []).append((group, value))
KEYS = {"tier", "sex", "age", "ethnic_group", "disability", "setting", "living", "area", "perpetrator_sex"}
by_group = {k[3] for k in of_group if k[4] == "living"}
expect("the metrics that are told by group", by_group == set("""incidents harm_days victims_known assessed_high false_escalations
    relationships_begun victims idva_referrals refuge_requests refuge_turned_away arrest_referrals convicted_referrals
    navigate_safer_requests navigate_safer_turned_away""".split()), by_group)
odd = []
for (r, system, year, metric, key), parts in of_group.items():
    background = everything.get((r, system, year, "background=yes", metric), 0) if key in KEYS else 0
    if key != "background" and not near(sum(v for _, v in parts) + background, everything[r, system, year, "", metric]):
        odd.append((r, system, year, metric, key))
expect("the groups add up to everybody", not odd, odd[:5])
odd = [m for m in by_group if {k[4] for k in of_group if k[3] == m} - {"background", "children", "earlier"} != KEYS]
expect("every such metric has every characteristic", not odd, odd)
margins = list(csv.DictReader(read("batch/margins.csv").splitlines()))
expect("the columns of margins.csv", list(margins[0]) == "characteristic,category,unit,target,low,high,n,people,drawn,ci_low,ci_high,status,source".split(","))
drawn = {}
for l in margins:
    if l["unit"] == "share":
        drawn.setdefault(l["characteristic"], []).append((float(l["target"]), float(l["drawn"])))
expect("its characteristics", set(drawn) == {"sex", "age at onset", "ethnic group", "disability", "setting", "number of children",
       "tier at onset", "living at onset", "age of children at onset", "sex of perpetrator", "age of perpetrator at onset",
       "earlier relationships of perpetrator"}, drawn.keys())
odd = [c for c, rows in drawn.items() if not all(near(sum(x), 1) for x in zip(*rows))]
expect("its targets and its draws are shares of a whole", not odd, odd)
odd = [l for l in margins if l["target"] and not (l["source"] and l["status"])]
expect("its targets have a source and a status", not odd, odd[:2])

# one replication alone, fewer systems
odd = differing(values("batch", "replication = 7"), values("alone"))
expect("replication 7 alone is replication 7 of 8", not odd, odd)
odd = differing(values("batch", "system IN ('six_route', 'option_2')"), values("option_2"))
own = {k[4] for k in values("option_2")}
odd = [k for k in odd if k[4] in own]  # metrics of services that only option 1 has are 0 elsewhere
expect("option 2 without option 1 is the same", not odd, odd)
a, b = values("other_seed", "metric = 'incidents'"), values("option_2", "metric = 'incidents' AND replication = 0")
expect("another seed gives other results", a.keys() == b.keys() and a != b)

# a system against its copy
odd = [l for l in csv.DictReader(read("copy/differences.csv").splitlines())
       if any(l[c] not in ("0", "") for c in HEADER[7:]) or (l["n"] != "0" and l["mean"] == "")]
expect("a system differs from its copy by exactly nothing", not odd, [dict(l) for l in odd[:3]])
copies = values("copy", "system = 'copy'")
expect("and not because both are empty", sum(v != 0 for v in copies.values()) > 1000)
odd = differing({(k[0], *k[2:]): v for k, v in copies.items()},
                {(k[0], *k[2:]): v for k, v in values("copy", "system = 'six_route'").items()})
expect("replication by replication", not odd, odd)

# manifest, validation
manifest = json.loads(read("batch/manifest.json"))
expect("the manifest: program and model", (manifest["program"], manifest["model"]) == ("wholeplace", "domestic_abuse"))
expect("the manifest: complete", manifest["complete"] is True and manifest["replications"] == {"asked": 8, "done": 8})
expect("the manifest: seed", manifest["seed"] == 11, manifest["seed"])
expect("the manifest: command line", manifest["command_line"][1] == "run" and "areas.west_cheshire.residents=20000" in manifest["command_line"])
expect("the manifest: the scenario's sum", manifest["scenario"]["sha256"] ==
       hashlib.sha256(read("batch/scenario.yaml").encode()).hexdigest())
expect("the manifest: versions and machine", all(manifest[k] for k in ("version", "commit")) and
       manifest["build"]["compiler"] and manifest["build"]["libraries"] and manifest["host"]["cpu"])
expect("the manifest: timings", manifest["timings"]["simulate_seconds"] > 0 and manifest["timings"]["events"] > 0)
validation = list(csv.DictReader(read("batch/validation.csv").splitlines()))
expect("validation.csv", {"fit", "hold-out", "prediction", "slope"} <= {l["kind"] for l in validation} and
       all(l["verdict"] for l in validation))
unsourced = store("batch").execute(
    "SELECT path FROM assumption WHERE source = '' OR status = '' OR grade IS NULL").fetchall()
unsourced = [p for (p,) in unsourced if not p.startswith(("run.", "targets.")) and not p.endswith(".residents")]
expect("every number of West Cheshire has source, status and grade", not unsourced, unsourced[:5])

# pictures and schema
for name in ("six_route", "option_1", "option_2"):
    picture = xml.dom.minidom.parse(f"x_{name}.svg").documentElement
    expect(f"x_{name}.svg is a picture", picture.tagName == "svg")
    expect(f"x_{name}.dot is a graph", read(f"x_{name}.dot").lstrip().startswith("digraph"))
schema = json.loads(read("schema.json"))
expect("the schema names its dialect", "json-schema.org" in schema.get("$schema", ""), schema.get("$schema"))
for model, keys in (("domestic_abuse", {"model", "run", "areas", "systems", "baseline"}),
                    ("network", {"model", "run", "classes", "stations", "routing", "expect"})):
    expect(f"the schema knows the top keys of {model}", keys <= set(schema["$defs"][model]["properties"]))

close()
PYTHON
expect "the results can be read" test -s counts

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
