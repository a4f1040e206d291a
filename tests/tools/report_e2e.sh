#!/usr/bin/env bash
# report.html: that run and merge make it, that `wholeplace report` makes the same again, that its numbers are those of
# the folder's files, and what it is of a folder that holds little or is damaged.
set -u
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/background.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/desk.sh"
place=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml

small=(--set 'run.warm_up=1 years' --set 'run.horizon=2 years' --set areas.west_cheshire.residents=20000 --quiet)
abuse() { wholeplace run "$place" "${small[@]}" "$@"; }  # ARGUMENT...
page() { cmp "$1/report.html" "$2/report.html"; }        # FOLDER FOLDER: the same to the byte
has() { grep -qF -- "$2" "$1/report.html" || { echo "  $1/report.html lacks: $2"; return 1; }; }
lacks() { ! grep -qF -- "$2" "$1/report.html" || { echo "  $1/report.html holds: $2"; return 1; }; }
smaller() { [[ $(stat -c %s "$1") -lt $2 ]] || { echo "  $(stat -c %s "$1") bytes"; return 1; }; }  # FILE BYTES
# a_copy FOLDER: of the run, to be spoiled
a_copy() {
  rm -rf "$1"
  cp -r run "$1"
}
reports() { wholeplace report "$1" && is "$status" 0; }  # FOLDER

# ---- run makes it, and report makes it again ----------------------------------------------------------------------------
expect "a run" abuse -n 3 -j2 -o run
expect "has a report" test -s run/report.html
expect "a whole one" is "$(tail -1 run/report.html)" "</body></html>"
expect "within its size" smaller run/report.html 1500000
cp -r run again
rm again/report.html
expect "report makes it again" reports again
expect "to the byte" page run again
expect "and says where it is" is "$(cat out)" "Report: again/report.html"
expect "once more, in place of what is there" reports again
expect "to the byte" page run again
expect "quietly" wholeplace report again --quiet
expect "says nothing" silent out
expect "one thread" abuse -n 3 -j1 -o one_thread
expect "makes the same bytes" page run one_thread
expect "shard 1" abuse -n 3 --shard 1/2 -o shard.1
expect "shard 2" abuse -n 3 --shard 2/2 -o shard.2
expect "a merge" wholeplace merge shard.1 shard.2 -o merged --quiet
expect "makes the same bytes" page run merged
expect "the run's last line" wholeplace run "$place" "${small[@]:0:6}" -n 2 -o loud
expect "names the report" is "$(tail -1 out)" "Report: $PWD/loud/report.html"
expect "nothing of this machine stands in it" lacks run "$PWD"

for section in headline escalation demand pathways fit all-measures missing reproduce; do
  expect "it has the section $section" has run "<section id=\"$section\""
