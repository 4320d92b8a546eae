"""What moved between two imports, as it goes out: five lines that reconcile, and a workbook."""

from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.domain.figures import MOVEMENTS, label, meanings
from passpro_nb.domain.french import listing, number, plural
from passpro_nb.export.files import check_ending, write_private
from passpro_nb.export.records import csv_bytes, json_bytes, records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.measure.changes import FOLLOWED, Changes

# A figure of the five lines → the kinds of movement that are said beside it.
_LINES = {
    "registered": ("moved", "cancelled", "restored"),
    "interviewed": ("interview_moved", "interview_lost"),
    "entered": ("opinion_lost", "opinion_changed"),
    "overdue": (),
}


def say_changes(changes: Changes) -> list[str]:
    """Return what moved in the whole, a line a figure: before + plus − minus = after."""
    whole = read_balance(changes)
    counts = changes.counts()
    lines = []
    for figure, kinds in _LINES.items():
        aside = [plural(counts[kind], MOVEMENTS[kind]) for kind in kinds if counts.get(kind)]
        lines.append(say_balance(figure, whole) + (f" ({listing(aside)})" if aside else ""))
    held = [k for k in ("session_added", "session_withdrawn", "session_changed") if counts.get(k)]
    moved = listing(plural(counts[kind], MOVEMENTS[kind]) for kind in held)
    short = f"{number(whole['shortfall_before'])} → {number(whole['shortfall'])}"
    return [*lines, f"{label('shortfall')} : {short}" + (f" ({moved})" if moved else "")]


def read_balance(changes: Changes) -> dict[str, Any]:
    """Return the balance of the whole as plain values; zeros where there is no offer."""
    found = records(changes.balance())
    names = [f"{f}{end}" for f in FOLLOWED for end in ("_before", "_plus", "_minus", "")]
    zeros = dict.fromkeys([*names, "shortfall_before", "shortfall"], 0)
    return found[0] if found else zeros


def say_balance(figure: str, balance: dict[str, Any]) -> str:
    """Return « Avis saisis : 6 942 + 244 − 86 = 7 100 »."""
    before, plus, minus, now = (
        number(balance[figure + end]) for end in ("_before", "_plus", "_minus", "")
    )
    return f"{label(figure)} : {before} + {plus} − {minus} = {now}"


def changes_tables(changes: Changes) -> dict[str, pd.DataFrame]:
    """Return by title the tables of what moved: the whole, by département, by host, then the lines."""
    whole = changes.balance()
    lines = changes.movements.assign(kind=changes.movements["kind"].map(MOVEMENTS))
    sessions = changes.sessions.assign(kind=changes.sessions["kind"].map(MOVEMENTS))
    names = changes.after.offers.set_index("host_uai")["host_name"]
    known = changes.before.offers.set_index("host_uai")["host_name"]
    hosts = pd.concat([names, known]).groupby(level=0).first()
    for table in (lines, sessions):
        table.insert(3, "host_name", table["host_uai"].map(hosts))
    return {
        "Ensemble": _turned(whole),
        "Par département": changes.balance("department"),
        "Par établissement": _moving(changes.balance("host")),
        "Candidatures": lines,
        "Séances": sessions,
    }


def _turned(whole: pd.DataFrame) -> pd.DataFrame:
    """Return the whole as one line a figure: before, plus, minus, now."""
    values = records(whole)[0] if len(whole) else {}
    rows = [
        (label(f), *(values.get(f + end, 0) for end in ("_before", "_plus", "_minus", "")))
        for f in FOLLOWED
    ]
    rows.append(
        (
            label("shortfall"),
            values.get("shortfall_before", 0),
            None,
            None,
            values.get("shortfall", 0),
        )
    )
    table = pd.DataFrame(rows, columns=["what", "before", "plus", "minus", "now"])
    return table.astype(dict.fromkeys(["before", "plus", "minus", "now"], "Int64"))


def _moving(hosts: pd.DataFrame) -> pd.DataFrame:
    """Return the hosts of which something moved, those that lost most first."""
    ends = [f"{figure}{end}" for figure in FOLLOWED for end in ("_plus", "_minus")]
    moved = hosts[ends].any(axis=1) | hosts["shortfall"].ne(hosts["shortfall_before"])
    worst = hosts[moved].sort_values(["entered_minus", "host_uai"], ascending=[False, True])
    return worst.reset_index(drop=True)


def write_changes(changes: Changes, path: Path, notes: list[str]) -> Path:
    """Write what moved by the file's ending (nominative); `notes` say between what and what.

    A workbook has every table; `.csv` the movements of applications; `.json` all of it, by codes.
    Raises `UsageError` for another ending.
    """
    ending = check_ending(path)
    if ending == ".json":
        content = json_bytes({
            "balance": {by: records(changes.balance(by)) for by in ("academie", "department", "host")},
            "movements": records(changes.movements), "sessions": records(changes.sessions),
        })  # fmt: skip
    elif ending == ".csv":
        content = csv_bytes(changes_tables(changes)["Candidatures"])
    else:
        content = changes_workbook(changes, notes)
    return write_private(path, content)


def changes_workbook(changes: Changes, notes: list[str]) -> bytes:
    """Return the workbook of what moved, every table of it (nominative)."""
    said = [*notes, *say_changes(changes), *meanings(FOLLOWED)]
    return workbook_bytes(changes_tables(changes), said)
