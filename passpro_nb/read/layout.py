"""A sheet of raw cells → its table: header lines, columns, body rows, and what is ignored and why.

Only the first rows are searched for a header. Every row that holds anything ends in exactly one of
three places: the header, the body, or `ignored` with its reason; a doubtful row stays in the body,
where the checks will name it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from passpro_nb.read.files import Sheet

__all__ = ["Column", "Table", "column_letters", "find_table", "find_tables"]

HEADER_ROWS = 30  # issue B: the header is found anywhere in the first rows of a sheet
SAMPLE_ROWS = 40  # rows looked at beneath a possible header
LEAST_LOOK = 1.4  # what a header must look like when no alias book vouches for it
KNOWN_WEIGHT = 5.0  # a line of known headers outweighs any look
KNOWN_HEADER = 0.5  # the known share from which a line below the table heads another one
LONG_TEXT = 60  # characters: longer alone on its row, it is a sentence

TOTAL = re.compile(r"\s*(sous[ -]?)?tota(l|ux)\b|consolidation$", re.IGNORECASE)
NOTE = re.compile(
    r"\*|\(\d\)|(sources?|notes?|nota|n\.\s?b\.?|champ|lecture|l[ée]gende|remarques?|mise à jour"
    r"|édité|extrait|fait le)\b",
    re.IGNORECASE,
)
VALUE = re.compile(
    r"[#$<{]{2}|#!|.*@|https?:|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{6,}|[\d\s.,%€/*()+-]+$"
)
NUMBER = re.compile(r"[-+]?\d[\d\s.,]*[%€]?$|[-–]$|#\S+[!?A]$|N\.?A\.?$", re.IGNORECASE)
YEAR = re.compile(r"(19|20)\d\d$")

Score = Callable[[list[str]], float]
Row = list[object]
_Line = tuple[Row, list[int]]  # a row, and the places of its cells that hold something


@dataclass(frozen=True)
class Column:
    """A column of a table: its place in the sheet (0 is A) and its header, joined on one line."""

    index: int
    header: str


@dataclass(frozen=True)
class Table:
    """A table of a sheet; row numbers are Excel's, the cells of `rows` stand under `columns`.

    `ignored` gives the reason of every other row that holds anything: `title`, `total`, `note`,
    `repeated_header`, or `other_table` where the sheet has another table below or beside.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: list[tuple[int, Row]]
    ignored: dict[int, str]


def find_table(sheet: Sheet, score: Score | None = None) -> Table | None:
    """Return the main table of a sheet, None when it has none.

    `score` tells how much of a header line is known, from 0 to 1: it decides where looks cannot.
    """
    return next(_tables(sheet, score), None)


def find_tables(sheet: Sheet, score: Score | None = None) -> list[Table]:
    """Return the tables of a sheet: the main one first, then those beside, above and below it."""
    return list(_tables(sheet, score))


def _tables(
    sheet: Sheet, score: Score | None, start: int = 0, stop: int | None = None
) -> Iterator[Table]:
    stop = len(sheet.cells) if stop is None else stop
    best = _best_header(sheet, start, stop, score)
    if best is None:
        return
    header = _header_lines(sheet, best, score)
    end = stop
    for columns in _blocks(sheet.cells[header.last + 1 : stop], header, score):
        table, block_end = _read_block(sheet, header, columns, stop, score)
        end = min(end, block_end)
        yield table
    yield from _tables(sheet, score, start, header.first)
    yield from _tables(sheet, score, end, stop)


def column_letters(index: int) -> str:
    """Return the letters by which Excel names a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- cells ----------------------------------------------------------------------------------------


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _are_blank(cells: Sequence[object]) -> bool:
    return cells.count("") == len(cells) or all(map(_is_blank, cells))


def _filled(row: Row) -> list[int]:
    if row.count("") == len(row):
        return []
    return [place for place, cell in enumerate(row) if cell != "" and not _is_blank(cell)]


def _text(cell: object) -> str:
    """Return a cell as one line of text; a year that Excel keeps as 2017.0 is « 2017 »."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _likeness(cell: object) -> float:
    """Return how much a cell looks like a header, from 0 (a value) to 1 (a short label)."""
    text = _text(cell)
    if YEAR.match(text):
        return 0.7
    if not isinstance(cell, str) or VALUE.match(text):
        return 0.0
    if text.endswith(":"):
        return 0.4
    return 1.0 if len(text) <= LONG_TEXT else 0.6 if len(text) <= 2 * LONG_TEXT else 0.2


