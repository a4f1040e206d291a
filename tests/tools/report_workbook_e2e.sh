#!/usr/bin/env bash
# report.xlsx as a spreadsheet program sees it: it opens, works out the same numbers as the run, and follows a change.
set -u
command -v libreoffice xmllint >/dev/null || exit 77
[[ $(command -v libreoffice xmllint | wc -l) == 2 ]] || exit 77
scenario=$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
small=(--set areas.west_cheshire.residents=30000 --set 'run.warm_up=1 year' --set 'run.horizon=3 years')
hostile=(--set "title==cmd|' /C calc'!A0 <b>&\"x" --set systems.six_route.services.helpline.cost.line=+1)

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"

simulate() { wholeplace run "$scenario" "${small[@]}" --quiet "$@"; }

expect "a run of three systems" simulate "${hostile[@]}" -n 3 -o plain
expect "the same again" simulate "${hostile[@]}" -n 3 -j 1 -o elsewhere
expect "gives the same workbook" cmp plain/report.xlsx elsewhere/report.xlsx
expect "a run with its numbers drawn" simulate -n 3 --parameters drawn -o drawn
expect "one system, once" simulate -n 1 --systems six_route -o one
expect "a network" wholeplace run "$WHOLEPLACE_SOURCE_DIR/scenarios/verification/mm1.yaml" -n 2 --quiet -o network
for run in plain drawn one network; do
  mkdir "parts_$run"
  expect "$run is a package of parts" python3 -m zipfile -e $run/report.xlsx "parts_$run"
  expect "each well formed" xmllint --noout $(find "parts_$run" -name '*.xml' -o -name '*.rels')
done

expect_in_python <<'PYTHON'
import csv
import math
import pathlib
import re

import count
import workbook
from count import expect


def table(file):
    with open(file, newline="") as text:
        return list(csv.DictReader(text))


def near(a, b, apart=0.5):
    return isinstance(a, float) and math.isclose(a, b, rel_tol=1e-7, abs_tol=apart)


def key(name):
    """A name however it is put: "dwp" and "DWP", "social_care" and "social care"."""
    return "".join(c for c in name.lower() if c.isalnum())


def rows_of(sheet, column, first=0):
    """Rows by what stands in a column."""
    return {cell.value: row for (row, at), cell in sorted(sheet.items()) if at == column and row >= first}


def heading(sheet, text, first=0):
    """Where a heading stands."""
    return min(at for at, cell in sheet.items() if cell.value == text and at[0] >= first)


class Cba:
    """One comparison's sheet."""
    FIGURES = ["cost", "fiscal benefit", "of it transfers", "of it lines that stop", "economic benefit",
               "social benefit", "net present budget impact", "cashable budget impact", "net present public value",
               "financial return on investment", "cashable return on investment", "return on new money",
               "public value benefit-cost ratio"]
    VIEWS = [("as simulated", "none"), ("as simulated", "standard"), ("corrected for optimism", "none"),
             ("corrected for optimism", "standard")]

    def __init__(self, sheet):
        self.sheet, self.rows = sheet, rows_of(sheet, 1)

    def figure(self, name, view):
        return self.sheet[(self.rows[name], 4 + 3 * view)].value

    def lines(self):
        """Each line's role, total, grade that counts and corrected total."""
        head = heading(self.sheet, "Line or value")[0]
        column = {c.value: at[1] for at, c in self.sheet.items() if at[0] == head}
        row = head + 1
        while (row, 1) in self.sheet:
            yield {name: self.sheet[(row, at)].value for name, at in column.items() if (row, at) in self.sheet}
            row += 1


files = {run: pathlib.Path(run, "report.xlsx") for run in ("plain", "drawn", "one", "network")}
before = {run: workbook.read(file) for run, file in files.items()}
plain = before["plain"]

# Changes to be recalculated: (name, sheet, cell, number)
prices = plain["Prices"]
refuge = next(row for (row, column), cell in prices.items() if column == 2 and cell.value == "refuge")
price = prices[(refuge, 6)].value
inputs = plain["Inputs"]
names = workbook.names(files["plain"])


def named(name):
    return workbook.split(names[name].split("!")[1].replace("$", "").split(":")[0])


changes = {"price": ("Prices", (refuge, 6), 2 * price), "rate": ("Inputs", named("discount_rate"), 0.1),
           "free": ("Inputs", named("discount_rate"), 0.0), "year": ("Inputs", named("base_year"), 2014.0),
           "uplift": ("Inputs", (named("cost_uplift")[0] + 5, named("cost_uplift")[1]), 1.0),
           "cut": ("Inputs", (named("benefit_cut")[0] + 4, named("benefit_cut")[1]), 1.0)}
pathlib.Path("changed").mkdir()
originals = []
for run, file in files.items():
    originals.append(pathlib.Path("changed", run + ".xlsx"))
    originals[-1].write_bytes(file.read_bytes())
