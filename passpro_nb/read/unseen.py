"""What a person sees in a sheet beside its values, and what a column says as a whole.

Formulas that no program has computed, cells struck through, Excel's errors, comments, American dates:
none is taken for a blank in silence; one finding a column says them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from passpro_nb.domain.codes import ERRORS
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import NAMED, Fault
from passpro_nb.domain.figures import SEVERITY_LABELS
from passpro_nb.domain.french import listing, plural
from passpro_nb.domain.tables import Column
from passpro_nb.read.dates import are_day_first, are_month_first, day_first, in_doubt
from passpro_nb.read.files import Sheet
from passpro_nb.read.layout.grid import FoundColumn, is_blank
from passpro_nb.read.parts import Place

DATED = ("date", "convened", "cancelled", "birth")  # kinds whose cells may be days
# How a copy given back by `check --rendre` says its findings: no answers, should it be sent again.
_OURS = tuple(f"{label.upper()} : " for label in SEVERITY_LABELS.values())
_SILENT = frozenset({"remarks", "contact", "place", "origin_class"})  # they serve no figure
_ANSWERS = frozenset({
    "opinion", "attendance", "date", "convened", "cancelled", "sessions", "seats", "mode", "status",
})  # fmt: skip
_COUNTED = {
    "uncomputed_formula": "formule",
    "struck_cell": "cellule barrée",
    "error_cell": "erreur d’Excel",
    "month_first": "date",
    "unread_comment": "commentaire",
}


@dataclass(frozen=True, repr=False)
class Marks(Discreet):
    """A column's cells as they are to be read, those refused (from 0), and what is said of them."""

    cells: list[object]
    refused: frozenset[int]
    faults: tuple[Fault, ...]

    def joined(self, more: Marks) -> Marks:
        """Return one column of two that are read together: what both say of a row, in words."""
        cells = [_both(a, b) for a, b in zip(self.cells, more.cells, strict=True)]
        return Marks(cells, self.refused | more.refused, (*self.faults, *more.faults))


def _both(one: object, other: object) -> object:
    if is_blank(one) or is_blank(other):
        return other if is_blank(one) else one
    return f"{_written(one)} ; {_written(other)}"


def _written(cell: object) -> str:
    if isinstance(cell, datetime) and (cell.hour or cell.minute):
        return f"{cell:%d/%m/%Y %Hh%M}"
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


class Unseen:
    """The marks of one sheet, for the columns of its table; `numbers` are those of its rows."""

    def __init__(self, sheet: Sheet, numbers: Sequence[int]) -> None:
        self.sheet, self.numbers = sheet, numbers
        marked = sheet.formulas or sheet.struck or sheet.comments
        self.at = {number: at for at, number in enumerate(numbers)} if marked else {}
        self.formulas = _by_column(_spread(sheet.formulas, sheet))
        self.struck = _by_column(_spread(sheet.struck, sheet))
        theirs = (place for place, text in sheet.comments.items() if not text.startswith(_OURS))
        self.comments = _by_column(theirs)

    def marks(
        self, column: Column, found: FoundColumn, cells: list[object], month_first: bool | None
    ) -> Marks:
        """Return what is to be read of a column; `month_first` is the analyst's word, None without."""
        if column.code in _SILENT:
            return Marks(cells, frozenset(), ())
        doubts = _doubtful(cells, month_first) if column.kind in DATED else []
        if month_first:
            swapped = set(doubts)
            cells = [day_first(c) if at in swapped else c for at, c in enumerate(cells)]
            doubts = []
        said = {
            "uncomputed_formula": self._at(self.formulas, found, cells, blank=True),
            "struck_cell": self._at(self.struck, found, cells, blank=False),
            "error_cell": _errors(cells),
            "month_first": doubts,
        }
        refused = frozenset(at for ats in said.values() for at in ats)
        said["unread_comment"] = self._commented(column, found, cells)
        faults = (self._say(code, found, ats, cells) for code, ats in said.items() if ats)
        return Marks(cells, refused, tuple(faults))

    def _at(
        self,
        marks: Mapping[int, list[int]],
        found: FoundColumn,
        cells: Sequence[object],
        *,
        blank: bool,
    ) -> list[int]:
        ats = (self.at[number] for number in marks.get(found.index, ()) if number in self.at)
        return sorted(at for at in ats if is_blank(cells[at]) is blank)

    def _commented(self, column: Column, found: FoundColumn, cells: Sequence[object]) -> list[int]:
        """Return the cells whose comment may be an answer: in a column of answers, or left blank."""
        blanks = self._at(self.comments, found, cells, blank=True)
        answers = column.kind in _ANSWERS
        return sorted(
            blanks + (self._at(self.comments, found, cells, blank=False) if answers else [])
        )

    def _say(
        self, code: str, found: FoundColumn, ats: Sequence[int], cells: Sequence[object]
    ) -> Fault:
        """Return the one finding about some cells of a column."""
        rows = [self.numbers[at] for at in ats]
        also = tuple((self.sheet.file, self.sheet.name, row) for row in rows[1:])
        return self.sheet.fault(
            code, row=rows[0], column=found.header, letter=found.letters, also=also,
            value=cells[ats[0]] if code == "error_cell" else None,
            count=plural(len(rows), _COUNTED[code]),
            rows=f"{'lignes' if len(rows) > 1 else 'ligne'} {listing(rows, NAMED)}",
            cells=listing((f"{found.letters}{row}" for row in rows), NAMED),
        )  # fmt: skip


def _spread(places: frozenset[Place], sheet: Sheet) -> set[Place]:
    """Return places with those of each merged block that begins on one of them."""
    blocks = [block for block in sheet.merged if block[:2] in places] if places else []
    return {*places}.union(
        *(((row, left) for row in range(top, bottom + 1)) for top, left, bottom, _ in blocks)
    )


def _by_column(places: Iterable[Place]) -> dict[int, list[int]]:
    """Return by place in the sheet the row numbers marked there."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        by_column[column].append(row + 1)
    return by_column


def _errors(cells: Sequence[object]) -> list[int]:
    texts = (cell for cell in set(cells) if isinstance(cell, str) and "#" in cell)  # so is each
    errors = {text for text in texts if text.strip().upper() in ERRORS}
    return [at for at, cell in enumerate(cells) if cell in errors] if errors else []


def _doubtful(cells: Sequence[object], month_first: bool | None) -> list[int]:
    """Return the cells whose day and month may be exchanged: the column is American, or said to be.

    What is said of a header never holds for a file whose column is plainly French.
    """
    known = set(cells)
    american = are_month_first(known)
    if month_first is False or not (american or (month_first and not are_day_first(known))):
        return []
    doubts = set(in_doubt(known))
    return [at for at, cell in enumerate(cells) if cell in doubts]
