"""What `check` says: the count of rows and the faults, on screen, as JSON, or as a workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.faults import FAULTS, SEVERITIES, Fault
from passpro_nb.domain.figures import SEVERITY_LABELS, label
from passpro_nb.domain.french import fold, listing, number, plural, unbreakable
from passpro_nb.export.files import check_ending, write_private
from passpro_nb.export.records import csv_bytes, in_french, json_bytes, records
from passpro_nb.export.workbook import workbook_bytes
from passpro_nb.read.cells import Source

if TYPE_CHECKING:
    from rich.console import Console

FINDING = ["code", "severity", "file", "sheet", "row", "column", "value", "message"]
GROUPED = ["severity", "code", "title", "file", "sheet", "column", "count", "cells", "message"]
NEXT = (
    "« --rendre DOSSIER » rend les classeurs annotés ; « --ecartees FICHIER.xlsx » donne les lignes "
    "écartées, à corriger ; « passpro-nb import » publie les chiffres du reste."
)
SHOWN, SENTENCES, JOINED = 40, 3, 5  # kinds on screen, sentences of a kind, cells of a sentence
REASONS = 12  # lines under « Pourquoi ? »


def faults_table(faults: Iterable[Fault]) -> pd.DataFrame:
    """Return one row a fault, in the order given; columns `FINDING`, `row` as Excel shows it."""
    table = pd.DataFrame([[getattr(f, name) for name in FINDING] for f in faults], columns=FINDING)
    return table.astype({"row": "Int64"})


def group_faults(faults: Iterable[Fault]) -> pd.DataFrame:
    """Group the faults that say the same in one column of one sheet, worst first.

    Out: `GROUPED`; `cells` is « F12, F18, F31 et 14 autres », `message` the sentence they share.
    What is said of a whole file or sheet comes first, then the most frequent; kinds stand together.
    """
    groups: dict[tuple[str, ...], list[Fault]] = defaultdict(list)
    for fault in faults:
        groups[fault.code, fault.file, fault.sheet, fault.column or "", fault.said].append(fault)
    rows = [
        (
            found[0].severity, code, FAULTS[code].title, file, sheet, column, len(found),
            _cells(found), said,
        )
        for (code, file, sheet, column, said), found in groups.items()
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=GROUPED)
    place = ["code", "file", "sheet", "column"]
    ranks = table.assign(
        rank=table["severity"].map(SEVERITIES.index), inside=table["cells"] != "",
        total=-table.groupby(place)["count"].transform("sum"), less=-table["count"],
    )  # fmt: skip
    ranks = ranks.sort_values(["rank", "inside", "total", *place, "less"], kind="stable")
    return ranks[GROUPED].reset_index(drop=True)


def _cells(faults: list[Fault]) -> str:
    """Return the cells of some faults in the order of the sheet, the first few by name."""
    placed = sorted((f.row, f.cell) for f in faults if f.row)
    return listing(dict.fromkeys(cell for _, cell in placed), JOINED)


def explain_kinds(codes: Iterable[str]) -> list[str]:
    """Return why kinds of fault matter, in the order met: one sentence a reason they share."""
    titles: dict[str, dict[str, None]] = defaultdict(dict)  # without twins, in order
    for kind in (FAULTS[code] for code in codes):
        titles[kind.why][kind.title] = None
    return [f"{listing(named)} — {why}." for why, named in titles.items()]


def count_severities(faults: Iterable[Fault]) -> str:
    """Return « 3 erreurs, 12 avertissements et 5 informations »."""
    counts = Counter(fault.severity for fault in faults)
    return listing(plural(counts[name], SEVERITY_LABELS[name]) for name in SEVERITIES)


def mapping_table(sources: Iterable[Source]) -> pd.DataFrame:
    """Return the headers understood: `file`, `sheet`, `cell`, `header`, `role`, and `why`."""
    rows = [
        (
            s.file, s.sheet, f"{letter}{s.layout.header_rows[-1]}", header, s.table[code].heading,
            s.headers.why.get(code, "d’après son titre"),
        )
        for s in sources
        for code, (header, letter) in s.places.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["file", "sheet", "cell", "header", "role", "why"])


def print_check(campaign: Campaign) -> None:
    """Print the mapping used, the count of rows, the faults grouped, worst first, what is next."""
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 110
    _print_mapping(campaign, console)
    _print_counts(campaign, console)
    counted = count_severities(campaign.faults).capitalize()
    console.print(f"{counted}, les pires d’abord.\n" if campaign.faults else f"{counted}.")
    groups = group_faults(campaign.faults)
    kinds: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for group in groups.itertuples(index=False):
        kinds[group.code, group.file, group.sheet, group.column].append(group)
    for kind in islice(kinds.values(), SHOWN):
        _print_kind(kind, console)
    if len(kinds) > SHOWN:
        rest = plural(len(kinds) - SHOWN, "autre sorte de constats")
        console.print(f"… et {rest} : ajoutez --to FICHIER pour tout avoir.")
    if campaign.faults:
        console.print(unbreakable("\n[bold]Pourquoi ?[/]"))
        for line in explain_kinds(groups["code"])[:REASONS]:
            _print_indented(line, console)
        console.print(f"\n[bold]{counted}.[/]")
        _print_indented(unbreakable(NEXT), console)


def _print_mapping(campaign: Campaign, console: Console) -> None:
    """Print what each header was taken for; sheets of a file that are read alike stand together."""
    from rich.markup import escape

    alike = defaultdict(list)
    for source in campaign.sources:
        roles = [(h, source.table[c].heading) for c, (h, _) in source.places.items()]
        said = [f"{header} → {role}" for header, role in roles if fold(header) != fold(role)]
        same = [header for header, role in roles if fold(header) == fold(role)]
        said += [f"{listing(same)} : tels quels"] if same else []
        alike[source.file, source.table.heading, unbreakable(" ; ").join(said)].append(source.sheet)
    for (file, heading, text), sheets in alike.items():
        place = " · ".join(filter(None, (file, listing(sheets))))
        console.print(f"[bold]Colonnes de {escape(place)}[/] ({heading})")
        _print_indented(f"{text}\n", console)


def _print_counts(campaign: Campaign, console: Console) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    counts = Table(title="Compte des lignes", title_justify="left", box=SIMPLE_HEAD)
    for name in campaign.reconciliation.columns:
        named = name in ("file", "sheet")
        counts.add_column(label(name), justify="left" if named else "right", no_wrap=not named)
    for row in campaign.reconciliation.itertuples(index=False):
        counts.add_row(escape(row[0]), escape(row[1]), *(number(value) for value in row[2:]))
    console.print(counts)


def _print_kind(kind: list[Any], console: Console) -> None:
    """Print the groups of one kind in one column: where, then what, the most frequent first."""
    from rich.markup import escape

    first = kind[0]
    place = " · ".join(part for part in (first.file, first.sheet, first.column) if part)
    console.print(
        f"[bold]{SEVERITY_LABELS[first.severity].upper()}[/] {escape(first.title)} : "
        f"{number(sum(group.count for group in kind))} — {escape(place)}"
    )
    said = []
    for group in kind[:SENTENCES]:
        rows = "ligne " if group.count == 1 else "lignes "
        cells = f"{'' if group.column else rows}{group.cells} — " if group.cells else ""
        said.append(f"{cells}{group.message}")
    if len(kind) > SENTENCES:
        rest = plural(sum(group.count for group in kind[SENTENCES:]), "autre cas")
        said.append(f"… et {rest} du même type.")
    _print_indented("\n".join(said), console)


def _print_indented(text: str, console: Console) -> None:
    """Print a paragraph set in; its lines are ours, for rich parts « from its word."""
    lines = [wrap(line, console.width - 4, break_on_hyphens=False) for line in text.split("\n")]
    said = "\n".join("    " + "\n    ".join(line) if line else "" for line in lines)
    console.print(said, markup=False, soft_wrap=True)


def write_check(campaign: Campaign, path: Path) -> Path:
    """Write the reconciliation and the faults: `.json` as formats.md says, `.xlsx`, or `.csv`."""
    ending, counts = check_ending(path), campaign.reconciliation
    faults = faults_table(campaign.faults)
    said = in_french(faults)
    if ending == ".json":
        content = json_bytes({"reconciliation": records(counts), "findings": records(faults)})
    elif ending == ".csv":
        content = csv_bytes(said)
    else:
        content = workbook_bytes({"Constats": said, "Compte des lignes": counts})
    return write_private(path, content)
