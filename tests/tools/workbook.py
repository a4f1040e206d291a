"""A workbook of Office Open XML as plain values, changed cell by cell, and recalculated by LibreOffice."""
import pathlib
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# LibreOffice trusts the values it finds unless told otherwise.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Cell:
    def __init__(self, value, formula, is_text):
        self.value, self.formula, self.is_text = value, formula, is_text

    def __repr__(self):
        return f"Cell({self.value!r}, {self.formula!r})"


def split(address):
    """"B7" as (6, 1)."""
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", address).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits) - 1, column - 1


def address(row, column):
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def parts(file):
    """Sheets by name: the part that holds each."""
    with zipfile.ZipFile(file) as archive:
        targets = {r.get("Id"): r.get("Target") for r in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {s.get("name"): "xl/" + targets[s.get(LINKS)].removeprefix("/xl/") for s in book.iter(MAIN + "sheet")}


def names(file):
    """Defined names: what each stands for."""
    with zipfile.ZipFile(file) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {n.get("name"): n.text for n in book.iter(MAIN + "definedName")}


def read(file):
    """Sheet -> {(row, column): Cell}, numbers as floats."""
    sheets = {}
    with zipfile.ZipFile(file) as archive:
        strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")):
                strings.append("".join(t.text or "" for t in item.iter(MAIN + "t")))
        for name, part in parts(file).items():
            cells = {}
            for c in ElementTree.fromstring(archive.read(part)).iter(MAIN + "c"):
                value, formula, kind = c.find(MAIN + "v"), c.find(MAIN + "f"), c.get("t")
                text = value.text if value is not None and value.text is not None else ""
                if value is None and formula is None and kind != "inlineStr":
                    continue
                if kind == "s":
                    text = strings[int(text)]
                is_text = kind in ("s", "str", "inlineStr", "e")
                cells[split(c.get("r"))] = Cell(text if is_text else float(text or "nan"),
                                                None if formula is None else formula.text, is_text)
            sheets[name] = cells
    return sheets


def links(file, sheet):
    """Where a sheet's cells lead within the workbook: sheet and cell."""
    with zipfile.ZipFile(file) as archive:
        part = ElementTree.fromstring(archive.read(parts(file)[sheet]))
    found = [link.get("location").rpartition("!") for link in part.iter(MAIN + "hyperlink")]
    return [(name.strip("'").replace("''", "'"), to.replace("$", "")) for name, _, to in found]


def change(file, to, sheet, where, number):
    """Copies a workbook with one cell's number changed. where: (row, column)"""
    part, cell = parts(file)[sheet], address(*where)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                text, changed = re.subn(rf'(<c r="{cell}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{number!r}\g<2>",
                                        data.decode())
                if changed != 1:
                    raise ValueError(f"{sheet} {cell} is no number")
                data = text.encode()
            new.writestr(name, data)


def recalculated(files, folder):
    """Opens them in LibreOffice, which works out every formula anew. Returns the new files, in order."""
    folder = pathlib.Path(folder)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    out = folder / "recalculated"
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run(["libreoffice", f"-env:UserInstallation=file://{profile.resolve()}", "--headless",
                           "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, *files],
                          capture_output=True, text=True, timeout=200, check=False)
    made = [out / pathlib.Path(f).name for f in files]
    for file in made:
        if not file.exists():
            raise RuntimeError(f"LibreOffice did not open {file.name}: {done.stdout}{done.stderr}")
    return made