done
expect "a picture of each system" is "$(grep -o '<svg class="pathway"' run/report.html | wc -l)" 3
expect "of which no id stands twice" is "$(grep -o ' id="[^"]*"' run/report.html | sort | uniq -d)" ""

# ---- its numbers ------------------------------------------------------------------------------------------------------
expect_in_python run <<'PYTHON'
import base64, csv, html.parser, json, math, re, sys, zlib
from count import close, expect

folder = sys.argv[1]


def name_in_files(words):
    """Of a service or a route: "children's desk" is "childrens_desk"."""
    return words.lower().replace("&", "").replace("'", "").replace(" ", "_")


class Page(html.parser.HTMLParser):
    """Tables by the id of their figure: keys of the columns, and rows of (text, number or None)."""

    def __init__(self):
        super().__init__()
        self.tables, self.figure, self.cell, self.data, self.in_data, self.charts = {}, None, None, "", False, {}

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "figure":
            self.figure = a["id"]
            self.tables[self.figure] = ([], [])
            if "data-chart" in a:
                self.charts[self.figure] = json.loads(a["data-chart"])
        elif tag == "th":
            self.tables[self.figure][0].append(a["data-key"])
        elif tag == "tr" and self.figure:
            self.cell = None
            self.tables[self.figure][1].append([])
        elif tag == "td":
            self.cell = ["", float(a["data-v"]) if "data-v" in a else None]
            self.tables[self.figure][1][-1].append(self.cell)
        elif tag == "script":
            self.in_data = a.get("id") == "measures"

    def handle_endtag(self, tag):
        if tag == "table":  # its cells and rows have no ends of their own
            self.cell = None
        elif tag == "script":
            self.in_data = False

    def handle_data(self, text):
        if self.cell:
            self.cell[0] += text
        if self.in_data:
            self.data += text


page = Page()
with open(folder + "/report.html", encoding="utf-8") as file:
    text = file.read()
page.feed(text)
pictures = {re.search('id="(.*?)_picture', svg)[1]: svg for svg in re.findall('<svg class="pathway".*?</svg>', text, re.S)}


def rows(figure):
    keys, found = page.tables[figure]
    return [dict(zip(keys, row)) for row in found if row]


def numbers(name):
    found = {}
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            values = [float(line[c]) if line[c] else None for c in ("mean", "ci_low", "ci_high")]
            found[line["system"].replace("_", " "), line["metric"], line["year"], line["group"]] = values
    return found


summary, differences = numbers("summary.csv"), numbers("differences.csv")


def same(what, row, keys, values):
    shown = [row[k][1] for k in keys]
    expect(f"{what} {row}", shown == values[: len(shown)], f"{shown}, the file has {values}")


for row in rows("net-saving"):
    same("net saving", row, ("mean", "ci_low", "ci_high"), summary[row["system"][0], "net_saving", row["year"][0], ""])
outcomes = {"Incidents of abuse": "incidents", "Days of harm to victims": "harm_days", "Homicides": "homicides",
            "Years that victims live at truly high risk": "high_risk_years"}
for row in rows("for-victims"):
    metric, year = outcomes[row["what"][0]], row["year"][0]
    there = summary["six route", metric, year, ""]
    same("outcome", row, ("there",), there)
    same("outcome", row, ("mean", "ci_low", "ci_high"), differences[row["system"][0], metric, year, ""])
    if there[0]:
        expect("the change is their ratio", math.isclose(row["change"][1], row["mean"][1] / there[0], abs_tol=1e-15))
for row in rows("escalation-tiers"):
    metric = f'confusion.{row["source"][0].split()[1]}.{row["target"][0].split()[1]}'
    same("tiers", row, ("mean", "ci_low", "ci_high"), summary[row["system"][0], metric, row["year"][0], ""])
for row in rows("escalation-paths"):
    metric = f'{row["kind"][0]}_escalations.{name_in_files(row["source"][0])}'
    same("path", row, ("mean",), summary[row["system"][0], metric, row["year"][0], ""])
kinds = {"True escalations": "true_escalations", "False, by risk aversion alone": "false_escalations",
         "By a mistaken reading": "mistaken_escalations", "Assessments that miss high risk": "missed_high",
         "Assessments graded high, not truly so": "graded_high_not_truly"}
for row in rows("escalation-counts"):
    metric, year = kinds[row["what"][0]], row["year"][0]
    same("count", row, ("mean", "ci_low", "ci_high"), summary[row["system"][0], metric, year, ""])
    if row["system"][0] != "six route":
        same("count", row, ("difference", "difference_low", "difference_high"),
             differences[row["system"][0], metric, year, ""])
for row in rows("services"):
    service, system, year = name_in_files(row["service"][0]), row["system"][0], row["year"][0]
    same("service", row, ("cases",), summary[system, service + "_cases", year, ""])
    same("service", row, ("wait", "wait_low", "wait_high"), summary[system, service + "_wait_days", year, ""])
for system in ("six_route", "option_1", "option_2"):
    for row in rows("pathway-" + system.replace("_", "-")):
        name = name_in_files(row["service"][0])
        same("pathway", row, ("cases",), summary[system.replace("_", " "), name + "_cases", "", ""])
        same("pathway", row, ("wait",), summary[system.replace("_", " "), name + "_wait_days", "", ""])
        expect("a year is half of two", math.isclose(row["cases_a_year"][1] * 2, row["cases"][1], rel_tol=1e-5), row)
    picture = pictures[system]
    boxes = picture.count("cases a year</text>")
    expect("the picture has boxes, fewer than there are services", 5 < boxes < len(rows("pathway-" + system.replace("_", "-"))))
    few = [count for count in re.findall(r">([0-9.,]+) cases a year</text>", picture) if float(count.replace(",", "")) < 12]
    expect("none of few cases", not few, few)
    expect("and no ways out", ">close" not in picture)
measures = rows("every-measure")
expect("there are many measures", len(measures) > 200, len(measures))
for row in measures:
    for system in ("six_route", "option_1", "option_2"):
        same("measure", row, (system,), summary[system.replace("_", " "), row["metric"][0], "", ""])

data = json.loads(zlib.decompress(base64.b64decode(page.data)))
expect("the explorer has every system", data["systems"] == ["six_route", "option_1", "option_2"])
expect("and many metrics", len(data["metrics"]) > 300, len(data["metrics"]))
def place(value, figures):
    return math.floor(math.log10(abs(value))) - figures + 1


def rounded(cell, there):
    """Whether a cell is that mean with its interval: two figures of the half-width, or three of the mean."""
    mean, low, high = there
    if cell is None or mean is None:
        return cell is None and mean is None
    half = None if low is None else (high - low) / 2
    wide = half is not None and half > 1e-9 * abs(mean)
    places = ([place(half, 2)] if wide else []) + ([place(mean, 3 if wide else 6)] if mean else [])
    unit = 10.0 ** min(places) if places else 0
    near = lambda a, b: abs(a - b) <= 0.5001 * unit + 1e-12 * abs(b)
    if half is None:
        return len(cell) == 1 and near(cell[0], mean)
    return near(cell[0], mean) and near(cell[0] - cell[1], low) and near(cell[0] + cell[-1], high)


for what, file, systems in (("values", summary, data["systems"]), ("differences", differences, data["systems"][1:])):
    wrong = []
    for metric, group, by_system in data[what]:
        name = data["metrics"][metric]["name"]
        for system, row in zip(systems, by_system):
            for year, cell in zip([""] + data["years"], row):
                there = file.get((system.replace("_", " "), name, year, data["groups"][group]), [None] * 3)
                if not rounded(cell, there):
                    wrong.append((name, system, year, cell, there))
    expect(f"the explorer's {what} are the file's, rounded with their intervals", not wrong, wrong[:3])

for figure, chart in page.charts.items():
    keys = page.tables[figure][0]
    columns = {c: k for c, k in chart["channels"].items() if c in ("label", "x", "y", "low", "high", "series", "facet",
                                                                   "source", "target", "kind", "value")}
    expect(f"{figure} draws columns that it has", all(k in keys for k in columns.values()), (columns, keys))
close()
PYTHON

# ---- folders that hold less -------------------------------------------------------------------------------------------
expect "one system" abuse -n 2 --systems six_route -o alone
expect "is compared with nothing, which is said" has alone "there is nothing here to compare it with"
expect "and missed" has alone "<td>a comparison"
expect "one replication" abuse --replication 1 -o once
expect "has no intervals, which is said" has once "<td>intervals"
expect "and how to have it again" has once "--replication 1 -o again"
expect "drawn parameters" abuse -n 2 --parameters drawn -o drawn
expect "are told from chance" has drawn "Every uncertain number was drawn anew for each replication"
expect "and are made again so" has drawn "--parameters drawn -o again"
a_desk 4
expect "a network" wholeplace run desk.yaml -o desk --quiet
expect "has a report" has desk "<section id=\"pathways\""
expect "with what it was measured to do" has desk "stations.desk.mean_wait"
cp desk/report.html desk.html
expect "which is made again" reports desk
expect "to the byte" cmp desk.html desk/report.html
start stopped 2500 "$WHOLEPLACE" run "$place" "${small[@]}" -n 500 -j1
end TERM
expect "a run that was stopped" is "$status" 3
expect "has a report" has stopped "unfinished: 500 were asked for"
expect "that says so" has stopped "<td>a finished run"
a_copy bare
rm bare/{weekly.csv,results.sqlite,validation.csv,decision.csv,cba_summary.csv,cba_by_agency_year.csv,outcomes.csv}
expect "a folder without most" reports bare
expect "still has its headline" has bare "<figure id=\"net-saving\""
expect "lacks waits over time" lacks bare "<figure id=\"waits\""
for what in "demand and waits over time" "definitions of measures, and the log of assumptions" "costs and benefits" \
  "the outcomes framework" "a fit to what was counted"; do
  expect "and says that it lacks $what" has bare "<td>$what"
done

# ---- of a sweep -------------------------------------------------------------------------------------------------------
a_desk 6
cat >servers.yaml <<'YAML'
title: Servers
purpose: how many are needed
scenario: desk.yaml
metrics: [stations.desk.mean_wait]
design: {kind: grid}
factors:
  servers: {path: stations.desk.servers, values: [1, 2, 3]}
YAML
expect "a sweep" wholeplace sweep servers.yaml -o servers --quiet
expect "can be reported" reports servers
cp servers/report.html servers.html
expect "again" reports servers
expect "to the byte" cmp servers.html servers/report.html
expect "it says what it is of" has servers "Sweep: Servers. how many are needed"
expect "draws the outcome along what was varied" has servers 'id="sweep-servers-outcome-stations-desk-mean-wait"'
expect "says what a sweep does not hold" has servers "<td>figures of one scenario"
expect "and how to make it again" has servers "wholeplace sweep sweep.yaml"
expect_in_python servers <<'PYTHON'
import csv, html, re, sys
from count import close, expect

folder = sys.argv[1]
page = open(folder + "/report.html", encoding="utf-8").read()
figure = re.search(r'<figure id="sweep-servers-outcome-stations-desk-mean-wait".*?</tbody>', page, re.S)[0]
text = lambda cell: html.unescape(re.sub("<[^>]*>", "", cell)).strip().replace("\u2212", "-")
rows = [[text(cell) for cell in re.split("<td[^>]*>", row)[1:]] for row in figure.split("<tbody>")[1].split("<tr>")[1:]]
points = list(csv.DictReader(open(folder + "/summary.csv", encoding="utf-8")))
expect("a line for each point", len(rows) == len(points) == 3, rows)
for row, point in zip(rows, points):
    expect("the level", row[1] == point["servers"], row)
    for shown, column in zip(row[3:], ("mean", "ci_low", "ci_high")):
        half_a_digit = 0.5 * 10 ** -len(shown.partition(".")[2])
        away = abs(float(shown) - float(point[column]))
        expect(f"{column} of {point['servers']}", away <= 1.0001 * half_a_digit, (row, point[column]))
close()
PYTHON

# ---- text of a scenario is text ---------------------------------------------------------------------------------------
title='</title><script>alert("x")</script> =cmd|'"'/C calc'"'!A0 مرحبا'
expect "a title of all sorts" wholeplace run desk.yaml --set "title=$title" -o hostile --quiet
expect "is text" has hostile '<title>&lt;/title&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; =cmd|&#39;/C calc&#39;!A0 مرحبا</title>'
expect "and no script" lacks hostile '<script>alert'

# ---- folders that are refused -----------------------------------------------------------------------------------------
expect "no folder" refused "nowhere: no such folder" report nowhere
expect "a file" refused "desk.yaml: not a folder" report desk.yaml
mkdir foreign
echo '{"program": "other"}' >foreign/manifest.json
expect "a foreign folder" refused "foreign/manifest.json: not a manifest of wholeplace" report foreign
expect "a shard" refused "shard 1/2 of an experiment" report shard.1
a_copy damaged
head -c 200000 run/summary.csv >damaged/summary.csv
expect "a table that is cut off" refused "damaged/summary.csv: row" report damaged
expect "leaves the report that was there" page run damaged
a_copy damaged
sed -i '2s/[0-9.]*$/many/' damaged/differences.csv
expect "a word for a number" refused 'is no number' report damaged
a_copy damaged
: >damaged/weekly.csv
expect "an empty table" refused "damaged/weekly.csv: damaged: it has no header" report damaged
a_copy damaged
echo 'no store' >damaged/results.sqlite
expect "a store that is none" refused "damaged/results.sqlite" report damaged
a_copy damaged
echo 'title: other' >>damaged/scenario.yaml
expect "another scenario" refused "damaged/scenario.yaml: not the scenario that was run" report damaged
a_copy damaged
head -c 300 run/manifest.json >damaged/manifest.json
expect "half a manifest" refused "damaged/manifest.json" report damaged
a_copy damaged
rm damaged/report.html
mkdir damaged/report.html
expect "a folder in the report's place" refused "report.html: exists and is not a file" report damaged
expect "no folder named" refused "DIR is required" report

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
