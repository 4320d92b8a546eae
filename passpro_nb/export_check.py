"""What `check` says: the count of rows and the faults, on screen, as JSON, or as a workbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

import pandas as pd

from passpro_nb.check_campaign import Campaign
from passpro_nb.export_table import (
    check_ending,
    csv_bytes,
    json_bytes,
    records,
    workbook_bytes,
    write_atomic,
)
from passpro_nb.faults import FAULTS, SEVERITIES, Fault
from passpro_nb.french import SEVERITY_LABELS, listing, number, plural

FINDING = ["code", "severity", "file", "sheet", "row", "column", "value", "message"]
SHOWN = 40


def faults_table(faults: Iterable[Fault]) -> pd.DataFrame:
    """Return one row a fault, in the order given; columns `FINDING`, `row` as Excel shows it."""
    table = pd.DataFrame([astuple(fault) for fault in faults], columns=FINDING)
    return table.astype({"row": "Int64"})


def group_faults(faults: Iterable[Fault]) -> pd.DataFrame:
    """Group the faults of one kind in one sheet, worst first.

    Out: `severity`, `title`, `file`, `sheet`, `column`, `count`, `rows` (« 12, 18 et 4 autres »),
    `message` (the first one's).
    """
    groups: dict[tuple[object, ...], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.code, fault.severity, fault.file, fault.sheet, fault.column].append(fault)
    rows = [
        (
            severity, FAULTS[code].title, file, sheet, column, len(found),
            listing((f.row for f in found if f.row), 5), found[0].message,
        )
        for (code, severity, file, sheet, column), found in groups.items()
    ]  # fmt: skip
    columns = ["severity", "title", "file", "sheet", "column", "count", "rows", "message"]
    table = pd.DataFrame(rows, columns=columns)
    rank = table["severity"].map({s: at for at, s in enumerate(SEVERITIES)})
    order = table.assign(rank=rank).sort_values(["rank", "count"], ascending=[True, False])
    return order.drop(columns="rank").reset_index(drop=True)


def count_severities(faults: Iterable[Fault]) -> str:
    """Return « 3 erreurs, 12 avertissements et 5 informations »."""
    faults = list(faults)
    counts = [sum(f.severity == severity for f in faults) for severity in SEVERITIES]
    said = [plural(n, SEVERITY_LABELS[s]) for n, s in zip(counts, SEVERITIES, strict=True)]
    return listing(said)


def print_check(campaign: Campaign) -> None:
    """Print the mapping used, the count of rows, and the faults grouped, worst first."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    console = Console()
    counts = Table(title="Compte des lignes", title_justify="left", box=SIMPLE_HEAD)
    for heading in (
        "Fichier",
        "Feuille",
        "Lignes",
        "Retenues",
        "Fusionnées",
        "Écartées",
        "Ignorées",
    ):
        counts.add_column(heading, justify="left" if heading in ("Fichier", "Feuille") else "right")
    for row in campaign.reconciliation.itertuples(index=False):
        counts.add_row(row[0], row[1], *(number(value) for value in row[2:]))
    console.print(counts)
    console.print(f"\n{count_severities(campaign.faults).capitalize()}.\n")
    for group in group_faults(campaign.faults).head(SHOWN).itertuples():
        parts = (group.file, group.sheet, group.column)
        place = " · ".join(part for part in parts if isinstance(part, str) and part)
        lines = f" (lignes {group.rows})" if group.count > 1 and group.rows else ""
        console.print(
            f"[bold]{SEVERITY_LABELS[group.severity].upper()}[/] {group.title} : "
            f"{number(group.count)} — {place}{lines}",
            highlight=False,
        )
        console.print(f"    {group.message}", highlight=False, markup=False)


def write_check(campaign: Campaign, path: Path) -> Path:
    """Write the reconciliation and the faults: `.json` as formats.md says, `.xlsx`, or `.csv`."""
    ending = check_ending(path)
    faults = faults_table(campaign.faults)
    if ending == ".json":
        content = {"reconciliation": records(campaign.reconciliation), "findings": records(faults)}
        return write_atomic(path, json_bytes(content))
    said = faults.assign(severity=faults["severity"].map(SEVERITY_LABELS))
    if ending == ".csv":
        return write_atomic(path, csv_bytes(said))
    tables = {"Constats": said, "Compte des lignes": campaign.reconciliation}
    return write_atomic(path, workbook_bytes(tables))
