"""What the workbook library does not tell about a file's parts, read from the parts themselves.

How far a sheet reaches (one value in XFD1048576 would take 500 GB), which rows are hidden, which
cells hold an error such as #N/A, which cells are merged in an .ods.
"""

import posixpath
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree

SURE_ROWS = 100_000  # below this the quick look at a sheet does not tell rows apart
XLS_COLUMNS = 256
XLS_CELLS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}  # hold a value
EXCEL_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip

Place = tuple[int, int]
Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class Facts:
    """What a sheet's part says beside its values; places are (row, column) counted from 0."""

    hidden_rows: frozenset[int] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()


def column_number(letters: str) -> int:
    """Return the place of a column counted from 0: A is 0, XFD is 16383."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


# --- .xlsx ----------------------------------------------------------------------------------------


def xlsx_cells(part: bytes, limit: int) -> int:
    """Return at least how many cells a sheet's part spans from A1, exactly when beyond `limit`.

    The usual spelling of a cell is measured by a quick look; any other, and any sheet that the
    quick look finds too large, is walked tag by tag.
    """
    if not (re.search(rb'<c(?! r="[A-Z])[\s/>]', part) or re.search(rb":c[\s/>]", part)):
        columns = {column_number(c.decode()) for c in set(re.findall(rb'<c r="([A-Z]+)', part))}
        rows = [int(n) for n in re.findall(rb'<c r="[A-Z]+(\d{6,})', part)]
        quick = (max(columns, default=-1) + 1) * max([SURE_ROWS, *rows])
        if quick <= limit:
            return quick
    return _walk_cells(part)


def _walk_cells(part: bytes) -> int:
    row = column = -1
    last_row = last_column = -1
    for tag in re.finditer(rb"<(?:[^\s<>/:]+:)?(row|c)((?:\s[^<>]*?)?)(/?)>(</)?", part):
        reference = re.search(rb"\sr\s*=\s*[\"']\s*([A-Za-z]*)(\d*)\s*[\"']", tag[2])
        letters, digits = reference.groups() if reference else (b"", b"")
        if tag[1] == b"row":
            row, column = (int(digits) - 1 if digits else row + 1), -1
            continue
        column = column_number(letters.decode()) if letters else column + 1
        if tag[3] or tag[4]:
            continue  # an empty cell, only styled: the library leaves it out
        last_row = max(last_row, int(digits) - 1 if digits else row)
        last_column = max(last_column, column)
    return (last_row + 1) * (last_column + 1)


def xlsx_facts(part: bytes) -> Facts:
    """Return the hidden rows and the error cells of a sheet's part; merges come with the values."""
    rows = re.findall(rb"<(?:[^\s<>/:]+:)?row\s([^<>]*)>", part) if b"hidden=" in part else []
    hidden = [row for row in rows if re.search(rb'hidden="(?:1|true)"', row)]
    numbers = (re.search(rb'(?<![\w])r="(\d+)"', row) for row in hidden)
    errors = _xlsx_errors(part) if b't="e"' in part else {}
    return Facts(frozenset(int(number[1]) for number in numbers if number), errors)


def _xlsx_errors(part: bytes) -> dict[Place, str]:
    formula = rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?"
    cells = re.finditer(rb'<c r="([A-Z]+)(\d+)"([^<>]*)>' + formula + rb"<v>([^<]*)</v>", part)
    return {
        (int(c[2]) - 1, column_number(c[1].decode())): c[4].decode()
        for c in cells
        if re.search(rb'\st="e"', c[3])
    }


def xlsx_sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the part of each sheet of a workbook, by the sheet's name."""
    links = _xml(parts.get("xl/_rels/workbook.xml.rels", b""))
    paths = {link.get("Id"): posixpath.join("/xl", link.get("Target", "")) for link in links}
    found = {}
    for node in _xml(parts.get("xl/workbook.xml", b"")):
        if node.tag.endswith("}sheet"):
            link = next((v for k, v in node.attrib.items() if k.endswith("}id")), None)
            found[node.get("name", "")] = posixpath.normpath(paths.get(link, "")).lstrip("/")
    return found


def _xml(part: bytes) -> Iterator[ElementTree.Element]:
    if b"<!ENTITY" not in part and part:
        yield from ElementTree.fromstring(part).iter()


# --- .ods -----------------------------------------------------------------------------------------


def ods_facts(content: bytes) -> dict[str, Facts]:
    """Return hidden rows, merged cells and error cells of each sheet, from an .ods's content."""
    tables = re.split(rb"<table:table\s", content)[1:]
    names = [re.match(rb'[^<>]*?table:name="([^"]*)"', table) for table in tables]
    told = [unescape(name[1].decode("utf-8", "replace")) if name else "" for name in names]
    return dict(zip(told, map(_ods_table_facts, tables), strict=True))


