"""Tables that go out: `.xlsx`, `.csv` and `.json`, by the ending of the file's name.

Nothing that came from a file ever becomes a formula; every write is atomic.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import ASKS, SHARES, label
from passpro_nb.domain.french import NOT_APPLICABLE, VALUE_LABELS, fold, quoted

ENDINGS = (".xlsx", ".csv", ".json")
CELL_LIMIT = 32_767  # Excel's own
_NOTE_WIDTH = 105  # characters
_WIDEST, _NARROWEST = 60, 18  # columns of texts, in characters; a longer text goes on more lines
_PAGE_WIDTH = 220  # characters on a page in letters that can still be read
_MOST_LINES, _LONGEST = 8, 1000  # lines shown of a text, characters looked at to count them
_A4 = 9  # openpyxl names it on some of its sheets only
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_CELL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # refused by XML


def write_atomic(path: Path, data: bytes) -> Path:
    """Write a file in one go: the old one stands until the new one is whole.

    Raises `UsageError` when it cannot be written: open in Excel, a folder in its place, a full disk.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except PermissionError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être écrit : fermez-le s’il est ouvert, ou choisissez un "
            "autre dossier."
        ) from None
    except OSError:
        raise UsageError(
            f"{quoted(path.name)} ne peut être écrit : vérifiez le dossier, et la place qui reste sur "
            "le disque."
        ) from None
    return path


def _replace(path: Path, data: bytes) -> None:
    """Write beside `path`, then take its place; whatever fails leaves nothing behind."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def check_ending(path: Path) -> str:
    """Return the ending of an export, or raise `UsageError` with those that are known."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = f"{', '.join(ENDINGS[:-1])} ou {ENDINGS[-1]}"
        raise UsageError(f"{quoted(path.name)} : le nom doit finir par {known}.")
    return ending


def write_table(table: pd.DataFrame, path: Path, title: str, notes: Iterable[str] = ()) -> Path:
    """Write one table by the file's ending, and return its path.

    `.json` keeps the codes of the columns (records, ISO dates, shares 0..1, « sans objet » null);
    `.xlsx` and `.csv` have the French headings and words, a workbook the `notes` too. Raises
    `UsageError` for another ending.
    """
    ending = check_ending(path)
    if ending == ".json":
        return write_atomic(path, json_bytes(records(table)))
    said = in_french(table)
    if ending == ".csv":
        return write_atomic(path, csv_bytes(said))
    return write_atomic(path, workbook_bytes({title: said}, notes))


def in_french(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose codes of modes and severities are words (`domain.french.VALUE_LABELS`)."""
    coded = [name for name in VALUE_LABELS if name in table.columns]
    return table.assign(**{name: table[name].map(VALUE_LABELS[name]) for name in coded})


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain Python values: int, float, str, bool, date, time or None."""
    columns = {name: [plain(value) for value in table[name].tolist()] for name in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def plain(value: Any) -> Any:
    """Return one value of a table as plain Python; anything missing is None."""
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, pd.Timestamp | datetime):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def json_bytes(value: object) -> bytes:
    """Return JSON in UTF-8, days and hours as ISO text."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_iso).encode() + b"\n"


def _iso(value: object) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a CSV that a French Excel opens: `;`, BOM, decimal comma, no formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([label(name) for name in table.columns])
    for row in records(table):
        writer.writerow([_csv_text(name, value) for name, value in row.items()])
    return out.getvalue().encode("utf-8-sig")


def _csv_text(name: str, value: object) -> str:
    if value is None:
        return NOT_APPLICABLE if name in SHARES else ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:z.6f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else str(value)


# ---------------------------------------------------------------------------------- workbooks


def workbook_bytes(
    tables: Mapping[str, pd.DataFrame],
    notes: Iterable[str] = (),
    *,
    heading: Callable[[str], str] = label,
    banner: str = "",
) -> bytes:
    """Return a workbook: one sheet a table, then the notes (day of the data, filters) on their own.

    `heading` gives the French heading of a column; `str` keeps the headers of a file received;
    `banner` stands at the head of each printed page.
    Frozen header, filter, widths, formats, A4 landscape with the header repeated and page numbers.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, table in tables.items():
        _write_sheet(book, title, table, heading, banner)
    if lines := list(notes):
        _write_notes(book, lines)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_title(text: str) -> str:
    """Return a title that Excel takes: none of the signs it refuses, 31 characters at most."""
    kept = "".join(" " if c in "[]:*?/\\" else c for c in text).strip("' ")
    return kept[:31].rstrip("' ") or "Feuille"


def safe_cell(value: object) -> object:
    """Return a value that a workbook can hold: no control character, cut at Excel's limit."""
    if not isinstance(value, str):
        return value
    text = _NO_CELL.sub(" ", value)
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - 1] + "…"


