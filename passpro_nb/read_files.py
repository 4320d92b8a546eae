"""Any file an office may send → sheets of raw cells; nothing is interpreted here.

The content decides what a file is, never its ending. Everything that is refused is refused with a
French sentence that says what was seen and what to do, and before it can take memory or time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from passpro_nb.errors import UnreadableFile
from passpro_nb.french import quoted


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: `cells[0]` is Excel's row 1; a blank is None or an empty text.

    `merged` holds (first row, first column, last row, last column), counted from 0.
    """

    file: str
    name: str
    cells: list[list[object]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file, in the file's order; a text file gives one sheet named "".

    Raises `UnreadableFile` with a French sentence, and nothing else.
    """
    data = path.read_bytes()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _read_workbook(path.name, data)
    return [Sheet(path.name, "", _read_text(data))]


def _read_workbook(file: str, data: bytes) -> list[Sheet]:
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        return [_read_sheet(file, book, meta) for meta in book.sheets_metadata]
    except calamine.CalamineError as error:
        raise UnreadableFile(f"Le fichier {quoted(file)} est illisible.") from error


def _read_sheet(file: str, book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata) -> Sheet:
    sheet = book.get_sheet_by_name(meta.name)
    return Sheet(
        file=file,
        name=meta.name,
        cells=sheet.to_python(skip_empty_area=False),
        hidden=meta.visible != calamine.SheetVisibleEnum.Visible,
        merged=tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ()),
    )


def _read_text(data: bytes) -> list[list[object]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = text[:20000]
    delimiter = max(";,\t|", key=head.count)
    return _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _rows(rows: Iterable[list[str]]) -> list[list[object]]:
    return [list(row) for row in rows]
