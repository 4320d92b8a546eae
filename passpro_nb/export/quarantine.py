"""The rows set aside, in a workbook that the analyst corrects and saves as `corrections*.xlsx`.

For each table two sheets: one to edit, and the rows as received, by which a correction finds its row
again in the next delivery (`read.corrections`).
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.faults import Place
from passpro_nb.domain.french import fold, quoted
from passpro_nb.domain.tables import TABLES
from passpro_nb.export.annotated import COLOURS
from passpro_nb.export.files import sheet_title, workbook_bytes, write_atomic
from passpro_nb.read.cells import Source
from passpro_nb.read.corrections import (
    ABOUT,
    CORRECTED,
    KEY,
    MARK,
    RECEIVED,
    WHY,
    row_key,
    row_mark,
    sheet_name,
)
from passpro_nb.store.journal import log_export

HOW = (
    "Corrigez les cellules fausses : le motif dit ce qui ne va pas, les cellules qu’il nomme sont en "
    "couleur. Laissez telle quelle une ligne que vous ne savez pas corriger.",
    "Les colonnes « Clé » et « Empreinte » et les feuilles « Reçu » sont masquées : ne les supprimez "
    "pas, elles retrouvent la ligne dans la prochaine livraison.",
    "Enregistrez ce classeur dans le dossier de la campagne sous un nom comme "
    "corrections_2025-04-30.xlsx : il est rejoué à chaque lecture.",
    "Ce classeur peut nommer des élèves : il ne s’envoie pas par une messagerie ordinaire.",
)
GUIDE = "Mode d’emploi"
WIDTH, LINE_HEIGHT = 60, 15  # of a reason: characters a line, points

Reason = tuple[str | None, str]  # the header of the cell, what is said of it


def write_quarantine(campaign: Campaign, path: Path) -> int:
    """Write the rows set aside, and return how many there are; raises as `check_name` does."""
    check_name(path)
    write_atomic(path, give_set_aside(campaign, path.name))
    return len(campaign.set_aside)


def give_set_aside(campaign: Campaign, name: str) -> bytes:
    """Return the workbook of the rows set aside, noted in the log under `name`: it holds pupils."""
    rows = len(campaign.set_aside)
    log_export(campaign.folder, what="lignes écartées", file=name, rows=rows)
    return quarantine_workbook(campaign)


def quarantine_workbook(campaign: Campaign) -> bytes:
    """Return the rows set aside as a workbook to correct, with how to on its first sheet."""
    from openpyxl import load_workbook

    tables = quarantine_tables(campaign)
    book = load_workbook(io.BytesIO(workbook_bytes(tables, HOW, heading=str)))
    how = book.worksheets[-1]
    how.title = how.oddFooter.left.text = GUIDE
    book.move_sheet(how, -len(tables))
    reasons = _reasons(campaign)
    for name in tables:
        sheet = book[sheet_title(name)]
        if name.startswith(RECEIVED):
            sheet.sheet_state = "hidden"
        elif campaign.set_aside:
            _make_easy(sheet, reasons)
    book.active = min(1, len(tables) - 1) if campaign.set_aside else 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _make_easy(sheet: Any, reasons: Mapping[Place, list[Reason]]) -> None:
    """Hide what only the program reads, show the reasons whole, colour the cells that they name."""
    from openpyxl.styles import Alignment, PatternFill

    columns = {cell.value: cell.column - 1 for cell in reversed(sheet[1])}
    for name in (KEY, MARK):
        sheet.column_dimensions[sheet.cell(1, columns[name] + 1).column_letter].hidden = True
    sheet.column_dimensions[sheet.cell(1, columns[WHY] + 1).column_letter].width = WIDTH
    at = [columns[name] for name in ABOUT[-3:]]
    for row in sheet.iter_rows(min_row=2):
        lines = str(row[columns[WHY]].value or "").split("\n")
        height = LINE_HEIGHT * sum(1 + len(line) // WIDTH for line in lines)
        sheet.row_dimensions[row[0].row].height = height
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=cell.column - 1 == columns[WHY])
        file, name, number = (row[place].value for place in at)
        for header, _ in reasons[file, name or "", int(number)]:
            if header in columns and header not in ABOUT:
                row[columns[header]].fill = PatternFill("solid", fgColor=COLOURS["error"])


def quarantine_tables(campaign: Campaign) -> dict[str, pd.DataFrame]:
    """Return by sheet the rows set aside: `read.corrections.ABOUT`, then the cells by header.

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


def _reasons(campaign: Campaign) -> dict[Place, list[Reason]]:
    """Return what is wrong with each row: the errors that name it, with their column."""
    reasons: dict[Place, list[Reason]] = defaultdict(list)
    for fault in campaign.faults:
        if fault.severity == "error" and fault.row:
            for place in ((fault.file, fault.sheet, fault.row), *fault.also):
                reasons[place].append((fault.column, fault.said))
    return reasons


def _rows(
    source: Source, reasons: Mapping[Place, list[Reason]], set_aside: frozenset[Place]
) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    headers = [column.header for column in source.layout.columns]
    for number, received in source.layout.rows:
        place = (source.file, source.sheet, number)
        if place in set_aside:
            key = row_key(source.table, source.headers.positions, headers, received)
            why = "\n".join(f"{c} : {said}" if c else said for c, said in reasons[place])
            about = (key, row_mark(headers, received), why, *place)
            known = dict(zip(ABOUT, about, strict=True))
            now = source.replay.cells.get(number, received)
            yield _by_header(known, headers, now), _by_header(known, headers, received)


def _by_header(
    known: dict[str, object], headers: list[str], cells: list[object]
) -> dict[str, object]:
    """Return a row by header; of two columns with one header the first, which is the one read."""
    row = dict(known)
    for header, cell in zip(headers, cells, strict=True):
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)  # workbooks keep 12 as 12.0
        row.setdefault(header, cell)
    return row


def check_name(path: Path) -> None:
    """Raise `UsageError` for a name that is not .xlsx, would be read as a delivery, or is taken.

    Corrections already made are never written over.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{quoted(path.name)} : les lignes écartées s’écrivent dans un .xlsx.")
    if path.exists() and fold(path.stem).startswith("corrections"):
        raise UsageError(
            f"{quoted(path.name)} existe déjà et tient peut-être des corrections : choisissez un autre "
            "nom, comme corrections_2025-04-30.xlsx."
        )
    for table in TABLES.values():
        if fold(path.stem).startswith(table.start):
            raise UsageError(
                f"{quoted(path.name)} serait relu comme une livraison : choisissez un nom comme "
                "corrections_2025-04-30.xlsx."
            )
