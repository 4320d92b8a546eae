"""The rows of a long table, written as text beneath the header that openpyxl laid out: seven times as fast.

openpyxl keeps the styles: it makes one cell of each kind met, of which all those alike wear the style.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from passpro_nb.export.records import RISKY, safe_cell

if TYPE_CHECKING:
    from openpyxl import Workbook

LONG = 1_000  # rows: a shorter table is left to openpyxl
_PACKED = 3  # how hard a part is packed, of 9: beyond, twice the time for a tenth of the size
_END = b"</sheetData>"


def is_long(book: Workbook, rows: int) -> bool:
    """Tell whether the rows of a table are written this way: many, in a book written row by row."""
    return rows >= LONG and book.write_only


def lay_rows(
    sheet: Any, first: int, rows: Iterable[Mapping[str, Any]],
    cell_of: Callable[[str, Any], Any], height_of: Callable[[Mapping[str, Any]], int],
) -> None:  # fmt: skip
    """Keep with a sheet the rows that end it, from the row `first` on; `save_rows` writes them.

    `cell_of` makes the openpyxl cell of a value in a column, `height_of` gives a row's height in points,
    0 for the usual one.
    """
    write = _writers(cell_of)
    sheet.long_rows = [
        _row(number, row, write, height_of(row)) for number, row in enumerate(rows, first)
    ]


def save_rows(book: Workbook, saved: bytes) -> bytes:
    """Return a saved workbook with the rows that its sheets keep."""
    kept = {sheet.path[1:]: rows for sheet in book if (rows := getattr(sheet, "long_rows", None))}
    if not kept:
        return saved
    out, method = io.BytesIO(), zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as archive,
        zipfile.ZipFile(out, "w", method, compresslevel=_PACKED) as whole,
    ):
        for part in archive.infolist():
            content = archive.read(part)
            if rows := kept.get(part.filename):
                before, end, after = content.rpartition(_END)
                content = b"".join([before, "".join(rows).encode(), end, after])
            whole.writestr(part.filename, content)
    return out.getvalue()


def _row(
    number: int, row: Mapping[str, Any], write: Callable[[str, Any], tuple[str, str]], height: int
) -> str:
    cells = []
    for letters, (name, value) in zip(_letters(len(row)), row.items(), strict=True):
        head, body = write(name, value)
        cells.append(f'<c r="{letters}{number}"{head}{body}')
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(cells)}</row>'


@cache
def _letters(width: int) -> tuple[str, ...]:
    from openpyxl.utils import get_column_letter

    return tuple(get_column_letter(at) for at in range(1, width + 1))


def _writers(cell_of: Callable[[str, Any], Any]) -> Callable[[str, Any], tuple[str, str]]:
    """Return what writes a value of a column: its cell's attributes, and the rest of its text.

    A style hangs on the column, on the type and, of a text, on how it begins and on its lines.
    """
    styles: dict[tuple[object, ...], str] = {}
    said: dict[tuple[str, type, object], tuple[str, str]] = {}

    def write(name: str, value: Any) -> tuple[str, str]:
        kind = value.__class__
        if kind is not str and kind is not int and kind is not float:
            key = (name, kind, value)
            if key not in said:
                said[key] = _written(cell_of(name, value))
            return said[key]
        text = kind is str
        look = (name, kind, text and "\n" in value, text and value.startswith(RISKY))
        if look not in styles:
            styles[look] = f' s="{cell_of(name, value).style_id}"'
        return styles[look], _text(value) if text else _number(value)

    return write


def _written(cell: Any) -> tuple[str, str]:
    """Return the attributes and the text of a cell that holds no text of a file."""
    from openpyxl.utils.datetime import to_excel

    head, value = f' s="{cell.style_id}"', cell.value
    if isinstance(value, str):
        return head, _text(value)
    if value is None:
        return head, " />"
    return head, _number(to_excel(value) if isinstance(value, date | time) else value)


def _number(value: float) -> str:
    return f' t="n"><v>{value:.16g}</v></c>' if isfinite(value) else ' t="n"><v /></c>'


def _text(value: str) -> str:
    """Return a text, never a formula, as the cell holds it."""
    text = str(safe_cell(value))
    if not text:
        return ' t="inlineStr" />'
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{escape(text)}</t></is></c>'
