"""The analyst's corrections of rows set aside: `corrections*.xlsx`, replayed before cells are read.

The workbook is the one that `export.quarantine` writes: one sheet a table to edit, and beside it the
rows as received. A row is known by its own identifying content, never by its number, so that a
correction survives the next delivery; a cell is replaced only where the source still says what the
analyst saw.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from passpro_nb.domain.codes import cell_text
from passpro_nb.domain.errors import UnreadableFile
from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import plural, quoted
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, NOMINATIVE, OPINIONS, Table
from passpro_nb.read.files import Sheet, is_lock_file, read_sheets

PATTERN = "[cC]orrections*.xlsx"
KEY, MARK, WHY = "Clé", "Empreinte", "Motif"
ABOUT = (KEY, MARK, WHY, "Fichier", "Feuille", "Ligne")
RECEIVED = "Reçu"
CORRECTED = (CATALOGUE, APPLICATIONS, OPINIONS)
IDENTIFYING = (
    "ine", "file_number", "last_name", "first_name", "host_uai", "host_name", "programme_label",
    "mef", "offer_code", "sessions",
)  # fmt: skip

LEAST_ALIKE = 2  # identifying cells that make a row known without its key

Row = Sequence[object]


@dataclass(frozen=True)
class Correction:
    """One row of a workbook of corrections: what was received and what the analyst wrote instead.

    `key` and `mark` tell the row: its identifying content, and all of its cells. `received` and
    `changes` are by header; the changes are cells as typed.
    """

    file: str
    row: int
    table: str
    key: str
    mark: str
    received: Mapping[str, str]
    changes: Mapping[str, object]


@dataclass(frozen=True)
class Received:
    """The rows of one sheet as received.

    `positions` of the declared columns among `headers`; `letters` by header, as Excel shows them.
    """

    table: Table
    sheet: Sheet
    headers: Sequence[str]
    positions: Mapping[str, int]
    letters: Mapping[str, str]
    rows: Sequence[tuple[int, list[object]]]


@dataclass(frozen=True)
class Replay:
    """The rows of a source once corrected: `cells` by row number, the corrections that were met.

    `doubts`: by correction not met here, what is said if no other sheet meets it.
    """

    cells: Mapping[int, list[object]]
    met: frozenset[int]
    doubts: Mapping[int, Fault]
    faults: tuple[Fault, ...]


def sheet_name(table: Table) -> str:
    """Return the sheet that a table's rows set aside are edited on."""
    return table.pattern.rstrip("*").capitalize()


def row_key(table: Table, positions: Mapping[str, int], headers: Sequence[str], cells: Row) -> str:
    """Return what a row is known by: its identifying cells; without any, all of its cells."""
    said = [(c, cell_text(cells[positions[c]])) for c in IDENTIFYING if c in positions]
    named = [f"{code}={text.casefold()}" for code, text in said if text]
    return _digest([table.code, *named]) if named else row_mark(headers, cells)


def row_mark(headers: Sequence[str], cells: Row) -> str:
    """Return the hash of all the cells of a row, whatever the order of its columns."""
    return _digest(sorted(f"{h}={cell_text(c)}" for h, c in zip(headers, cells, strict=True) if c))


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


# ---------------------------------------------------------------------------------- the workbooks


def read_corrections(paths: Iterable[Path], faults: list[Fault]) -> tuple[Correction, ...]:
    """Read the workbooks of corrections, the oldest first; a later one replaces the same row's."""
    found: dict[tuple[str, str, str], list[Correction]] = {}
    for path in paths:
        if is_lock_file(path):
            continue
        newer: dict[tuple[str, str, str], list[Correction]] = defaultdict(list)
        for correction in _read_workbook(path, faults):
            newer[correction.table, correction.key, correction.mark].append(correction)
        found |= newer
    return tuple(correction for group in found.values() for correction in group)


