"""The one writer of sheets: a table → a sheet that opens, filters and prints well.

Nothing that came from a file ever becomes a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache, partial
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from passpro_nb.domain.figures import ASKS, SHARES, heading
from passpro_nb.export.long_sheets import is_long, lay_rows, save_rows
from passpro_nb.export.records import RISKY, csv_text, records, safe_cell
from passpro_nb.export.scratch import new_book, write_aside

if TYPE_CHECKING:
    from openpyxl import Workbook

COLOURS = {"error": "F8CBAD", "warning": "FFE699", "info": "DDEBF7"}
DARK = "1F3A5F"  # headers
LINE, TITLE_HEIGHT = 15, 22  # points
_NOTE_WIDTH = 110  # characters
_WIDEST, _NARROWEST = 60, 18  # columns of texts, in characters; a longer text goes on more lines
_PAGE_WIDTH = 190  # characters on a page in letters of 8 points
READABLE = 148  # the same where Calibri is not installed and wider letters stand in for it
_UPRIGHT = 7  # points a letter of a heading that stands upright
_MOST_LINES, _WHOLE, _LONGEST = 8, 27, 3000  # lines shown, at most in Excel; characters looked at
_A4 = 9  # openpyxl names it on some of its sheets only
_TITLE = 31  # characters of a sheet's title
_CLAUSE = re.compile(r"\s?[,;(]|\s[–-]\s")


@dataclass(frozen=True)
class Look:
    """How a sheet shows its table; the fields are for what is unlike most.

    `heading` gives the heading of a column (`str` keeps the headers of a file received), `banner`
    stands at the head of each printed page, `above` are lines over the header, a title and what it
    needs. The texts of the columns of `widths` are shown whole, and they alone are folded; the
    columns of `hide` are hidden. `fills`: by (row, from 0, column) a colour. `page` is how many
    characters go side by side on a page; the headings of `upright` are turned, over narrow columns.
    `none` is the sign for nothing, in place of a blank or a zero; `total` is a last row, which the
    filter leaves where it is.
    """

    heading: Callable[[str], str] = heading
    banner: str = ""
    above: tuple[str, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)
    hide: Collection[str] = ()
    fills: Mapping[tuple[int, str], str] = field(default_factory=dict)
    page: float = _PAGE_WIDTH
    upright: Collection[str] = ()
    none: str = ""
    total: Mapping[str, Any] | None = None


USUAL = Look()


def workbook_bytes(
    tables: Mapping[str, pd.DataFrame], notes: Iterable[str] = (), *,
    heading: Callable[[str], str] = heading, banner: str = "",
) -> bytes:  # fmt: skip
    """Return a workbook: one sheet a table, then the notes (day of the data, filters) on their own.

    `heading` and `banner` as in `Look`, for all its sheets.
    """
    book = new_book()
    for title, table in tables.items():
        write_sheet(book, title, table, Look(heading, banner))
    if lines := list(notes):
        write_notes(book, "Provenance", lines)
    return book_bytes(book)


def book_bytes(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    write_aside()
    out = io.BytesIO()
    book.save(out)
    return save_rows(book, out.getvalue())


def write_sheet(
    book: Workbook, title: str, table: pd.DataFrame, look: Look = USUAL, place: int | None = None
) -> Any:
    """Add a sheet that shows a table, and return it; it comes last without a `place` in the book.

    Frozen header, filter, widths, formats, A4 landscape with the header repeated and page numbers.
    """
    sheet = book.create_sheet(sheet_title(title), place)
    rows, header = records(table), len(look.above) + 1
    widths = _widths(list(table.columns), rows, look) | dict(look.widths)
    headings = {name: look.heading(name) for name in table.columns}
    set_up_page(sheet, title, look.banner, header)
    _set_up_columns(sheet, widths, look.hide, header, header + len(rows))
    sheet.row_dimensions[header].height = _head_height(headings, widths, look)
    if look.above:
        sheet.row_dimensions[1].height = TITLE_HEIGHT
    for cells in _head_rows(sheet, look.above, headings, look.upright):
        sheet.append(cells)
    shown = look.widths or widths
    folded, most = {n: w - 1 for n, w in shown.items()}, _WHOLE if look.widths else _MOST_LINES

    def height(row: Mapping[str, Any]) -> int:  # not every program works it out
        lines = _lines(row, folded, most)
        return LINE * lines if lines > 1 else 0

    if is_long(book, len(rows)) and not look.fills and look.total is None:
        lay_rows(sheet, header + 1, rows, partial(_lone_cell, sheet, look), height)
        return sheet
    for position, row in enumerate(rows):
        if points := height(row):
            sheet.row_dimensions[header + 1 + position].height = points
        sheet.append(_row_cells(sheet, position, row, look))
    if look.total is not None:
        total = {name: look.total.get(name, "") for name in table.columns}
        sheet.append(_total_cells(sheet, total, look))
    return sheet


def _head_height(headings: Mapping[str, str], widths: Mapping[str, float], look: Look) -> float:
    """Return the height of the headings, in points: those that stand upright need their length."""
    beside_button = {n: width - 2 for n, width in widths.items() if n not in look.upright}
    longest = max((len(text) for n, text in headings.items() if n in look.upright), default=0)
    return max((LINE + 1) * max(2, _lines(headings, beside_button)), _UPRIGHT * (longest + 2))


def write_notes(book: Workbook, title: str, lines: Iterable[str], size: float = 11) -> None:
    """Add a sheet of paragraphs, in letters of `size` points."""
    from openpyxl.styles import Font

    font, small = Font(name="Calibri", size=size), size / 11
    sheet = book.create_sheet(title)
    sheet.column_dimensions["A"].width = _NOTE_WIDTH
    set_up_page(sheet, title, header=0)
    sheet.print_options.gridLines = False  # sentences, no table
    for at, line in enumerate(lines, 1):
        sheet.row_dimensions[at].height = LINE * small * count_lines(line, _NOTE_WIDTH / small)
        cell = _body_cell(sheet, "text", line)
        cell.font = font
        sheet.append([cell])


def set_up_page(sheet: Any, title: str, banner: str = "", header: int = 1) -> None:
    """Set a sheet up to print: A4 landscape, as wide as a page, page numbers.

    `title` stands at the foot of each page, `banner` at its head, the rows down to `header` as well.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins  # inches
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.75
    margins.header = margins.footer = 0.3
    if header:
        sheet.print_title_rows = f"1:{header}"
    sheet.print_options.gridLines = True
    if banner:
        sheet.oddHeader.left.text = banner.replace("&", "&&")
    sheet.oddFooter.left.text = title.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P sur &N"