def _ods_table_facts(table: bytes) -> Facts:
    hidden: set[int] = set()
    errors: dict[Place, str] = {}
    merged: list[Range] = []
    row = 0
    for attributes, body in _ods_elements(table, rb"table-row"):
        repeated = _ods_count(attributes, b"number-rows-repeated")
        if b'visibility="' in attributes and b'visibility="visible"' not in attributes:
            hidden.update(range(row + 1, row + 1 + min(repeated, SURE_ROWS)))
        if b"-spanned=" in body or b'"error"' in body:
            column = 0
            for cell, content in _ods_elements(body, rb"(?:covered-)?table-cell"):
                down = _ods_count(cell, b"number-rows-spanned")
                right = _ods_count(cell, b"number-columns-spanned")
                if down > 1 or right > 1:
                    merged.append((row, column, row + down - 1, column + right - 1))
                if b'value-type="error"' in cell:
                    text = re.sub(rb"<[^<>]*>", b"", content).decode("utf-8", "replace")
                    errors[row, column] = unescape(text)
                column += _ods_count(cell, b"number-columns-repeated")
        row += repeated
    return Facts(frozenset(hidden), errors, tuple(merged))


def _ods_elements(part: bytes, tag: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the attributes and the content of each element, in one pass: some are never closed."""
    for piece in re.split(rb"<table:" + tag + rb"(?=[\s/>])", part)[1:]:
        attributes, _, content = piece.partition(b">")
        closed = attributes.endswith(b"/")
        yield attributes, b"" if closed else re.split(rb"</table:" + tag, content, maxsplit=1)[0]


def _ods_count(attributes: bytes, name: bytes) -> int:
    found = re.search(name + rb'="(\d{1,7})"', attributes)
    return int(found[1]) if found else 1


# --- .xls -----------------------------------------------------------------------------------------


def xls_facts(stream: bytes) -> list[Facts]:
    """Return the hidden rows and error cells of each sheet of a BIFF8 stream, in the book's order.

    Records: ROW 0208 (bit 5 of its flags: hidden), BOOLERR 0205 ([MS-XLS] 2.4).
    """
    return [_xls_sheet_facts(stream, start) for start in _xls_sheets(stream)]


def _xls_sheet_facts(stream: bytes, sheet: int) -> Facts:
    hidden: set[int] = set()
    errors: dict[Place, str] = {}
    for kind, start, size in _biff_records(stream, sheet):
        if kind == 0x0208 and size >= 16 and stream[start + 12] & 0x20:
            hidden.add(int.from_bytes(stream[start : start + 2], "little") + 1)
        elif kind == 0x0205 and size >= 8 and stream[start + 7]:
            place = struct.unpack_from("<HH", stream, start)
            errors[place] = EXCEL_ERRORS.get(stream[start + 6], "#N/A")
    return Facts(frozenset(hidden), errors)


def xls_cells(stream: bytes) -> int:
    """Return how many cells the sheets of a BIFF8 stream span from A1, in all.

    One damaged byte can name column 65535, or row four billion in the DIMENSIONS record (0200), and
    the library believes it: `ValueError`.
    """
    spans = 0
    for sheet in _xls_sheets(stream):
        last_row = last_column = -1
        for kind, start, size in _biff_records(stream, sheet):
            rows = (
                struct.unpack_from("<2L", stream, start) if kind == 0x0200 and size >= 8 else (0,)
            )
            if max(rows) > 65_536:
                raise ValueError("a row beyond the last row of the format")
            if kind in XLS_CELLS and size >= 4:
                row, column = struct.unpack_from("<HH", stream, start)
                if kind == 0x00BD:
                    column = max(column, *struct.unpack_from("<H", stream, start + size - 2))
                last_row, last_column = max(last_row, row), max(last_column, column)
        if last_column >= XLS_COLUMNS:
            raise ValueError("a cell beyond the last column of the format")
        spans += (last_row + 1) * (last_column + 1)
    return spans


def _xls_sheets(stream: bytes) -> list[int]:
    """Return where each sheet begins, from the BOUNDSHEET records (0085) of the book."""
    return [
        int.from_bytes(stream[start : start + 4], "little")
        for kind, start, size in _biff_records(stream, 0)
        if kind == 0x0085 and size >= 6
    ]


def _biff_records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield the kind, start and size of each record from `start`, up to an EOF record (000A)."""
    kind = 0
    while start + 4 <= len(stream) and kind != 0x000A:
        kind, size = struct.unpack_from("<HH", stream, start)
        yield kind, start + 4, min(size, len(stream) - start - 4)
        start += 4 + size