def _read_workbook(path: Path, faults: list[Fault]) -> Iterator[Correction]:
    try:
        sheets = {sheet.name: sheet for sheet in read_sheets(path)}
    except UnreadableFile as error:
        faults.append(fault("unreadable_file", file=path.name, reason=str(error)))
        return
    known = [table for table in CORRECTED if sheet_name(table) in sheets]
    for table in known:
        edited = sheets[sheet_name(table)]
        received = sheets.get(f"{RECEIVED} {sheet_name(table)}")
        if received is None or not {KEY, MARK} <= set(_headers(edited)) & set(_headers(received)):
            faults.append(fault("foreign_corrections", file=path.name, sheet=edited.name))
        else:
            yield from _read_rows(table, edited, received)
    if not known:
        faults.append(fault("foreign_corrections", file=path.name))


def _headers(sheet: Sheet) -> list[str]:
    return [cell_text(cell) for cell in sheet.cells[0]] if sheet.cells else []


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, object]]]:
    headers = _headers(sheet)
    for number, cells in enumerate(sheet.cells[1:], 2):
        row = dict(zip(headers, cells, strict=False))
        if cell_text(row.get(KEY)):
            yield number, row


def _read_rows(table: Table, edited: Sheet, received: Sheet) -> Iterator[Correction]:
    originals = {(row[KEY], row[MARK]): row for _, row in _rows(received)}
    for number, row in _rows(edited):
        original = originals.get((row[KEY], row[MARK]), {})
        said = {h: cell_text(c) for h, c in original.items() if h not in ABOUT}
        changes = {h: row[h] for h in said if h in row and cell_text(row[h]) != said[h]}
        yield Correction(
            edited.file, number, table.code, str(row[KEY]), str(row[MARK]), said, changes
        )


# ------------------------------------------------------------------------------------ the replay


def replay_corrections(received: Received, corrections: Sequence[Correction]) -> Replay:
    """Apply the corrections of a table to the rows of one sheet, each where it still fits.

    The same row received again takes them all; a row that changed elsewhere takes them where the
    corrected cells still say what the analyst saw; else the source is kept, with a finding. A row is
    known by its key, else by what its key is made of and was not corrected.
    """
    mine = {at: c for at, c in enumerate(corrections) if c.table == received.table.code}
    book = _Book(received)
    exact = book.by_key({c.key for c in mine.values()})
    places = {at: book.same(c, exact[c.key]) for at, c in mine.items()}
    for at, c in mine.items():
        places[at] = book.fitting(c, exact[c.key]) if places[at] is None else places[at]
    alike = {at: book.alike(c) for at, c in mine.items() if not exact[c.key]}
    places |= {at: book.fitting(mine[at], found) for at, found in alike.items()}
    cells_of, faults, doubts = {}, list[Fault](), dict[int, Fault]()
    for at, correction in mine.items():
        place, found = places[at], exact[correction.key]
        if place is not None:
            number, cells = received.rows[place]
            cells_of[number] = book.corrected(correction, cells)
            faults += book.say(correction, number, cells)
        elif found and correction.changes:
            faults.append(book.changed(correction, found))
        elif alike.get(at) and correction.changes:
            doubts[at] = book.changed(correction, alike[at])
    met = {at for at, c in mine.items() if exact[c.key] or places[at] is not None}
    return Replay(cells_of, frozenset(met), doubts, tuple(faults))


