"""The rows beneath a header → the table: its body, and the rows that are no data, each with why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from passpro_nb.domain.discreet import Discreet
from passpro_nb.read.files import Sheet
from passpro_nb.read.layout.grid import LONG_TEXT, FoundColumn, Grid, Line, is_blank, stands_out

KNOWN_HEADER = 0.5  # the known share from which a line below the table heads another one

TOTAL = re.compile(
    r"\s*+((sous[ -]?)?tota(l|ux)\b|consolidation$"
    r"|(nombre|nbre?|nb|effectif|somme|moyenne|compte)\b\D*+\d*+\s*+$"
    r"|\d++ (élèves?|candidat\w*+|dossiers?|inscrit\w*+|lignes?|enregistrements?)\s*+$)",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\*|\(\d\)|(sources?|notes?|nota|n\.\s?b\.?|champ|lecture|l[ée]gende|remarques?|mise à jour"
    r"|édité|extrait|fait le)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[-+]?\d[\d\s.,]*[%€]?$|[-–]$|#\S+[!?A]$|N\.?A\.?$", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class Layout(Discreet):
    """A table of a sheet; row numbers are Excel's, the cells of `rows` stand under `columns`.

    `ignored` gives the reason of every other row that holds anything: `title`, `total`, `note`,
    `repeated_header`, or `other_table` where the sheet has another table below or beside.
    """

    sheet: Sheet
    header_rows: tuple[int, ...]
    columns: tuple[FoundColumn, ...]
    rows: list[tuple[int, list[object]]]
    ignored: dict[int, str]

    @property
    def headers(self) -> list[str]:
        """Return the header of each column."""
        return [column.header for column in self.columns]


class Body:
    """The rows under some columns of a header; a part of a row counts from the first column."""

    def __init__(self, grid: Grid, header: Sequence[Line], columns: Sequence[FoundColumn]) -> None:
        self.grid, self.header, self.columns = grid, header, tuple(columns)
        self.places = [column.index for column in columns]
        parts = [self._part(line.row, [line.at(p) for p in self.places]) for line in header]
        self.lines = [part.texts for part in parts if part.texts]
        above = grid.lines(0, header[0].row)
        self.titles = {tuple(line.texts.values()) for line in above} - {()}
        below = grid.below(header[-1].row)
        self.values = {k for k, place in enumerate(self.places) if stands_out(place, below)}
        self.rows: list[tuple[int, list[object]]] = []
        self.ignored: dict[int, str] = {}

    def read(self, stop: int) -> tuple[Layout, int]:
        """Return the table, and the row (from 0) where it ends."""
        end = self._sort_rows(stop)
        self._drop_trailing_notes()
        self._fill_merged()
        header = tuple(line.row + 1 for line in self.header if line.texts)
        known = {*header, *self.ignored, *(number for number, _ in self.rows)}
        for number, row in enumerate(self.grid.rows, 1):
            if number not in known and not all(map(is_blank, row)):
                above = number <= self.header[0].row
                self.ignored[number] = "title" if above else "other_table"
        ignored = dict(sorted(self.ignored.items()))
        return Layout(self.grid.sheet, header, self.columns, self.rows, ignored), end

    def _part(self, row: int, cells: list[object]) -> Line:
        return Line(row, cells, self.grid.spans.get(row, ()))

    def _sort_rows(self, stop: int) -> int:
        """Sort the rows up to `stop` into body and ignored; return where another table begins.

        A row that begins with a value, is mostly filled and has nothing of a total or a header is
        taken at once: this loop runs a hundred thousand times.
        """
        width, low, high = len(self.places), self.places[0], self.places[-1] + 1
        whole = high - low == width
        suspects = self._suspects(stop)
        gap = False
        for index in range(self.header[-1].row + 1, stop):
            row = self.grid.rows[index]
            if len(row) < high:
                row = row + [""] * (high - len(row))
            part = row[low:high] if whole else [row[place] for place in self.places]
            plain = not is_blank(part[0]) and suspects.isdisjoint(part[:2])
            if plain and not gap and part.count("") * 2 < width:
                self.rows.append((index + 1, part))
                continue
            reason = self._reason(self._part(index, part), gap=gap)
            if reason == "other_table":
                return index
            gap = reason in ("blank", "title", "note")
            if reason == "body":
                self.rows.append((index + 1, part))
            elif reason != "blank":
                self.ignored[index + 1] = reason
        return stop

    def _suspects(self, stop: int) -> set[object]:
        """Return the texts of the first two columns that a total or a header may say, each looked at once."""
        marks = {line.at(p) for line in self.header for p in self.places[:2]} - {""}
        rows = self.grid.rows[self.header[-1].row + 1 : stop]
        said = {row[place] for place in self.places[:2] for row in rows if len(row) > place}
        return {c for c in said if isinstance(c, str) and (c in marks or TOTAL.match(c))}

    def _reason(self, part: Line, *, gap: bool) -> str:
        """Tell what a row is: `body`, `blank`, `other_table` where one begins, or why it is ignored."""
        if not part.texts:
            return "body" if self._awaits(part.row) else "blank"
        if any(_repeats(part.texts, line) for line in self.lines):
            return "repeated_header"
        if _is_total([part.cells[k] for k in part.texts]):
            return "total"
        if tuple(part.texts.values()) in self.titles:
            return "title"
        if len(part.texts) == 1 and len(part.cells) > 1:
            return _alone(part)
        return "other_table" if gap and self._heads_another(part) else "body"

    def _awaits(self, row: int) -> bool:
        """Tell whether a blank row has formulas that no program has computed yet."""
        return row in self._uncomputed

    @cached_property
    def _uncomputed(self) -> frozenset[int]:
        return frozenset(row for row, place in self.grid.sheet.formulas if place in self.places)

    def _heads_another(self, part: Line) -> bool:
        """Tell whether a row below a gap is the header of another table.

        The alias book decides, or that no row from there on holds a value where this table has
        some; without a book, labels that stand where this table has values.
        """
        if not part.are_labels(0.7):
            return False
        if self.grid.score:
            known = self.grid.known([*part.texts.values()])
            return known >= KNOWN_HEADER or part.row > self._last_value
        against = self.values & part.texts.keys()
        return len(against) > 1 and len(against) >= len(self.values) / 2

    @cached_property
    def _last_value(self) -> int:
        """The last row with a value where this table has values; without any, beyond the last."""
        rows, places = self.grid.rows, {self.places[k] for k in self.values}
        lines = (Line(at, rows[at]) for at in reversed(range(len(rows))))
        return next((line.row for line in lines if places & line.values), len(rows))

    def _drop_trailing_notes(self) -> None:
        """Take away the texts that stand alone below the table, after a blank row."""
        rows = self.rows
        end = len(rows)
        while end and len(self.places) > 2 and _is_lone_text(rows[end - 1][1]):
            end -= 1
        while 0 < end < len(rows) and rows[end][0] == rows[end - 1][0] + 1:
            end += 1  # not parted from the table by a blank row: kept
        self.ignored |= {number: "note" for number, _ in rows[end:]}
        self.rows = rows[:end]

    def _fill_merged(self) -> None:
        """Give each row of the body the value of a cell merged downwards; the parts are our own."""
        place_of = {place: k for k, place in enumerate(self.places)}
        merged = self.grid.sheet.merged if self.rows else ()
        down = sorted(m for m in merged if m[2] > m[0] and m[1] in place_of)
        parts = dict(self.rows) if down else {}
        reached = dict.fromkeys(self.places, 0)  # merged cells that overlap fill a row once
        for first, column, last, _ in down:
            place, stop = place_of[column], min(last + 1, self.rows[-1][0]) + 1
            inside = self.header[-1].row < first < len(self.grid.rows)
            value = self.grid.line(first).at(column) if inside else ""
            if not is_blank(value):
                for number in range(max(first + 2, reached[column]), stop):
                    if number in parts and is_blank(parts[number][place]):
                        parts[number][place] = value
                reached[column] = max(reached[column], stop)


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
        isinstance(c, int | float)
        or (isinstance(c, str) and (NUMBER.match(c.strip()) or TOTAL.match(c)))
        for c in others
    )


def _alone(part: Line) -> str:
    """Tell a title or a note from a row of the body that holds one cell only."""
    ((place, text),) = part.texts.items()
    if not isinstance(part.cells[place], str):
        return "body"
    if NOTE.match(text) or len(text) > LONG_TEXT:
        return "note" if place < 2 else "body"
    return "title" if part.across else "body"


def _is_lone_text(part: list[object]) -> bool:
    line = Line(0, part)
    return len(line.texts) == 1 and any(isinstance(part[k], str) and k < 2 for k in line.texts)
