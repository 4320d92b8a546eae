"""The cells of a form as a person sees them: merged, struck through, without a result.

A cell that a person does not see as blank is never taken for blank in silence: an answer merged over
several rows speaks for each of them; what is not sure is not read, and said once a block or a column.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from passpro_nb.domain.codes import ERRORS, NOT_GIVEN, Reading, cell_text
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import NAMED, Fault
from passpro_nb.domain.french import fold, listing, plural, quoted
from passpro_nb.read.cells import CellReader
from passpro_nb.read.dates import are_month_first, in_doubt
from passpro_nb.read.files import Sheet
from passpro_nb.read.layout.grid import column_letters
from passpro_nb.read.parts import Place
from passpro_nb.relaunch.forms import Form

# What says whom a row is about: where one of these is struck through, the row is.
NAMING = ("programme_label", "file_number", "last_name", "first_name")
ACROSS = "rien ne dit à quelle colonne va la réponse"
BENEATH = "une autre réponse est cachée dessous"
UNSEEN = "elles couvrent des lignes masquées"


@dataclass(frozen=True, repr=False)
class ReturnedRow(Discreet):
    """A row of a form: `texts` are its cells as seen, `answers` what the school's cells say."""

    sheet: str
    row: int
    form: Form
    key: str
    texts: Mapping[str, str]
    answers: Mapping[str, Reading]
    struck: bool = False