class _Book:
    """The rows of one sheet, each of which at most one correction takes."""

    def __init__(self, received: Received) -> None:
        self.received = received
        self.headers, self.rows = received.headers, received.rows
        self.place_of = {h: at for at, h in reversed(list(enumerate(self.headers)))}
        at = received.positions
        # a column that nobody declared may hold anything: a parent's name, a telephone
        self.quotable = frozenset(self.headers[at[c]] for c in at if c not in NOMINATIVE)
        self.names = [self.headers[at[c]] for c in IDENTIFYING if c in at]
        self.taken: set[int] = set()
        self.indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}

    def by_key(self, keys: set[str]) -> dict[str, list[int]]:
        """Return by key the rows (their place in `rows`) that corrections may be about."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, (_, cells) in enumerate(self.rows) if keys else ():
            key = row_key(self.received.table, self.received.positions, self.headers, cells)
            if key in keys:
                found[key].append(at)
        return found

    def alike(self, correction: Correction) -> list[int]:
        """Return the rows that say the same in every identifying cell given and not corrected."""
        known = {h for h, said in correction.received.items() if said} - correction.changes.keys()
        names = tuple(name for name in self.names if name in known)
        if len(names) < LEAST_ALIKE:
            return []
        if names not in self.indexes:
            index = self.indexes[names] = defaultdict(list)
            for at, (_, cells) in enumerate(self.rows):
                index[tuple(self._now(name, cells).casefold() for name in names)].append(at)
        return self.indexes[names].get(tuple(correction.received[n].casefold() for n in names), [])

    def same(self, correction: Correction, candidates: Sequence[int]) -> int | None:
        """Return the row received again as it was, None when there is none."""
        same = (
            at
            for at in candidates
            if at not in self.taken and row_mark(self.headers, self.rows[at][1]) == correction.mark
        )
        return self._take(next(same, None))

    def fitting(self, correction: Correction, candidates: Sequence[int]) -> int | None:
        """Return the only row left that still says what the analyst corrected, or her own words."""
        free = [at for at in candidates if at not in self.taken]
        fit = [at for at in free if self._fits(correction, self.rows[at][1])]
        return self._take(fit[0] if len(fit) == 1 else None)

    def _take(self, at: int | None) -> int | None:
        if at is not None:
            self.taken.add(at)
        return at

    def _fits(self, correction: Correction, cells: Row) -> bool:
        said = {
            h: cell_text(cells[self.place_of[h]]) for h in correction.changes if h in self.place_of
        }
        return len(said) == len(correction.changes) and all(
            text in (correction.received[h], cell_text(correction.changes[h]))
            for h, text in said.items()
        )

    def corrected(self, correction: Correction, cells: Row) -> list[object]:
        """Return the cells of a row with what the analyst wrote."""
        changes = {self.place_of[h]: c for h, c in correction.changes.items() if h in self.place_of}
        return [changes.get(at, cell) for at, cell in enumerate(cells)]

    def say(self, correction: Correction, number: int, cells: Row) -> Iterator[Fault]:
        """Yield one trace a cell that a correction replaced."""
        for header, cell in correction.changes.items():
            before, after = self._now(header, cells), cell_text(cell)
            if before != after:
                what = f"{self._said(header, after)} remplace {self._said(header, before)}"
                what, source = f"{what[0].upper()}{what[1:]}", quoted(correction.file)
                yield self._fault("corrected_cell", number, header, what=what, source=source)

    def _now(self, header: str, cells: Row) -> str:
        return cell_text(cells[self.place_of[header]]) if header in self.place_of else ""

    def _said(self, header: str, text: str) -> str:
        """Quote a cell, unless it may name a pupil."""
        if not text:
            return "une cellule vide"
        return quoted(text) if header in self.quotable else "une valeur"

    def changed(self, correction: Correction, candidates: Sequence[int]) -> Fault:
        """Say that the source no longer says what the analyst corrected."""
        free = [at for at in candidates if at not in self.taken]
        number, cells = self.rows[(free or candidates)[0]]
        header = next(
            (h for h, cell in correction.changes.items() if self._now(h, cells) != cell_text(cell)),
            next(iter(correction.changes)),
        )
        return self._fault(
            "correction_changed", number, header,
            source=f"{quoted(correction.file)} (ligne {correction.row})",
            received=self._said(header, correction.received[header]),
            now=self._said(header, self._now(header, cells)),
        )  # fmt: skip

    def _fault(self, code: str, row: int, header: str, **details: Any) -> Fault:
        sheet, letter = self.received.sheet, self.received.letters.get(header)
        return fault(
            code,
            file=sheet.file,
            sheet=sheet.name,
            row=row,
            column=header,
            letter=letter,
            **details,
        )


def unmatched_corrections(
    corrections: Sequence[Correction], replays: Iterable[Replay]
) -> Iterator[Fault]:
    """Yield the corrections that no row received calls for any more, or whose row has changed."""
    replays = list(replays)
    met = frozenset[int]().union(*(replay.met for replay in replays))
    for at, correction in enumerate(corrections):
        if at in met or not correction.changes:
            continue
        doubt = next((replay.doubts[at] for replay in replays if at in replay.doubts), None)
        count = plural(len(correction.changes), "cellule corrigée")
        yield doubt or fault(
            "correction_unmatched", file=correction.file, row=correction.row, count=count
        )
