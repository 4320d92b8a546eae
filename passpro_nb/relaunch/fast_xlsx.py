"""A workbook laid out once, then filled for each school: a hundred of them in about a second.

openpyxl builds the model (styles, widths, protection, lists, print set-up); only the rows of its
sheets are written anew, as inline texts, which are never formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from passpro_nb.export.records import safe_cell
from passpro_nb.export.workbook import LINE, book_bytes, count_lines

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_LINES = 20  # Excel's rows are 409 points high at most
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # no sheet of ours is wider
EXCEL_DAY_0 = date(1899, 12, 30)
_MOMENT = (2020, 1, 1, 0, 0, 0)  # the same content gives the same bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to write: a text, a whole number, a day or nothing, in one of the model's styles."""

    value: str | int | date | None
    style: str


@dataclass(frozen=True)
class Model:
    """A workbook without rows: its parts, the place of each sheet's rows, the number of each style.

    `widths` are those of the columns, by sheet; the styles of `wrapping` fold their text.
    """

    parts: Mapping[str, bytes]
    sheets: Mapping[str, tuple[str, str, str]]
    styles: Mapping[str, int]
    widths: Mapping[str, Sequence[float]]
    wrapping: frozenset[str]


def read_model(book: Workbook, styles: Mapping[str, int], wrapping: Iterable[str] = ()) -> Model:
    """Return the model of a workbook that openpyxl laid out; its rows are dropped.

    `styles` gives the `style_id` of a cell that wears each style.
    """
    columns = {sheet.title: sheet.column_dimensions.values() for sheet in book}
    widths = {title: [column.width for column in of_sheet] for title, of_sheet in columns.items()}
    with zipfile.ZipFile(io.BytesIO(book_bytes(book))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = {}
    for position, title in enumerate(book.sheetnames, 1):
        part = f"xl/worksheets/sheet{position}.xml"
        text = re.sub(r"<dimension[^>]*/>", "", parts.pop(part).decode())
        before, after = re.split(r"<sheetData\s*/>|<sheetData>.*</sheetData>", text, flags=re.S)
        sheets[title] = (part, before, after)
    return Model(parts, sheets, styles, widths, frozenset(wrapping))


def fill_model(model: Model, rows: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Return the workbook with these rows, by the title of the sheet, from row 1 on."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, content in model.parts.items():
            archive.writestr(_entry(name), content)
        for title, (part, before, after) in model.sheets.items():
            numbered, widths = enumerate(rows.get(title, ()), 1), model.widths[title]
            data = "".join(_row_xml(number, row, model, widths) for number, row in numbered)
            archive.writestr(_entry(part), f"{before}<sheetData>{data}</sheetData>{after}")
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _row_xml(number: int, row: Sequence[Cell], model: Model, widths: Sequence[float]) -> str:
    places = zip(_LETTERS, row, strict=False)
    cells = "".join(_cell_xml(f"{letter}{number}", c, model.styles) for letter, c in places)
    folded = (
        count_lines(cell.value, width)
        for cell, width in zip(row, widths, strict=False)
        if cell.style in model.wrapping and isinstance(cell.value, str)
    )
    lines = min(MOST_LINES, max(folded, default=1))
    height = f' ht="{LINE * lines}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{cells}</row>'


def _cell_xml(place: str, cell: Cell, styles: Mapping[str, int]) -> str:
    start = f'<c r="{place}" s="{styles[cell.style]}"'
    value = (cell.value - EXCEL_DAY_0).days if isinstance(cell.value, date) else cell.value
    if value is None or value == "":
        return f"{start}/>"
    if isinstance(value, int):
        return f"{start}><v>{value}</v></c>"
    text = escape(str(safe_cell(value)))
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
