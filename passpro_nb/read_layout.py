"""A sheet of raw cells → its table: header lines, columns, body rows, and what is ignored and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from passpro_nb.read_files import Sheet

HEADER_ROWS = 30

Score = Callable[[list[str]], float]


@dataclass(frozen=True)
class Column:
    """A column of a table: its place in the sheet (0 = A) and its header's text."""

    index: int
    header: str


@dataclass(frozen=True)
class Table:
    """A table of a sheet; row numbers are Excel's, cells of `rows` are aligned with `columns`."""

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: list[tuple[int, list[object]]]
    ignored: dict[int, str]


def find_table(sheet: Sheet, score: Score | None = None) -> Table | None:
    """Return the main table of a sheet, None when it has none."""
    best, place = 1.5, None
    for index, row in enumerate(sheet.cells[:HEADER_ROWS]):
        texts = [str(c).strip() for c in row if isinstance(c, str) and c.strip()]
        value = len(set(texts)) + (score(texts) * 100 if score else 0) - index * 0.1
        if len(texts) > 1 and value > best:
            best, place = value, index
    return None if place is None else _table(sheet, place)


def _table(sheet: Sheet, place: int) -> Table:
    header = sheet.cells[place]
    columns = tuple(
        Column(i, " ".join(str(c).split())) for i, c in enumerate(header) if c not in (None, "")
    )
    rows, ignored = [], {}
    for number, row in enumerate(sheet.cells, 1):
        cells = [row[c.index] if c.index < len(row) else "" for c in columns]
        if number <= place or not any(c not in (None, "") for c in cells):
            if any(c not in (None, "") for c in row) and number != place + 1:
                ignored[number] = "title" if number <= place else "note"
        elif number > place + 1:
            rows.append((number, cells))
    return Table(sheet, (place + 1,), columns, rows, ignored)


def find_tables(sheet: Sheet, score: Score | None = None) -> list[Table]:
    """Return the tables of a sheet, the main one first."""
    table = find_table(sheet, score)
    return [table] if table else []