for name, (sheet, where, number) in changes.items():
    workbook.change(files["plain"], pathlib.Path("changed", name + ".xlsx"), sheet, where, number)
changed = [pathlib.Path("changed", name + ".xlsx") for name in changes]
made = workbook.recalculated(originals + changed, "office")
after = {file.stem: workbook.read(file) for file in made}

for run in files:
    formulas = wrong = 0
    for name, sheet in before[run].items():
        expect(f"{run}: {name} is in what LibreOffice made of it", name in after[run])
        for at, cell in sheet.items():
            if cell.formula is None:
                continue
            formulas += 1
            there = after[run][name].get(at)
            same = there is not None and (near(there.value, cell.value, 1e-6) if not cell.is_text
                                          else there.value == cell.value)
            wrong += not same
            if not same:
                print(f"  {run} {name} {workbook.address(*at)}: {cell} became {there}")
    expect(f"{run}: every formula comes to the value beside it", wrong == 0)
    if run in ("plain", "drawn"):
        expect(f"{run}: has formulas", formulas > 1000)

for run in ("plain", "drawn", "one"):
    costs, summary = before[run]["Costs"], table(f"{run}/summary.csv")
    mean = {(key(r["system"]), key(r["metric"]), r["year"]): float(r["mean"] or "nan") for r in summary
            if r["group"] == ""}
    years = sorted({r["year"] for r in summary if r["year"]})
    held = 0
    for (row, column), cell in sorted(costs.items()):
        if column != 3 or row < 4:
            continue
        metric = key("cost_total" if cell.value == "all agencies" else "cost_agency." + cell.value)
        for y, year in enumerate([*years, ""]):
            value = costs[(row, 4 + y)].value
            expected = mean[(key(costs[(row, 2)].value), metric, year)]
            held += near(value, expected)
            if not near(value, expected):
                print(f"  {run}: {costs[(row, 2)].value} {metric} {year}: {value}, simulated {expected}")
    systems = len({r["system"] for r in summary})
    agencies = len({r["metric"] for r in summary if r["metric"].startswith("cost_agency.")})
    expect(f"{run}: costs are the simulation's, by system, agency and year",
           held == systems * (agencies + 1) * (len(years) + 1))

for run in ("plain", "drawn"):
    figures = {(r["comparison"], r["basis"], r["discounting"], r["figure"]): r for r in table(f"{run}/cba_summary.csv")}
    by_agency = table(f"{run}/cba_by_agency_year.csv")
    comparisons = sorted({key[0] for key in figures})
    sheets = [name for name in before[run] if name.startswith("CBA ")]
    expect(f"{run}: a sheet for each comparison", len(sheets) == len(comparisons))
    for comparison in comparisons:
        cba = Cba(before[run]["CBA " + comparison.replace("_", " ")])
        for view, (basis, discounting) in enumerate(Cba.VIEWS):
            for name in Cba.FIGURES:
                row = figures[(comparison, basis, discounting, name)]
                is_ratio = row["unit"] != "£"
                expected = float(row["ratio_of_means" if is_ratio else "mean"] or "nan")
                value = cba.figure(name, view)
                expect(f"{run} {comparison}, {basis}, {discounting}: {name}",
                       math.isnan(expected) and value == "–" or near(value, expected, 1e-5 if is_ratio else 0.5))
        held = total = 0
        for block, field in (("Cost of the new model, by agency", "cost"), ("Fiscal benefit, by agency", "benefit"),
                             ("Net saving, by agency", "net")):
            head = heading(cba.sheet, block)[0]
            rows = {key(name): at for name, at in
                    rows_of({at: c for at, c in cba.sheet.items() if at[0] < head + 12}, 3, head + 1).items()}
            for row in by_agency:
                who = "allagencies" if row["agency"] == "all" else key(row["agency"])
                if row["comparison"] != comparison or who == "society":
                    continue
                column = 5 + (sorted({r["year"] for r in by_agency} - {""}) + [""]).index(row["year"])
                total += 1
                held += near(cba.sheet[(rows[who], column)].value, float(row[field]))
        expect(f"{run} {comparison}: who pays and who gains, by agency and year", held == total > 0)

# What a change does, by arithmetic on the unchanged workbook.
comparison = "CBA option 2 - six route"
old = Cba(plain[comparison])
new = {name: Cba(after[name][comparison]) for name in changes}
units = plain["Units"]
last = max(column for row, column in units if row == 3)
extra = {}
for (row, column), cell in units.items():
    if column == 0 and row > 3 and cell.value == prices[(refuge, 0)].value:
        extra[units[(row, 1)].value] = units[(row, last)].value
expect("twice the price of a line is paid for by somebody", len(extra) == 3 and extra[1.0] > 1000)
real = prices[(refuge, 11)].value
twice = round(2 * price * prices[(refuge, 10)].value + 1e-9, 2)
more = (twice / real - 1) * (extra[1.0] - extra[3.0])
expect("twice the price is twice the line in the benefit",
       near(new["price"].figure("fiscal benefit", 0) - old.figure("fiscal benefit", 0), more))