def _write_sheet(
    book: Any, title: str, table: pd.DataFrame, heading: Callable[[str], str], banner: str
) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(sheet_title(title))
    rows = records(table)
    widths = _widths(list(table.columns), rows)
    for at, width in enumerate(widths.values(), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    set_up_page(sheet, title, banner)
    headings = {name: heading(name) for name in table.columns}
    beside_button = {name: width - 1 for name, width in widths.items()}
    sheet.row_dimensions[1].height = 16 * max(2, _lines(headings, beside_button))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(table.columns)))}{len(rows) + 1}"
    sheet.append([_header_cell(sheet, text) for text in headings.values()])
    for at, row in enumerate(rows, 2):
        if (lines := _lines(row, widths)) > 1:
            sheet.row_dimensions[at].height = 15 * lines  # not every program works it out
        sheet.append([_body_cell(sheet, name, value) for name, value in row.items()])


def set_up_page(sheet: Any, title: str, banner: str = "") -> None:
    """Set a sheet up to print: A4 landscape, as wide as a page, header repeated, page numbers.

    `title` stands at the foot of each page, `banner` at its head.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    if banner:
        sheet.oddHeader.left.text = banner.replace("&", "&&")
    sheet.oddFooter.left.text = title.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P sur &N"


def _widths(names: list[str], rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return the columns' widths; where the page is full, the widest columns give way first."""
    wanted = {name: _width(name, rows) for name in names}
    caps = range(_WIDEST, _NARROWEST, -1)
    cap = next(
        (c for c in caps if sum(min(w, c) for w in wanted.values()) <= _PAGE_WIDTH), caps[-1]
    )
    return {name: min(width, cap) for name, width in wanted.items()}


def _width(name: str, rows: list[dict[str, Any]]) -> float:
    """Return a width in characters: a text's own; a number's heading goes on two lines."""
    longest = max((len(_csv_text(name, row[name])) for row in rows[:500]), default=0)
    heading = max(map(len, label(name).split()), default=0)
    return max(8, longest + 2, heading + 2)


def _lines(row: Mapping[str, Any], widths: Mapping[str, float]) -> int:
    """Return how many lines the longest text of a row takes in its column, up to a few."""
    longer = [(t, widths[n]) for n, t in row.items() if isinstance(t, str) and len(t) > widths[n]]
    lines = (len(wrap(text[:_LONGEST], int(width))) for text, width in longer)
    return min(_MOST_LINES, max(lines, default=1))


def _header_cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = WriteOnlyCell(sheet, safe_cell(text))
    cell.data_type = "s"  # a header may come from a file received
    cell.font = Font(name="Calibri", bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor="1F3A5F")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _body_cell(sheet: Any, name: str, value: object) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    if value is None:
        value = NOT_APPLICABLE if name in SHARES else None
    if isinstance(value, bool):
        value = "oui" if value else "non"
    cell = WriteOnlyCell(sheet, safe_cell(value))
    cell.alignment = Alignment(vertical="center")
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula, whatever it begins with
        cell.quotePrefix = value.startswith(_RISKY)
        several = "\n" in value  # a mail is read from its first line
        cell.alignment = Alignment(wrap_text=True, vertical="top" if several else "center")
    elif name in SHARES:
        cell.number_format = "0.0 %"
    elif name in ASKS:
        cell.number_format = '0;-0;"–"'  # nothing to ask is read at a glance
    elif isinstance(value, float):
        cell.number_format = "0.0"
    elif isinstance(value, time):
        cell.number_format = "hh:mm"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _write_notes(book: Any, lines: list[str]) -> None:

    sheet = book.create_sheet("Provenance")
    sheet.column_dimensions["A"].width = _NOTE_WIDTH
    set_up_page(sheet, "Provenance")
    for at, line in enumerate(lines, 1):
        sheet.row_dimensions[at].height = 15 * (1 + len(line) // _NOTE_WIDTH)  # some do not fit it
        cell = _body_cell(sheet, "text", line)
        sheet.append([cell])


def file_name(*parts: str) -> str:
    """Return a safe file name out of words: lower case, no accents, dashes."""
    return "-".join(word for part in parts for word in fold(part).split())[:80]