def sheet_title(text: str) -> str:
    """Return a title that Excel takes: none of the signs it refuses, 31 characters at most.

    A longer one ends with a clause, else with a word.
    """
    kept = "".join(" " if c in "[]:*?/\\" else c for c in text).strip("' ")
    if len(kept) > _TITLE:
        clauses = [m.start() for m in _CLAUSE.finditer(kept) if _TITLE // 3 < m.start() <= _TITLE]
        words = [m.start() for m in re.finditer(r"\s", kept[: _TITLE + 1])]
        kept = kept[: (clauses or words or [_TITLE])[-1]]
    return kept.strip("' ") or "Feuille"


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes when folded: not every program works heights out."""
    if len(text) <= width and "\n" not in text:
        return 1
    lines = text[:_LONGEST].split("\n")
    return sum(len(wrap(line, max(1, int(width)))) or 1 for line in lines)


def _set_up_columns(
    sheet: Any, widths: Mapping[str, float], hidden: Collection[str], header: int, last: int
) -> None:
    """Give the columns their widths, freeze the header and put a filter on it."""
    from openpyxl.utils import get_column_letter

    for at, (name, width) in enumerate(widths.items(), 1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width, column.hidden = width, name in hidden
    sheet.freeze_panes = f"A{header + 1}"
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(max(1, len(widths)))}{last}"


def _widths(names: list[str], rows: list[dict[str, Any]], look: Look) -> dict[str, float]:
    """Return the columns' widths; where the page is full, the widest columns give way first."""
    wanted = {name: _width(name, rows, upright=name in look.upright) for name in names}
    caps = range(_WIDEST, _NARROWEST if look.page >= _PAGE_WIDTH else _NARROWEST // 2, -1)
    fitting = (cap for cap in caps if sum(min(w, cap) for w in wanted.values()) <= look.page)
    cap = next(fitting, caps[-1])
    return {name: min(width, cap) for name, width in wanted.items()}


def _width(name: str, rows: list[dict[str, Any]], *, upright: bool) -> float:
    """Return a width in characters: a text's own; a number's heading goes on two lines."""
    longest = max((len(csv_text(name, row[name])) for row in rows[:500]), default=0)
    if upright:
        return max(5, longest + 3)
    word = max(map(len, heading(name).split()), default=0)
    return max(8, longest + 3, word + 3)


def _lines(row: Mapping[str, Any], widths: Mapping[str, float], most: int = _MOST_LINES) -> int:
    """Return how many lines the longest text of a row takes in these columns, up to a few."""
    lines = (count_lines(row[n], w) for n, w in widths.items() if isinstance(row[n], str))
    return min(most, max(lines, default=1))


def put(cell: Any, value: object) -> None:
    """Write a value into a cell; a text is never a formula, whatever it begins with."""
    cell.value = safe_cell(value)
    if isinstance(value, str):
        cell.data_type = "s"


def _cell(sheet: Any, value: object, **styles: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    put(cell, value)
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _head_rows(
    sheet: Any, above: Iterable[str], headings: Mapping[str, str], upright: Collection[str]
) -> Iterator[list[Any]]:
    """Yield the lines above the header, the first one large, then the header."""
    from openpyxl.styles import Font

    font = Font(name="Calibri", bold=True, size=14)
    for text in above:
        yield [_cell(sheet, text, font=font)]
        font = Font(name="Calibri")
    font, fill = Font(name="Calibri", bold=True, color="FFFFFF"), plain_fill(DARK)
    flat = _aligned("left", "center", wrap_text=True, indent=1)
    turned = _aligned("center", "bottom", text_rotation=90)
    yield [
        _cell(sheet, t, font=font, fill=fill, alignment=turned if name in upright else flat)
        for name, t in headings.items()
    ]


def plain_fill(colour: str) -> Any:
    """Return the fill of a cell in one colour."""
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=colour)


def _row_cells(sheet: Any, position: int, row: Mapping[str, Any], look: Look) -> Iterator[Any]:
    for name, value in row.items():
        cell = _body_cell(sheet, name, value, look)
        if look.widths:
            across, indent = cell.alignment.horizontal, cell.alignment.indent
            folded = name in look.widths
            cell.alignment = _aligned(across, "top", wrap_text=folded, indent=indent)
        if colour := look.fills.get((position, name)):
            cell.fill = plain_fill(colour)
        yield cell


def _lone_cell(sheet: Any, look: Look, name: str, value: object) -> Any:
    """Return a cell of a row where none has a colour of its own."""
    return next(_row_cells(sheet, -1, {name: value}, look))


def _total_cells(sheet: Any, total: Mapping[str, Any], look: Look) -> Iterator[Any]:
    """Yield the cells of the last row: in bold, under a line."""
    from openpyxl.styles import Border, Font, Side

    font, line = Font(name="Calibri", bold=True), Border(top=Side("medium", color=DARK))
    for name, value in total.items():
        cell = _body_cell(sheet, name, value, look)
        cell.font, cell.border = font, line
        yield cell


def _body_cell(sheet: Any, name: str, value: object, look: Look = USUAL) -> Any:
    if isinstance(value, bool) or (value is None and name in SHARES):
        value = csv_text(name, value)
    if isinstance(value, str) and name not in look.upright:
        # a mail is read from its first line
        across = _aligned("left", "top" if "\n" in value else "center", wrap_text=True, indent=1)
        return _cell(sheet, value, alignment=across, quotePrefix=value.startswith(RISKY))
    form = _number_format(name, value, look.none)
    # LibreOffice forgets a right indent where the number format of the neighbour is another
    middle = name in look.upright or value is None or isinstance(value, date)
    across = _aligned("center", "center") if middle else _aligned("right", "center", indent=1)
    said = look.none or None if value is None else value
    return _cell(sheet, said, alignment=across, number_format=form)


@cache
def _aligned(across: str, down: str, **more: Any) -> Any:
    """Return how a cell is aligned; text and numbers stand off the frame (`indent`)."""
    from openpyxl.styles import Alignment

    return Alignment(across, down, **more)


def _number_format(name: str, value: object, none: str) -> str:
    if name in SHARES:
        return "0.0 %"
    if name in ASKS or (none and isinstance(value, int)):
        return f'0;-0;"{none or "–"}"'  # nothing to ask is read at a glance
    kinds = ((float, "0.0"), (time, "hh:mm"), (date, "dd/mm/yyyy"))
    return next((form for kind, form in kinds if isinstance(value, kind)), "General")