def _is_value(cell: object) -> bool:
    return not isinstance(cell, str) or bool(VALUE.match(_text(cell)))


def _cell(row: Row, place: int) -> object:
    return row[place] if place < len(row) else ""


# --- where the header is --------------------------------------------------------------------------


def _best_header(sheet: Sheet, start: int, stop: int, score: Score | None) -> int | None:
    """Return the row (from 0) that looks most like a header line, None when none does.

    Between several, the higher and the one with more rows under it is preferred.
    """
    window = sheet.cells[start : min(stop, start + HEADER_ROWS + 4 * SAMPLE_ROWS)]
    lines = [(row, _filled(row)) for row in window]
    best, best_rank = None, 0.0
    seen: set[tuple[str, ...]] = {()}
    for place in range(min(HEADER_ROWS, len(window))):
        row, columns = lines[place]
        if _texts(row) in seen:
            continue  # a header that comes again was met the first time
        seen.add(_texts(row))
        below = _rows_below(lines, place)
        covered = _covered(sheet, start + place, columns)
        look = _look(row, columns, covered, below)
        known = score([_text(row[c]) for c in columns]) if score and len(columns) > 1 else 0.0
        if look + KNOWN_WEIGHT * known < LEAST_LOOK:
            continue
        rank = look * (1 - 0.01 * place) * (1 + len(below)) / SAMPLE_ROWS + KNOWN_WEIGHT * known
        if rank > best_rank:
            best, best_rank = start + place, rank
    return best


def _rows_below(lines: list[_Line], place: int) -> list[_Line]:
    """Return the filled rows below a possible header, up to one that heads other values."""
    below: list[_Line] = []
    values: Counter[int] = Counter()
    for row, filled in lines[place + 1 :]:
        labels = [c for c in filled if not _is_value(row[c])]
        against = sum(values[c] > len(below) / 2 for c in labels)
        other = len(labels) == len(filled) > 2 and against > 1 and row != lines[place][0]
        if other or len(below) == SAMPLE_ROWS:
            break
        if filled and row != lines[place][0]:
            below.append((row, filled))
            values.update(c for c in filled if _is_value(row[c]))
    return below


def _covered(sheet: Sheet, row: int, columns: list[int]) -> set[int]:
    spans = [range(c1, c2 + 1) for r1, c1, _, c2 in sheet.merged if r1 == row and c2 > c1]
    return set(columns).union(*spans)


def _look(row: Row, columns: list[int], covered: set[int], below: list[_Line]) -> float:
    """Return how much a row looks like the header of the rows below it; wide and clear is high.

    A header is made of labels, covers what is below, says what no row below says again, and stands
    above values of another kind than its own.
    """
    if len(columns) < 2:
        return _look_alone(row, columns, below)
    likeness = sum(_likeness(row[c]) for c in columns) / len(columns)
    width = math.log2(1 + len(columns))
    if not below:
        return likeness * width if len(columns) > 2 and likeness > 0.9 else 0.0
    used = Counter(c for _, filled in below for c in filled)
    coverage = sum(used[c] for c in covered) / used.total()
    fullest = sorted(len(set(f).intersection(columns)) for _, f in below)[-3:]
    if max(fullest) < 2 < len(columns):
        return 0.0  # a form: labels down one side, and boxes to fill in
    regularity = sum(fullest) / len(fullest) / len(columns)
    novelty = sum(_is_new(row[c], c, below) for c in columns) / len(columns)
    contrast = sum(_stands_out(c, below) for c in columns) / len(columns)
    return likeness * novelty * coverage * (0.4 + 0.6 * regularity) * (1 + contrast) * width


