"""Text with delimiters → rows of cells, each under the number that Excel would show."""

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from itertools import islice

DELIMITERS = ";\t|,"
MAX_CELL_LINES = 60  # line breaks in a cell: beyond, a quotation mark was left open

Cells = list[list[object]]


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
