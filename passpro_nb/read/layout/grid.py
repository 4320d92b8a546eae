"""A sheet as the finder of tables looks at it: row by row, what is filled, written and merged.

Rows and places count from 0, as the merged ranges of a `Sheet` do.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from passpro_nb.read.files import Sheet

SAMPLE_ROWS = 40  # rows looked at beneath a possible header
MAX_BEYOND = (
    10_000  # rows of formulas below the last value; further down they were drawn for nobody
)
LONG_TEXT = 60  # characters: longer alone on its row, it is a sentence
VALUE = re.compile(
    r"[#$<{]{2}|#!|.*@|https?:|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d|\d{6,}|[\d\s.,%€/*()+-]+$"
)
YEAR = re.compile(r"(19|20)\d\d$")

Score = Callable[[list[str]], float]


def column_letters(index: int) -> str:
    """Return the letters by which Excel names a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(cell: object) -> bool:
    """Tell whether a cell holds nothing to see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def text_of(cell: object) -> str:
    """Return a cell as one line of text; a year that Excel keeps as 2017.0 is « 2017 »."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def likeness(cell: object) -> float:
    """Return how much a cell looks like a header, from 0 (a value) to 1 (a short label)."""
    text = text_of(cell)
    if YEAR.match(text):
        return 0.7
    if not isinstance(cell, str) or VALUE.match(text):
        return 0.0
    if text.endswith(":"):
        return 0.4
    return 1.0 if len(text) <= LONG_TEXT else 0.6 if len(text) <= 2 * LONG_TEXT else 0.2


@dataclass(frozen=True)
class FoundColumn:
    """A column of a layout: its place in the sheet (0 is A) and its header, joined on one line."""

    index: int
    header: str

    @property
    def letters(self) -> str:
        """Return how Excel names it."""
        return column_letters(self.index)


@dataclass(frozen=True)
class Line:
    """One row of a sheet; `spans` are the merged cells that begin on it: left, last row, right."""

    row: int
    cells: list[object]
    spans: Sequence[tuple[int, int, int]] = ()

    @cached_property
    def texts(self) -> dict[int, str]:
        """Return by place the text of each cell that holds something."""
        if self.cells.count("") == len(self.cells):
            return {}
        cells = enumerate(self.cells)
        return {p: text_of(cell) for p, cell in cells if cell != "" and not is_blank(cell)}

    @cached_property
    def values(self) -> set[int]:
        """Return the places that hold a value: a number, a day, a code."""
        cells = self.cells
        return {p for p, t in self.texts.items() if not isinstance(cells[p], str) or VALUE.match(t)}

    @property
    def across(self) -> list[tuple[int, int]]:
        """Return the first and last place of each cell merged over several columns."""
        return [(left, right) for left, _, right in self.spans if right > left]

    @property
    def covered(self) -> set[int]:
        """Return the places that are filled or that a merged cell covers."""
        return set(self.texts).union(*(range(left, right + 1) for left, right in self.across))

    @property
    def is_short(self) -> bool:
        """Tell whether each text is short enough to name a group of columns."""
        return all(len(text) <= 2 * LONG_TEXT // 3 for text in self.texts.values())

    def at(self, place: int) -> object:
        """Return the cell at a place, blank beyond the last one."""
        return self.cells[place] if place < len(self.cells) else ""

    def are_labels(self, least: float) -> bool:
        """Tell whether every filled cell looks like a header by so much at least."""
        return all(likeness(self.cells[place]) >= least for place in self.texts)


def stands_out(column: int, below: Sequence[Line]) -> bool:
    """Tell whether most of what stands in a column are values."""
    filled = sum(column in line.texts for line in below)
    return sum(column in line.values for line in below) > filled / 2


class Grid:
    """The lines of a sheet, looked at once each, and what an alias book says of their texts."""

    def __init__(self, sheet: Sheet, score: Score | None = None) -> None:
        self.sheet, self.score = sheet, score
        # a row of nothing but formulas without a result is cut from the sheet's end
        beyond = max((row for row, _ in sheet.formulas), default=-1) + 1 - len(sheet.cells)
        self.rows = sheet.cells + [[] for _ in range(min(beyond, MAX_BEYOND))]
        self.spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for first, left, last, right in sheet.merged:
            self.spans[first].append((left, last, right))
        self._lines: dict[int, Line] = {}

    def line(self, row: int) -> Line:
        """Return one row as a line."""
        if row not in self._lines:
            self._lines[row] = Line(row, self.rows[row], self.spans.get(row, ()))
        return self._lines[row]

    def lines(self, start: int, stop: int) -> list[Line]:
        """Return the lines from `start` up to `stop`, or to the end of the sheet."""
        return [self.line(row) for row in range(start, min(stop, len(self.rows)))]

    def below(self, row: int) -> list[Line]:
        """Return the lines to look at beneath a row."""
        return self.lines(row + 1, row + 1 + SAMPLE_ROWS)

    def known(self, texts: Sequence[str]) -> float:
        """Return the share of texts that the alias book knows: none without a book."""
        return self.score(list(texts)) if self.score else 0.0