class FormCells:
    """The rows of a form in a sheet; `faults` is whole once they were all read.

    `header` is the row of the headings, counted from 0; `positions`, where each column found is;
    `readers`, the reader of each kind of answer.
    """

    def __init__(
        self, sheet: Sheet, header: int, form: Form, positions: Mapping[str, int],
        readers: Mapping[str, CellReader],
    ) -> None:  # fmt: skip
        self.sheet, self.header, self.form = sheet, header, form
        self.positions, self.readers = positions, readers
        self.kinds = {c.code: c.answer for c in form.columns if c.answer and c.code in positions}
        self.headings = {column.code: column.heading for column in form.columns}
        self.faults: list[Fault] = []
        self._spoken: dict[Place, Place] = {}  # a cell of a merged block → its first one
        self._barred: set[Place] = set()  # cells of a block that says nothing sure
        self._passed: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self.rows = [
            at
            for at in range(header + 1, len(sheet.cells))
            if any(cell_words(self._cell(at, place)) for place in positions.values())
        ]
        self._read_blocks()

    def read(self) -> Iterator[ReturnedRow]:
        """Yield the rows that hold anything."""
        for at in self.rows:
            places = {code: self._seen(at, code) for code in self.positions}
            texts = {code: cell_words(self._cell(*place)) for code, place in places.items()}
            key = texts.get("key", "")
            answers = {code: self._read(at, code, places[code], key) for code in self.kinds}
            struck = any(places.get(code) in self.sheet.struck for code in NAMING)
            yield ReturnedRow(self.sheet.name, at + 1, self.form, key, texts, answers, struck)
        for (kind, code), cells in self._passed.items():
            said = listing((quoted(text) for text in dict.fromkeys(t for _, t in cells) if text), 3)
            details = {"cells": say_rows([row for row, _ in cells]), "said": said}
            self.faults.append(self.sheet.fault(kind, column=self.headings[code], **details))
        self.faults += self._say_beside()

    def _say_beside(self) -> Iterator[Fault]:
        """Yield each column that is not ours and holds something beside a row with its key."""
        written: dict[int, list[tuple[int, str]]] = defaultdict(list)
        headings = [cell_text(cell) for cell in self.sheet.cells[self.header]]
        known = {at for at, text in enumerate(headings) if fold(text) in self.form.headings}
        for at in self.rows:
            if cell_words(self._cell(at, self.positions["key"])):
                for place, cell in enumerate(self.sheet.cells[at]):
                    if place not in known and (words := cell_words(cell)):
                        written[place].append((at + 1, words))
        for place, cells in sorted(written.items()):
            letters = column_letters(place)
            heading = headings[place] if place < len(headings) else ""
            yield self.sheet.fault(
                "returned_beside", column=heading or letters, letter=letters,
                cells=say_rows([row for row, _ in cells]),
                value=listing(dict.fromkeys(words for _, words in cells), 5),
            )  # fmt: skip

    def _cell(self, at: int, place: int) -> object:
        cells = self.sheet.cells[at] if at < len(self.sheet.cells) else []
        return cells[place] if place < len(cells) else None

    def _seen(self, at: int, code: str) -> Place:
        """Return where the cell is that a person reads there."""
        place = (at, self.positions[code])
        return self._spoken.get(place, place)

    def _read(self, at: int, code: str, place: Place, key: str) -> Reading:
        """Read an answer; what is passed over in a column is kept, to be said once."""
        cell, kind = self._cell(*place), self.kinds[code]
        if (at, self.positions[code]) in self._barred:
            return NOT_GIVEN
        if place in self.sheet.formulas or _is_error(cell):
            return self._pass("returned_formulas", at, code, cell, key)
        if _is_blank(cell):
            return NOT_GIVEN
        if place in self.sheet.struck:
            return Reading(fault="returned_struck")
        if kind == "day" and cell in self._american[code]:
            return self._pass("returned_month_first", at, code, cell, key)
        reading = self.readers[kind](cell)
        if reading == NOT_GIVEN and kind != "text":
            return self._pass("returned_nothing", at, code, cell, key)
        return reading

    def _pass(self, kind: str, at: int, code: str, cell: object, key: str) -> Reading:
        if key:  # a row without its key is told as a whole
            self._passed[kind, code].append((at + 1, "" if cell is None else str(cell).strip()))
        return NOT_GIVEN

    @cached_property
    def _american(self) -> dict[str, set[object]]:
        """The dates of each column whose texts are month-first (definitions.md)."""
        found: dict[str, set[object]] = {}
        for code in (code for code, kind in self.kinds.items() if kind == "day"):
            cells = [self._cell(*self._seen(at, code)) for at in self.rows]
            found[code] = set(in_doubt(cells)) if are_month_first(cells) else set()
        return found

    # --- merged blocks ----------------------------------------------------------------------------

    def _read_blocks(self) -> None:
        """Give each row the answer merged over it, or bar what a merged block does not say surely."""
        reached = dict.fromkeys(self.kinds, 0)  # blocks that overlap are read once
        for first, left, last, right in sorted(self.sheet.merged):
            codes = [code for code, place in self.positions.items() if left <= place <= right]
            answers = [code for code in codes if code in self.kinds]
            start = max([first, *map(reached.__getitem__, answers)])
            rows = self.rows[bisect_left(self.rows, start) : bisect_right(self.rows, last)]
            if first <= self.header or not answers or not rows:
                continue
            reached |= dict.fromkeys(answers, last + 1)
            block = [(at, self.positions[code]) for at in rows for code in answers]
            down = codes == answers[:1] and self.positions[codes[0]] == left
            why = self._why_barred((first, left), rows, block) if down else ACROSS
            if not why:
                self._spoken |= dict.fromkeys(block, (first, left))
            elif any(not _is_blank(self._cell(*place)) for place in [(first, left), *block]):
                self._barred.update(block)
                said = {"cells": say_rows([at + 1 for at in rows], count=False), "why": why}
                columns = listing(self.headings[code] for code in codes)
                self.faults.append(self.sheet.fault("returned_merged", column=columns, **said))

    def _why_barred(self, top: Place, rows: Sequence[int], block: Sequence[Place]) -> str | None:
        """Return why a block of one column does not speak for each of its rows."""
        said = cell_words(self._cell(*top))
        others = {cell_words(self._cell(*place)) for place in block} - {"", said}
        unseen = any(at + 1 in self.sheet.hidden_rows for at in rows)
        return BENEATH if others else UNSEEN if unseen else None


def cell_words(cell: object) -> str:
    """Return a cell as written, on one line; a time is kept too."""
    return f"{cell:%H:%M}" if isinstance(cell, dt.time) else cell_text(cell)


def say_rows(rows: Sequence[int], *, count: bool = True) -> str:
    """Return « 3 cases (lignes 4, 5 et 6) », or the lines alone: « lignes 4, 5 et 6 »."""
    lines = f"{'lignes' if len(rows) > 1 else 'ligne'} {listing(rows, NAMED)}"
    return f"{plural(len(rows), 'case')} ({lines})" if count else lines


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_error(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().upper() in ERRORS
