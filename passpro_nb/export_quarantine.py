"""The rows set aside, in a workbook that the analyst corrects and saves as `corrections*.xlsx`.

For each table two sheets: one to edit, and the rows as received, by which a correction finds its row
again in the next delivery (`read_corrections`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from passpro_nb.check_campaign import Campaign
from passpro_nb.errors import UsageError
from passpro_nb.export_table import workbook_bytes, write_atomic
from passpro_nb.faults import Place
from passpro_nb.french import fold, quoted
from passpro_nb.read_corrections import ABOUT, CORRECTED, RECEIVED, row_key, row_mark, sheet_name
from passpro_nb.read_tables import Source
from passpro_nb.tables import TABLES

HOW = (
    "Corrigez les cellules fausses dans les feuilles qui ne commencent pas par « Reçu ».",
    "Laissez les colonnes « Clé » et « Empreinte », et les feuilles « Reçu » : elles retrouvent la "
    "ligne dans la prochaine livraison.",
    "Enregistrez ce classeur dans le dossier de la campagne sous un nom comme "
    "corrections_2025-04-30.xlsx : il est rejoué à chaque lecture.",
    "Ce classeur peut nommer des élèves : il ne s’envoie pas par une messagerie ordinaire.",
)


def write_quarantine(campaign: Campaign, path: Path) -> int:
    """Write the rows set aside, and return how many there are.

    Raises `UsageError` for a name that is not .xlsx, that would be read as a delivery, or that
    would write over corrections already made.
    """
    _check_name(path)
    write_atomic(path, quarantine_workbook(campaign))
    return len(campaign.set_aside)


def quarantine_workbook(campaign: Campaign) -> bytes:
    """Return the rows set aside as a workbook to correct, with how to."""
    return workbook_bytes(quarantine_tables(campaign), HOW, heading=str)


def quarantine_tables(campaign: Campaign) -> dict[str, pd.DataFrame]:
    """Return by sheet the rows set aside: `read_corrections.ABOUT`, then the cells by header.

    For each table, as they stand (with the corrections already replayed), then as received.
    """
    reasons = _reasons(campaign)
    tables: dict[str, pd.DataFrame] = {}
    for table in CORRECTED:
        sources = [source for source in campaign.sources if source.table is table]
        rows = [row for source in sources for row in _rows(source, reasons, campaign.set_aside)]
        if rows:
            name = sheet_name(table)
            tables[name] = pd.DataFrame([now for now, _ in rows], dtype=object)
            tables[f"{RECEIVED} {name}"] = pd.DataFrame([old for _, old in rows], dtype=object)
    return tables or {"Rien": pd.DataFrame({"Constat": ["Aucune ligne n’est écartée."]})}


def _reasons(campaign: Campaign) -> dict[Place, list[str]]:
    """Return what is wrong with each row: the errors that name it."""
    reasons: dict[Place, list[str]] = defaultdict(list)
    for fault in campaign.faults:
        if fault.severity == "error" and fault.row:
            said = f"{fault.column} : {fault.said}" if fault.column else fault.said
            for place in ((fault.file, fault.sheet, fault.row), *fault.also):
                reasons[place].append(said)
    return reasons


def _rows(
    source: Source, reasons: dict[Place, list[str]], set_aside: frozenset[Place]
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    headers = [column.header for column in source.layout.columns]
    for number, received in source.layout.rows:
        place = (source.file, source.sheet, number)
        if place in set_aside:
            key = row_key(source.table, source.headers.positions, headers, received)
            about = (key, row_mark(headers, received), *place, "\n".join(reasons[place]))
            known = dict(zip(ABOUT, about, strict=True))
            now = source.replay.cells.get(number, received)
            yield _by_header(known, headers, now), _by_header(known, headers, received)


def _by_header(
    known: dict[str, object], headers: list[str], cells: list[object]
) -> dict[str, object]:
    """Return a row by header; of two columns with one header the first, which is the one read."""
    row = dict(known)
    for header, cell in zip(headers, cells, strict=True):
        row.setdefault(header, cell)
    return row


def _check_name(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{quoted(path.name)} : les lignes écartées s’écrivent dans un .xlsx.")
    if path.exists() and fold(path.stem).startswith("corrections"):
        raise UsageError(
            f"{quoted(path.name)} existe déjà et tient peut-être des corrections : choisissez un autre "
            "nom, comme corrections_2025-04-30.xlsx."
        )
    for table in TABLES.values():
        if fold(path.stem).startswith(table.pattern.rstrip("*")):
            raise UsageError(
                f"{quoted(path.name)} serait relu comme une livraison : choisissez un nom comme "
                "corrections_2025-04-30.xlsx."
            )