def _look_alone(row: Row, columns: list[int], below: list[_Line]) -> float:
    """Return enough for a list: a short label above five short texts or more, nothing beside."""
    cells = [_cell(r, columns[0]) for r, f in below if f == columns] if columns else []
    lists = len(cells) >= 5 and len(cells) == len(below)
    short = all(isinstance(c, str) and len(c) <= LONG_TEXT for c in [*cells, *row] if c != "")
    return LEAST_LOOK + 0.1 if lists and short else 0.0


def _is_new(cell: object, column: int, below: list[_Line]) -> bool:
    return all(_cell(row, column) != cell for row, _ in below)


def _stands_out(column: int, below: list[_Line]) -> bool:
    values = [row[column] for row, filled in below if column in filled]
    return sum(map(_is_value, values)) > len(values) / 2


# --- the header's lines ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Header:
    """The lines of a header (rows from 0, both included) and the joined text of each column."""

    first: int
    last: int
    texts: dict[int, str]


def _header_lines(sheet: Sheet, best: int, score: Score | None) -> _Header:
    """Return the header around its best line: the lines below that belong to it, those above.

    A group's name stays in front of a header where the alias book knows both together (« Accueil
    UAI »), or neither; « Élève INE » is « INE ». Lines that would add nothing are no header's.
    """
    reached = [r2 for r1, _, r2, _ in sheet.merged if r1 == best and r2 <= best + 4]
    last = min(max([best, *reached]), len(sheet.cells) - 1)
    while _continues(sheet, best, last + 1):
        last += 1
    first, stacked = best, last > best
    while first > 0 and last - first < 5:
        above = _upper_line(sheet, first - 1, first, last, stacked=stacked)
        if not above:
            break
        first, stacked = first - 1, stacked or above == "stacked"
    joined, alone = _joined(sheet, first, last), _joined(sheet, best, best)
    if score and first < last:
        joined = {c: _known_part(text, alone.get(c, text), score) for c, text in joined.items()}
        if joined == alone:
            return _Header(best, best, alone)
    return _Header(first, last, joined)


def _known_part(joined: str, alone: str, score: Score) -> str:
    """Return the joined text of a header, unless the book knows only its own line."""
    return alone if score([alone]) > score([joined]) else joined


def _continues(sheet: Sheet, best: int, row: int) -> bool:
    """Tell whether a line goes on with the labels above it: fewer, under groups or over values."""
    if row >= min(best + 4, len(sheet.cells) - 1):
        return False
    cells, filled = sheet.cells[row], _filled(sheet.cells[row])
    if not 0 < len(filled) < len(_filled(sheet.cells[best])) or any(
        _likeness(cells[c]) < 0.7 for c in filled
    ):
        return False
    groups = _covered(sheet, best, []) - set(_filled(sheet.cells[best]))
    if groups and set(filled) <= {c + d for c in groups for d in (-1, 0)}:
        return True
    below = [(r, _filled(r)) for r in sheet.cells[row + 1 : row + SAMPLE_ROWS]]
    several = len(filled) > 1 or row > best + 1
    return several and all(_stands_out(c, below) for c in filled)


def _upper_line(sheet: Sheet, row: int, first: int, last: int, *, stacked: bool) -> str:
    """Tell why a row just above a header belongs to it: `merged`, `groups`, `stacked`, or not."""
    cells = sheet.cells[row]
    filled = _filled(cells)
    if not filled or any(_likeness(cells[c]) < 0.4 for c in filled):
        return ""
    known = {c for line in sheet.cells[first : last + 1] for c in _filled(line)}
    spans = [m for m in sheet.merged if m[0] == row]
    if any(r2 >= first for _, _, r2, _ in spans) or _are_merged_groups(cells, filled, spans, known):
        return "merged"
    if len(filled) < 2 or not _are_short(cells, filled):
        return ""
    if not spans and all(c + 1 not in filled and {c, c + 1} <= known for c in filled):
        return "groups"
    return "stacked" if stacked or _completes(sheet, filled, known, last) else ""


