"""Text with delimiters and pages with tables → rows of cells: what a file says once opened as text."""

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from html.parser import HTMLParser
from itertools import islice

from passpro_nb.read.parts import Range

DELIMITERS = ";\t|,"
MAX_CELL_LINES = 60  # line breaks in a cell: beyond, a quotation mark was left open

Cells = list[list[object]]


def decode(data: bytes) -> str:
    """Return a file's text: UTF-8 or UTF-16, with or without a mark, else Windows' own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    head = data[:4000]
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if high.count(0) > len(head) / 4:
            return data.decode(encoding, "replace")
    text = data.decode("utf-8-sig", "replace")
    accents = sum(not c.isascii() for c in text) if not text.isascii() else 0
    if text.count("\ufffd") <= accents / 10:
        return text  # UTF-8, at worst with a character cut here and there
    return data.decode("cp1252", "replace")


def is_plain(text: str) -> bool:
    """Tell a text from the bytes of something else."""
    strange = sum(c < " " and c not in "\t\r\n\f\v" for c in text[:20_000])
    return "\0" not in text and strange <= len(text[:20_000]) / 200


def is_markup(text: str) -> bool:
    """Tell whether a text is a page: HTML, or XML."""
    tag = r"\s*<(!doctype html|html|table|meta|head|body|\?xml)"
    return bool(re.match(tag, text, re.IGNORECASE))


# --- delimiters -----------------------------------------------------------------------------------


def read_delimited(text: str) -> Cells:
    """Return the rows of a text with delimiters, Excel's row 1 first."""
    declared = re.match(r"sep=(.)\r?\n", text)
    body = text[declared.end() :] if declared else text  # Excel obeys this line and hides it
    delimiter = declared[1] if declared else _delimiter(body)
    return [_trimmed(row) for row in _mended(_parsed(body, delimiter))]


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the most lines into the same, largest number of cells."""

    def cut(delimiter: str) -> int:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 200))
        except csv.Error:
            return 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(DELIMITERS, key=cut)


def _parsed(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows of a text; where a quotation mark was left open, quotes are taken as text."""
    lines = io.StringIO(text, newline="")
    with suppress(csv.Error):
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
        if not any(cell.count("\n") > MAX_CELL_LINES for row in rows for cell in row):
            return rows
    lines.seek(0)
    plain = list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    return [[_unquoted(cell) for cell in row] for row in _mended(plain)]


def _unquoted(cell: str) -> str:
    whole = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if whole else cell


def _mended(rows: list[list[str]]) -> list[list[str]]:
    """Join the lines of a row that a stray line break cut; blank rows keep Excel's numbers right.

    Only where nearly all rows have one width, and the pieces make up exactly that width.
    """
    widths = Counter(len(row) for row in rows if row)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    if width < 3 or count < 5 or count < 0.8 * widths.total() or len(widths) == 1:
        return rows
    mended = list(rows)
    for start in range(len(rows) - 1):
        end = _end_of_pieces(mended, start, width)
        if end:
            mended[start : end + 1] = [_glued(mended[start : end + 1]), *[[]] * (end - start)]
    return mended


def _end_of_pieces(rows: list[list[str]], start: int, width: int) -> int:
    """Return the last row of the pieces that begin at `start`, 0 where they do not add up.

    A whole row is no piece: what stands alone above it is a title.
    """
    found = len(rows[start])
    for end in range(start + 1, min(start + 6, len(rows))):
        if not 0 < found < width or not 0 < len(rows[end]) < width:
            return 0
        found += len(rows[end]) - 1
        if found == width:
            return end
    return 0


def _glued(pieces: list[list[str]]) -> list[str]:
    glued = pieces[0]
    for piece in pieces[1:]:
        glued = [*glued[:-1], f"{glued[-1]}\n{piece[0]}", *piece[1:]]
    return glued


def _trimmed(row: list[str]) -> list[object]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return list(row[:end])


# --- pages ----------------------------------------------------------------------------------------


def read_markup(text: str, limit: int) -> list[tuple[Cells, list[Range]]] | None:
    """Return the cells and the merged ranges of each table of a page; None beyond `limit` cells."""
    page = _HtmlTables(limit)
    try:
        page.feed(text)
        page.close_cell()
    except OverflowError:
        return None
    return [(cells, merged) for cells, merged in page.tables if any(cells)]


class _HtmlTables(HTMLParser):
    """The tables of a page: several tools export HTML under the name of .xls."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room
        self.tables: list[tuple[Cells, list[Range]]] = []
        self.taken: dict[int, int] = {}  # by column the last row that a merged cell covers
        self.text: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("table", "tr", "td", "th"):
            self.close_cell()
        if tag == "table":
            self.tables.append(([], []))
            self.taken = {}
        elif tag == "tr" and self.tables:
            self.tables[-1][0].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1][0]:
            spans = dict(attrs)
            self.text, self.span = [], (_span(spans, "rowspan"), _span(spans, "colspan"))
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self.close_cell()

    def close_cell(self) -> None:
        """Put the cell in hand into its row, after the places that merged cells above take."""
        if self.text is None:
            return
        rows, merged = self.tables[-1]
        cells, row, (down, right) = rows[-1], len(rows) - 1, self.span
        while self.taken.get(len(cells), -1) >= row:
            cells.append("")
        first, last = len(cells), len(cells) + right - 1
        self.room -= right
        if self.room < 0:
            raise OverflowError
        if down > 1 or right > 1:
            merged.append((row, first, row + down - 1, last))
            for column in range(first, last + 1):
                self.taken[column] = max(self.taken.get(column, -1), row + down - 1)
        cells.append("".join(self.text).strip())
        self.text = None


def _span(attributes: dict[str, str | None], name: str) -> int:
    value = attributes.get(name) or "1"
    return min(int(value), 1000) if value.isdecimal() and value != "0" else 1
