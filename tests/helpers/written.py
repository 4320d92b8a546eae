"""Small files of each form, written by other libraries than those that read them."""

import io
from pathlib import Path

import openpyxl
import xlwt
from odf.namespaces import TABLENS
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Rows = list[list[object]]
Range = tuple[int, int, int, int]


def write_table(path: Path, rows: Rows, merged: list[Range] | None = None) -> Path:
    """Write rows as the ending says; `merged` holds first row and column, last ones, from 0."""
    writers = {".xlsx": write_xlsx, ".xls": write_xls, ".ods": write_ods}
    if path.suffix in writers:
        writers[path.suffix](path, rows, merged or [])
    else:
        write_csv(path, rows)
    return path


def write_xlsx(path: Path, rows: Rows, merged: list[Range]) -> None:
    """Write with openpyxl; a blank is no cell at all, as Excel does."""
    book = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value != "":
                sheet.cell(r, c, value).data_type = "s" if isinstance(value, str) else "n"
    for r1, c1, r2, c2 in merged:
        sheet.merge_cells(None, r1 + 1, c1 + 1, r2 + 1, c2 + 1)
    book.save(path)


def write_xls(path: Path, rows: Rows, merged: list[Range]) -> None:
    """Write the old binary form."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Feuille")
    heads = {(r1, c1): (r2, c2) for r1, c1, r2, c2 in merged}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if (r, c) in heads:
                r2, c2 = heads[r, c]
                sheet.write_merge(r, r2, c, c2, value)
            elif value != "":
                sheet.write(r, c, value)
    book.save(str(path))


def write_ods(path: Path, rows: Rows, merged: list[Range]) -> None:
    """Write the form of LibreOffice."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Feuille")
    heads = {(r1, c1): (r2 - r1 + 1, c2 - c1 + 1) for r1, c1, r2, c2 in merged}
    for r, row in enumerate(rows):
        line = TableRow()
        for c, value in enumerate(row):
            line.addElement(_ods_cell(value, heads.get((r, c)), _is_covered(r, c, merged)))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))


def _is_covered(row: int, column: int, merged: list[Range]) -> bool:
    return any(r1 <= row <= r2 and c1 <= column <= c2 for r1, c1, r2, c2 in merged)


def _ods_cell(value: object, span: tuple[int, int] | None, covered: bool) -> TableCell:
    if covered and span is None:
        return CoveredTableCell()
    cell = TableCell() if value == "" else TableCell(valuetype="string")
    if span:
        cell.setAttrNS(TABLENS, "number-rows-spanned", span[0])
        cell.setAttrNS(TABLENS, "number-columns-spanned", span[1])
    for line in str(value).split("\n") if value != "" else []:
        cell.addElement(P(text=line))
    return cell


def write_csv(
    path: Path, rows: Rows, delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n"
) -> None:
    """Write text with delimiters, quoting as Excel does."""
    path.write_bytes(csv_text(rows, delimiter, end).encode(encoding))


def csv_text(rows: Rows, delimiter: str = ";", end: str = "\r\n") -> str:
    """Return rows as the text of a .csv, a cell quoted where it must be."""
    out = io.StringIO()
    for row in rows:
        out.write(delimiter.join(_quoted(str(cell), delimiter) for cell in row) + end)
    return out.getvalue()


def _quoted(text: str, delimiter: str) -> str:
    special = {delimiter, '"', "\n", "\r"}
    return '"' + text.replace('"', '""') + '"' if special & set(text) else text