def _are_short(cells: Row, places: list[int]) -> bool:
    return all(len(_text(cells[c])) <= 2 * LONG_TEXT // 3 for c in places)


def _are_merged_groups(
    cells: Row, filled: list[int], spans: list[tuple[int, int, int, int]], known: set[int]
) -> bool:
    """Tell groups (« Entretien » over « Date » and « Lieu ») from a title merged over the table."""
    groups = [(c1, c2) for _, c1, _, c2 in spans if c1 in filled and c2 > c1]
    if len(filled) > 1:
        return bool(groups) and (len(filled) > 2 or _are_short(cells, filled))
    return any(c1 > min(known) and _are_short(cells, [c1]) for c1, _ in groups)


def _completes(sheet: Sheet, filled: list[int], known: set[int], last: int) -> bool:
    """Tell whether a line names columns that hold values but that the header leaves blank."""
    below = sheet.cells[last + 1 : last + 1 + SAMPLE_ROWS]
    return any(
        c not in known and sum(not _is_blank(_cell(r, c)) for r in below) > len(below) / 2
        for c in filled
    )


def _joined(sheet: Sheet, first: int, last: int) -> dict[int, str]:
    """Return the header's text of each column: its lines from top to bottom, groups spread."""
    pieces: dict[int, list[str]] = {}
    for row in range(first, last + 1):
        for column, text in _spread(sheet, row, row < last).items():
            line = pieces.setdefault(column, [])
            if text and text not in line[-1:]:
                line.append(text)
    return {column: " ".join(line) for column, line in sorted(pieces.items()) if line}


def _spread(sheet: Sheet, row: int, is_upper: bool) -> dict[int, str]:
    """Return the texts of a header line, a merged one (or a group, where there are none) spread."""
    cells = sheet.cells[row]
    texts = {c: _text(cells[c]) for c in _filled(cells)}
    spans = [(c1, c2) for r1, c1, _, c2 in sheet.merged if r1 == row and c2 > c1]
    below = set(_filled(sheet.cells[row + 1])) if is_upper else set()
    if is_upper and not spans and len(texts) > 1 and all(c + 1 not in texts for c in texts):
        ends = [*list(texts)[1:], max([*below, *texts]) + 1]
        spans = [(c, end - 1) for c, end in zip(texts, ends, strict=True)]
    for start, end in spans:
        if start in texts:
            texts |= dict.fromkeys(range(start, end + 1), texts[start])
    return texts


# --- the columns ----------------------------------------------------------------------------------


def _blocks(body: list[Row], header: _Header, score: Score | None) -> list[list[Column]]:
    """Return the columns of each table that shares the header's lines, the main one first.

    Empty columns inside one table are stepped over; another table stands beside where a header
    comes again, or where two empty columns part rows that do not go together.
    """
    columns = [Column(c, t) for c, t in header.texts.items()] + _unnamed(body, header)
    blocks: list[list[Column]] = []
    for column in sorted(columns, key=lambda c: c.index):
        if blocks and not _starts_block(blocks[-1], column, columns, body):
            blocks[-1].append(column)
        else:
            blocks.append([column])

    def rank(block: list[Column]) -> float:
        known = score([c.header for c in block]) if score else 0.0
        return known * len(block) * KNOWN_WEIGHT + len(block)

    return sorted(blocks, key=rank, reverse=True)


def _unnamed(body: list[Row], header: _Header) -> list[Column]:
    """Return the columns without a header that hold something, as « colonne C »."""
    return [
        Column(c, f"colonne {column_letters(c)}")
        for c, cells in enumerate(zip_longest(*body, fillvalue=""))
        if c not in header.texts and not _are_blank(cells)
    ]


def _starts_block(
    block: list[Column], column: Column, columns: list[Column], body: list[Row]
) -> bool:
    gap = column.index - block[-1].index - 1
    if gap == 0:
        return False
    if any(column.header == other.header for other in block):
        return True
    right = [c.index for c in columns if c.index >= column.index]
    if gap == 1 or len(right) == 1:
        return False
    sample = [set(_filled(row)) for row in body[: 4 * SAMPLE_ROWS]]
    here = [not filled.isdisjoint(c.index for c in block) for filled in sample]
    there = [not filled.isdisjoint(right) for filled in sample]
    both = sum(a and b for a, b in zip(here, there, strict=True))
    either = sum(a or b for a, b in zip(here, there, strict=True))
    return both < 0.8 * either


# --- the body -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Frame:
    """What tells a row of the body from the others: all places count from the table's first column.

    `rows` are the header's rows (from 0), `lines` their texts and `titles` the rows above it, as
    texts; `across` are the rows (from 0) that hold a cell merged over several columns; `values` the
    places that hold values, of which `last` is the last row (from 0) that holds one.
    """

    places: list[int]
    rows: range
    lines: list[dict[int, str]]
    titles: set[tuple[str, ...]]
    across: set[int]
    values: set[int]
    last: int
    score: Score | None


def _frame(sheet: Sheet, header: _Header, columns: list[Column], score: Score | None) -> _Frame:
    places = [c.index for c in columns]
    lines = [
        {k: _text(_cell(row, p)) for k, p in enumerate(places) if not _is_blank(_cell(row, p))}
        for row in sheet.cells[header.first : header.last + 1]
    ]
    sample = [
        (row, _filled(row)) for row in sheet.cells[header.last + 1 : header.last + SAMPLE_ROWS]
    ]
    values = {p for p in places if _stands_out(p, sample)}
    return _Frame(
        places=places,
        rows=range(header.first, header.last + 1),
        lines=[line for line in lines if line],
        titles={_texts(row) for row in sheet.cells[: header.first]} - {()},
        across={r1 for r1, c1, _, c2 in sheet.merged if c2 > c1},
        values={k for k, p in enumerate(places) if p in values},
        last=_last_row(sheet.cells, values),
        score=score,
    )


def _last_row(cells: list[Row], values: set[int]) -> int:
    """Return the last row (from 0) with a value where a table has values; without any, the last."""
    held = (
        at
        for at in range(len(cells) - 1, -1, -1)
        if any(not _is_blank(c) and _is_value(c) for p in values for c in cells[at][p : p + 1])
    )
    return next(held, len(cells))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(_text(row[c]) for c in _filled(row))


def _read_block(
    sheet: Sheet, header: _Header, columns: list[Column], stop: int, score: Score | None
) -> tuple[Table, int]:
    """Return the table under some columns of a header, and the row (from 0) where it ends."""
    frame = _frame(sheet, header, columns, score)
    rows, ignored, end = _read_body(sheet, header.last + 1, stop, frame)
    rows, notes = _without_trailing_notes(rows, frame)
    _fill_merged(sheet, rows, frame)
    lines = tuple(r + 1 for r in range(header.first, header.last + 1) if _filled(sheet.cells[r]))
    ignored |= dict.fromkeys(notes, "note")
    ignored |= _others(sheet, {*lines, *ignored, *(number for number, _ in rows)}, header.first)
    return Table(sheet, lines, tuple(columns), rows, dict(sorted(ignored.items()))), end


def _others(sheet: Sheet, known: set[int], first: int) -> dict[int, str]:
    """Return the rows not met yet that hold something: above the header, titles."""
    return {
        number: "title" if number <= first else "other_table"
        for number, row in enumerate(sheet.cells, 1)
        if number not in known and not _are_blank(row)
    }


def _read_body(
    sheet: Sheet, start: int, stop: int, frame: _Frame
) -> tuple[list[tuple[int, Row]], dict[int, str], int]:
    """Sort the rows from `start` to `stop` (from 0) into body and ignored, up to another table.

    A row that is mostly filled and has nothing of a total or a header is taken at once: this loop
    runs a hundred thousand times.
    """
    rows: list[tuple[int, Row]] = []
    ignored: dict[int, str] = {}
    width, low, high = len(frame.places), frame.places[0], frame.places[-1] + 1
    whole = high - low == width
    marks = {_cell(sheet.cells[r], p) for r in frame.rows for p in frame.places[:2]} - {""}
    gap = False
    for index in range(start, stop):
        row = sheet.cells[index]
        if len(row) < high:
            row = row + [""] * (high - len(row))
        part = row[low:high] if whole else [row[place] for place in frame.places]
        if not gap and part.count("") * 2 < width and _is_plain(part, marks):
            rows.append((index + 1, part))
            continue
        reason = _reason(part, index, frame, gap=gap)
        if reason == "other_table":
            return rows, ignored, index
        gap = reason in ("blank", "title", "note")
        if reason == "body":
            rows.append((index + 1, part))
        elif reason != "blank":
            ignored[index + 1] = reason
    return rows, ignored, stop


def _is_plain(part: Row, marks: set[object]) -> bool:
    """Tell that a row begins with a value, and with nothing of a total or of a header."""
    return not _is_blank(part[0]) and not any(
        isinstance(cell, str) and (cell in marks or TOTAL.match(cell)) for cell in part[:2]
    )


def _reason(part: Row, index: int, frame: _Frame, *, gap: bool) -> str:
    """Tell what a row is: `body`, `blank`, `other_table` where one begins, or why it is ignored."""
    filled = _filled(part)
    texts = {k: _text(part[k]) for k in filled}
    if not filled:
        return "blank"
    if any(_repeats(texts, line) for line in frame.lines):
        return "repeated_header"
    if _is_total([part[k] for k in filled]):
        return "total"
    if tuple(texts.values()) in frame.titles:
        return "title"
    if len(filled) == 1 and len(part) > 1:
        return _alone(part[filled[0]], filled[0], index, frame)
    if gap and _heads_another(part, filled, index, frame):
        return "other_table"
    return "body"


def _repeats(texts: dict[int, str], line: dict[int, str]) -> bool:
    same = sum(line.get(k) == text for k, text in texts.items())
    return same == len(texts) == len(line) or (same > 1 and same > 0.6 * len(texts))


def _is_total(cells: list[object]) -> bool:
    """Tell a total: one of its first two cells says so, every other one is a number.

    A school named « Total » has a code or a commune beside its name.
    """
    label = next((c for c in cells[:2] if isinstance(c, str) and TOTAL.match(c)), None)
    if label is None:
        return False
    others = [c for c in cells if c is not label]
    return all(
        isinstance(c, int | float) or (isinstance(c, str) and NUMBER.match(c.strip()))
        for c in others
    )


def _alone(cell: object, place: int, index: int, frame: _Frame) -> str:
    """Tell a title or a note from a row of the body that holds one cell only."""
    if not isinstance(cell, str):
        return "body"
    text = _text(cell)
    if NOTE.match(text) or len(text) > LONG_TEXT:
        return "note" if place < 2 else "body"
    return "title" if index in frame.across else "body"


def _heads_another(part: Row, filled: list[int], index: int, frame: _Frame) -> bool:
    """Tell whether a row below a gap is the header of another table.

    The alias book decides, or that no row from there on holds a value where this table has some;
    without a book, labels that stand where this table has values.
    """
    if any(_likeness(part[k]) < 0.7 for k in filled):
        return False
    if frame.score:
        known = frame.score([_text(part[k]) for k in filled])
        return known >= KNOWN_HEADER or index > frame.last
    against = frame.values.intersection(filled)
    return len(against) > 1 and len(against) >= len(frame.values) / 2


def _without_trailing_notes(
    rows: list[tuple[int, Row]], frame: _Frame
) -> tuple[list[tuple[int, Row]], list[int]]:
    """Take away the texts that stand alone below the table, after a blank row."""
    end = len(rows)
    while end and len(frame.places) > 2 and _is_lone_text(rows[end - 1][1]):
        end -= 1
    while 0 < end < len(rows) and rows[end][0] == rows[end - 1][0] + 1:
        end += 1  # not parted from the table by a blank row: kept
    return rows[:end], [number for number, _ in rows[end:]]


def _is_lone_text(part: Row) -> bool:
    filled = _filled(part)
    return len(filled) == 1 and filled[0] < 2 and isinstance(part[filled[0]], str)


def _fill_merged(sheet: Sheet, rows: list[tuple[int, Row]], frame: _Frame) -> None:
    """Give each row of the body the value of a cell merged downwards; `rows` are this table's own."""
    place_of = {place: k for k, place in enumerate(frame.places)}
    down = {m for m in sheet.merged if m[2] > m[0] and m[1] in place_of} if rows else set()
    parts = dict(rows) if down else {}
    for first, column, last, _ in down:
        if first + 1 in parts:
            value = parts[first + 1][place_of[column]]
            for number in range(first + 2, min(last + 1, rows[-1][0]) + 1):
                if number in parts and _is_blank(parts[number][place_of[column]]):
                    parts[number][place_of[column]] = value
