"""A workbook laid out once, then filled for each school: a hundred of them in about a second.

openpyxl builds the model (styles, widths, protection, lists, print set-up); only the rows of its
sheets are written anew, as inline texts, which are never formulas.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from passpro_nb.export.workbook import safe_cell

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_LINES = 20  # Excel's rows are 409 points high at most
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # no sheet of ours is wider
_EXCEL_DAY_0 = date(1899, 12, 30).toordinal()
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
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
    widths = {
        sheet.title: [column.width for column in sheet.column_dimensions.values()] for sheet in book
    }
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
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
            data = "".join(
                _row_xml(number, row, model, model.widths[title])
                for number, row in enumerate(rows.get(title, ()), 1)
            )
            text = f"{before}<sheetData>{data}</sheetData>{after}"
            archive.writestr(_entry(part), text.encode())
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _row_xml(number: int, row: Sequence[Cell], model: Model, widths: Sequence[float]) -> str:
    cells = "".join(
        _cell_xml(f"{_LETTERS[at]}{number}", cell, model.styles) for at, cell in enumerate(row)
    )
    lines = max(
        (
            _lines(c.value, w)
            for c, w in zip(row, widths, strict=False)
            if c.style in model.wrapping
        ),
        default=1,
    )
    height = f' ht="{15 * lines}" customHeight="1"' if lines > 1 else ""
    return f'<row r="{number}"{height}>{cells}</row>'


def _lines(value: object, width: float) -> int:
    """Return how many lines a folded text takes, about: not every program works heights out."""
    if not isinstance(value, str):
        return 1
    pieces = (math.ceil(len(line) / max(1, width - 1)) for line in value.split("\n"))
    return min(MOST_LINES, sum(max(1, piece) for piece in pieces))


def _cell_xml(place: str, cell: Cell, styles: Mapping[str, int]) -> str:
    start = f'<c r="{place}" s="{styles[cell.style]}"'
    if cell.value is None or cell.value == "":
        return f"{start}/>"
    if isinstance(cell.value, date):
        return f"{start}><v>{cell.value.toordinal() - _EXCEL_DAY_0}</v></c>"
    if isinstance(cell.value, int):
        return f"{start}><v>{cell.value}</v></c>"
    text = escape(_NO_XML.sub(" ", str(safe_cell(cell.value))))
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