expect("and no cost more", near(new["price"].figure("cost", 0), old.figure("cost", 0), 1e-6))
expect("which the sheet says is a change", "changed" in [c.value for c in new["price"].sheet.values()])
expect("and did not say before", "changed" not in [c.value for c in old.sheet.values()])
checks = [c.value for run in ("plain", "drawn") for sheet in before[run].values() for c in sheet.values()
          if c.value in ("agrees", "changed")]
expect("every check of an unchanged workbook agrees", set(checks) == {"agrees"} and len(checks) > 100)

net = rows_of(old.sheet, 1)
by_year = heading(old.sheet, "By year, as simulated")[0]
cost_row = rows_of({at: c for at, c in old.sheet.items() if at[0] < by_year + 8}, 1, by_year)["Cost of the new model"]
cost = [old.sheet[(cost_row, 5 + y)].value for y in range(3)]
expect("at ten per cent a year costs are discounted so",
       near(new["rate"].figure("cost", 1), sum(c / 1.1**y for y, c in enumerate(cost))))
expect("at none they are not", near(new["free"].figure("cost", 1), old.figure("cost", 0)))
expect("what is not money keeps its own rate",
       near(new["rate"].figure("social benefit", 1), old.figure("social benefit", 1)))
index = {c.value: inputs[(row, 1)].value for (row, column), c in inputs.items() if column == 0 and not c.is_text
         and (row, 1) in inputs and c.value > 1990}
ratio = index[2014.0] / index[2012.0]
expect("in pounds of another year everything is worth more alike",
       math.isclose(new["year"].figure("social benefit", 0), ratio * old.figure("social benefit", 0), rel_tol=1e-4) and
       math.isclose(new["year"].figure("cost", 0), ratio * old.figure("cost", 0), rel_tol=1e-4))
sixth = sum(line["£, all years"] for line in old.lines() if line["Counts as"] == "cost"
            and line["Grade that counts"] == 6)
expect("costs of the weakest grade are raised by the uplift",
       near(new["uplift"].figure("cost", 2) - old.figure("cost", 2),
            sixth * (1 - inputs[(named("cost_uplift")[0] + 5, 1)].value)) and sixth > 1000)
fifth = sum(line["£, all years"] for line in old.lines() if line["Counts as"] == "fiscal benefit"
            and line["Grade that counts"] == 5 and line["£, all years"] > 0)
expect("benefits of a grade are cut by the cut",
       near(new["cut"].figure("fiscal benefit", 2) - old.figure("fiscal benefit", 2),
            fifth * (inputs[(named("benefit_cut")[0] + 4, 2)].value - 1)) and fifth > 1000)

title = plain["Read me"][(0, 0)]
expect("a title that looks like a formula is text", title.is_text and title.formula is None
       and title.value.startswith("=cmd|' /C calc'!A0 <b>&\"x"))
lines = [c for (row, column), c in prices.items() if column == 3 and c.value == "+1"]
expect("so is a line's name", len(lines) == 1 and lines[0].is_text and lines[0].formula is None)
living = {name for name, sheet in plain.items() if any(c.formula is not None for c in sheet.values())}
expect("formulas stand where money is worked out and nowhere else",
       living == {"Inputs", "Prices", "Units", "Costs", *(n for n in plain if n.startswith("CBA "))})
expect("and none holds text of the scenario",
       not any("cmd" in c.formula for sheet in plain.values() for c in sheet.values() if c.formula))
readme = " ".join(str(c.value) for c in before["network"]["Read me"].values())
expect("a folder without prices says why it has no sheets on money", "No sheets on money" in readme)
for run, book in before.items():
    listed = {book["Read me"][(row, 0)].value: book["Read me"].get((row, 1)) for row, column in book["Read me"]
              if column == 0}
    expect(f"{run}: the first sheet says of each other what it holds",
           all(name in listed and listed[name] is not None and len(listed[name].value) > 12
               for name in book if name != "Read me"))
    links = workbook.links(files[run], "Read me")
    expect(f"{run}: and leads to it", {to for to, _ in links} == set(book) - {"Read me"} == set(listed) & set(book))
    raw = [f"{name} {workbook.address(*at)} {c.value}" for name, sheet in book.items() for at, c in sheet.items()
           if c.is_text and re.fullmatch("[a-z0-9.]+(_[a-z0-9.]+)+", c.value) and not c.value.endswith(".csv")
           and not any(head.value.startswith("Name ") or head.value.endswith("summary.csv")
                       for head in (sheet.get((3, at[1])),) if head)]
    expect(f"{run}: people read words, names stand in columns of their own {raw[:3]}", not raw)
for run in before:
    expect(f"{run}: names of sheets are allowed",
           all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in before[run]))
count.close()
PYTHON

echo "$passed passed, $failed failed"
[[ $failed == 0 ]]
