"""What a run found, written into RESULTATS.md: each part between its marks, the words around them kept."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from platform import machine, python_version, release, system

import psutil
from timing import SAID, Said

RESULTS = Path(__file__).with_name("RESULTATS.md")
PACKAGES = ("pandas", "numpy", "python-calamine", "openpyxl", "voila", "matplotlib", "distributed")
HEADER = (
    "| what | this project | alternatives (× how many times ours) | limit |",
    "|---|---:|---|---|",
)


def write_part(name: str, lines: Iterable[str]) -> None:
    """Write a part of the results in place of what the last run wrote there."""
    text = RESULTS.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if begin not in text:
        raise SystemExit(f"{RESULTS.name} has no part {name}")
    body = "\n".join([begin, "", *lines, "", end])
    text = re.sub(re.escape(begin) + ".*" + re.escape(end), lambda _: body, text, flags=re.DOTALL)
    RESULTS.write_text(text, encoding="utf-8")


def write_said(name: str, rivals: Iterable[str] = (), mode: str = "") -> None:
    """Write as one table what was said since the last time, those beside alternatives first."""
    said = sorted(SAID, key=lambda each: not (each.others or each.limit))
    write_part(name, [*describe(mode, rivals), "", *HEADER, *map(_row, said)])
    SAID.clear()


def describe(mode: str, rivals: Iterable[str] = ()) -> list[str]:
    """Return when and by what a run was made, the machine and the versions."""
    ours = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    theirs = ", ".join(rivals)
    return [
        f"- {datetime.now():%Y-%m-%d %H:%M}, `make bench{mode}`, load of the machine "
        f"{', '.join(f'{load:.1f}' for load in psutil.getloadavg())} at the end",
        f"- {system()} {release().partition('-')[0]} {machine()}, {_processor()}, {os.cpu_count()} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        f"- Python {python_version()}, {ours}",
        *([f"- Alternatives: {theirs}"] if theirs else []),
    ]


def _processor() -> str:
    """Return the name of the processor, where the system tells it."""
    if sys.platform != "linux":
        return "processor not told"
    found = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return found[1] if found else "processor not told"


def _row(said: Said) -> str:
    others = "; ".join(
        f"{name} {_number(value)} {said.unit} ({said.ratio(value)})"
        for name, value in said.others.items()
    )
    told = others or said.beside
    return f"| {said.what} | {_number(said.value)} {said.unit} | {told} | {said.limit} |"


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:,.1f}"
