"""Reading, checking, exporting: this project beside what one would write by hand, in the same run.

The alternatives (`rivals/tables.py`) have an environment of their own, each a process of its own;
a time is the median of runs in a process that has imported all and has read once, for them as for us.
LibreOffice opens the workbook and writes it as a text: from its start to its end.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from beside import HOME
from timing import compare, say, seconds

from passpro_nb.check.campaign import open_campaign
from passpro_nb.domain.memory import collect_rarely
from passpro_nb.export.files import write_table
from passpro_nb.export.records import in_french, records
from passpro_nb.panels.exported import Asked, export_shown

OWN = HOME.with_name("passpro-nb-tables")
APP = Path(__file__).parent / "rivals" / "tables.py"
PACKAGES = ("pandas", "openpyxl", "python-calamine", "polars", "fastexcel", "duckdb", "xlsxwriter")
OF_BOOKS = ("pandas + openpyxl", "pandas + calamine", "Polars + fastexcel")
EXPORTED = 50_000
LISTED = [
    "file_number", "ine", "last_name", "first_name", "birth_date", "origin_uai", "origin_name",
    "host_uai", "offer", "rank", "registered_on", "convened_on", "interview_on", "attendance",
    "opinion", "opinion_on", "row",
]  # fmt: skip
# Ours, in a process of its own: the seconds (median of 5 once warm) and the memory at most, in MB.
OURS = """
import sys, json
from datetime import date
sys.path.insert(0, {bench!r})
from timing import seconds
from rivals.tables import memory
from passpro_nb.domain.memory import collect_rarely
from passpro_nb.check.campaign import open_campaign
from passpro_nb.store.published import measure_campaign
collect_rarely()
spent = seconds(lambda: measure_campaign(open_campaign(sys.argv[1]), date(2025, 4, 30)), {times})
print(json.dumps([spent, memory()]))
"""


def find_python() -> Path | None:
    """Return the Python of the alternatives, installed once; None, and a sentence, where it cannot be."""
    python = OWN / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not (OWN / "ready").exists():
            subprocess.run([sys.executable, "-m", "venv", OWN], check=True)
            pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, *PACKAGES], check=True)
            (OWN / "ready").touch()
    except (OSError, subprocess.CalledProcessError):
        print(f"Tables stand alone: the alternatives could not be installed in {OWN}.")
        return None
    return python


def versions(python: Path | None) -> list[str]:
    """Return the versions of the alternatives."""
    return _run([python, APP, "--versions"]) if python else []


def measure_tables(folder: Path, place: Path, python: Path | None) -> None:
    """Time reading, checking and measuring a campaign in Excel, then the export of a long list."""
    ours, memory = _ours(folder)
    found = {way: _run([python, APP, way, folder]) for way in OF_BOOKS} if python else {}
    what = "12,000 applications in Excel: read, check, measure"
    limit = "under 1.0 s, plain pandas with openpyxl 5 times as long"
    compare(
        what, ours, {way: told["seconds"] for way, told in found.items()} | _office(folder), limit
    )
    held = {way: told["memory"] for way, told in found.items()}
    compare("the same, memory at most", memory, held, unit="MB")
    measure_export(place, python)


def measure_texts(folder: Path, what: str, python: Path | None) -> None:
    """Time a campaign whose applications are texts."""
    ours, memory = _ours(folder, times=1)
    ways = ("pandas + calamine", "Polars + fastexcel", "DuckDB")
    found = {way: _run([python, APP, way, folder, 1]) for way in ways} if python else {}
    found = {way.partition(" +")[0]: told for way, told in found.items()}
    compare(
        f"{what}: read, check, measure", ours, {n: told["seconds"] for n, told in found.items()}
    )
    held = {n: told["memory"] for n, told in found.items()}
    compare("the same, memory at most", memory, held, unit="MB")


def measure_export(place: Path, python: Path | None) -> None:
    """Time a list of 50,000 filtered rows written as a workbook, by a command and from a page."""
    from passpro_nb.demo.campaign import write_demo

    collect_rarely()
    write_demo(place / "longue", applications=EXPORTED + 12_000)
    campaign = open_campaign(place / "longue")
    rows = campaign.figures().rows("registered")
    rows = rows[rows["registered_on"].notna()].head(EXPORTED)[LISTED].reset_index(drop=True)
    path, shown = place / "liste.xlsx", records(rows)
    spent = seconds(lambda: write_table(rows, path, "Candidatures"), 1)
    headings, asked = {name: name for name in LISTED}, Asked(tuple(range(len(rows))))
    found: dict[str, float] = {}
    if python:
        kept = place / "liste.pickle"
        plain = in_french(rows).astype(object).where(rows.notna(), None)
        kept.write_bytes(pickle.dumps({"columns": LISTED, "rows": plain.to_numpy().tolist()}))
        for way in ("pandas + openpyxl", "pandas + xlsxwriter", "Polars"):
            found[way] = float(_run([python, APP, "--write", way, kept, place / "autre.xlsx"]))
    what = f"{len(rows):,} rows of {len(LISTED)} columns filtered, exported to Excel"
    compare(what, spent, found, "under 6 s")
    page = seconds(lambda: export_shown("Candidatures", headings, shown, asked, []), 1)
    say("the same as a page exports it, without what names pupils", page, limit="under 6 s")


def _ours(folder: Path, times: int = 5) -> tuple[float, float]:
    code = OURS.format(bench=str(Path(__file__).parent), times=times)
    spent, memory = _run([sys.executable, "-c", code, folder])
    return spent, memory


def _run(words: list[Any]) -> Any:
    """Return what a process prints as JSON."""
    told = subprocess.run(list(map(str, words)), capture_output=True, check=True, encoding="utf-8")
    return json.loads(told.stdout.splitlines()[-1])


def _office(folder: Path) -> dict[str, float]:
    """Return the time of LibreOffice on the largest workbook, where it is installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        return {}
    book = max(folder.glob("*.xlsx"), key=lambda path: path.stat().st_size)
    profile, to = (folder.parent / "libreoffice").resolve(), folder.parent / "ouvert"
    own = f"-env:UserInstallation={profile.as_uri()}"
    words = [office, own, "--headless", "--convert-to", "csv", "--outdir", str(to), str(book)]
    spent = []
    for _ in range(2):  # the first makes its profile
        start = time.perf_counter()
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        spent.append(time.perf_counter() - start)
    return {"LibreOffice, only opening": spent[-1]}
