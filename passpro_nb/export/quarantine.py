"""The rows set aside, in a workbook that the analyst corrects and saves as `corrections*.xlsx`.

For each table two sheets: one to edit, and the rows as received, by which a correction finds its row
again in the next delivery (`read.corrections`).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.faults import Place
from passpro_nb.domain.french import fold, quoted
from passpro_nb.domain.tables import TABLES
from passpro_nb.export.files import write_private
from passpro_nb.export.scratch import new_book
from passpro_nb.export.workbook import COLOURS, Look, book_bytes, write_notes, write_sheet
from passpro_nb.read import corrections
from passpro_nb.read.cells import Source
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
WIDTH = 60  # of a reason, in characters

Reason = tuple[str | None, str]  # the header of the cell, what is said of it
Row = dict[str, object]  # by header


def write_quarantine(campaign: Campaign, path: Path) -> int:
    """Write the rows set aside, and return how many there are; raises as `check_name` does."""
    check_name(path)
    write_private(path, give_set_aside(campaign, path))
    return len(campaign.set_aside)


def give_set_aside(campaign: Campaign, file: Path | str) -> bytes:
    """Return the workbook of the rows set aside, with how to correct them on its first sheet.

    It is noted in the log under its path or its name (`log_export`), for it holds pupils.
    """
    rows = len(campaign.set_aside)
    log_export(campaign.folder, what="lignes écartées", file=file, rows=rows)
    book, reasons = new_book(), _reasons(campaign)
    write_notes(book, GUIDE, HOW)
    for title, table in quarantine_tables(campaign).items():
        received = title.startswith(corrections.RECEIVED)
        look = _look(table, reasons) if campaign.set_aside and not received else Look(str)
        sheet = write_sheet(book, title, table, look)
        sheet.sheet_state = "hidden" if received else "visible"
    book.active = 1
    return book_bytes(book)


def list_set_aside(campaign: Campaign) -> pd.DataFrame:
    """Return the rows that count nowhere, one a row: file, sheet, row, reason (every one of them)."""
    reasons = _reasons(campaign)
    rows = [
        (*place, " ".join(dict.fromkeys(said for _, said in reasons[place])))
        for place in sorted(campaign.set_aside)
    ]
    return pd.DataFrame(rows, columns=["file", "sheet", "row", "reason"])


def _look(table: pd.DataFrame, reasons: Mapping[Place, list[Reason]]) -> Look:
    """Hide what only the program reads, show the reasons whole, colour the cells that they name."""
    places = zip(*(table[name] for name in corrections.ABOUT[-3:]), strict=True)
    fills = {
        (at, header): COLOURS["error"]
        for at, place in enumerate(places)
        for header, _ in reasons[place]
        if header and header in table.columns and header not in corrections.ABOUT
    }
    hidden = (corrections.KEY, corrections.MARK)
    return Look(str, widths={corrections.WHY: WIDTH}, hide=hidden, fills=fills)


def quarantine_tables(campaign: Campaign) -> dict[str, pd.DataFrame]:
    """Return by sheet the rows set aside: `read.corrections.ABOUT`, then the cells by header.

    For each table, as they stand (with the corrections already replayed), then as received.
    """
    reasons = _reasons(campaign)
    tables: dict[str, pd.DataFrame] = {}
    for table in corrections.CORRECTED:
        sources = [source for source in campaign.sources if source.table is table]
        rows = [row for source in sources for row in _rows(source, reasons, campaign.set_aside)]
        name = corrections.sheet_name(table)
        titles, parts = (name, f"{corrections.RECEIVED} {name}"), zip(*rows, strict=True)
        for title, part in zip(titles, parts, strict=False):  # no part without a row
            tables[title] = pd.DataFrame([*part], dtype=object)
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
) -> Iterator[tuple[Row, Row]]:
    headers = [column.header for column in source.layout.columns]
    for number, received in source.layout.rows:
        place = (source.file, source.sheet, number)
        if place in set_aside:
            key = corrections.row_key(source.table, source.headers.positions, headers, received)
            why = "\n".join(f"{c} : {said}" if c else said for c, said in reasons[place])
            about = (key, corrections.row_mark(headers, received), why, *place)
            known = dict(zip(corrections.ABOUT, about, strict=True))
            now = source.replay.cells.get(number, received)
            yield _by_header(known, headers, now), _by_header(known, headers, received)


def _by_header(known: Row, headers: list[str], cells: list[object]) -> Row:
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
    if path.exists() and fold(path.stem).startswith(corrections.START):
        raise UsageError(
            f"{quoted(path.name)} existe déjà et tient peut-être des corrections : choisissez un autre "
            "nom, comme corrections_2025-04-30.xlsx."
        )
    if fold(path.stem).startswith(tuple(table.start for table in TABLES.values())):
        raise UsageError(
            f"{quoted(path.name)} serait relu comme une livraison : choisissez un nom comme "
            "corrections_2025-04-30.xlsx."
        )
