"""The analyst's corrections of rows set aside: `corrections*`, replayed before cells are read.

The workbook is the one that `export.quarantine` writes: one sheet a table to edit, and beside it the
rows as received. A row is known by its own identifying content, never by its number, so that a
correction survives the next delivery; a cell is replaced only where the source still says what the
analyst saw. A text file keeps the edited sheet alone: its mark tells the row received again as it was,
whose cells are then those that she saw; of any other row the source is kept.
"""

import hashlib
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse
from pathlib import Path
from typing import Any

from passpro_nb.domain.codes import cell_text
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UnreadableFile
from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import plural, quoted
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, NOMINATIVE, OPINIONS, Table
from passpro_nb.read.columns.headers import HeaderMap
from passpro_nb.read.dates import read_date
from passpro_nb.read.files import Sheet, is_lock_file, read_sheets
from passpro_nb.read.layout import Layout

START = "correction"  # begins the names of these workbooks, whatever their case and ending
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


@dataclass(frozen=True, repr=False)
class Correction(Discreet):
    """One row of a workbook of corrections: what was received and what the analyst wrote instead.

    `key` and `mark` tell the row: its identifying content, and all of its cells. `received` and
    `changes` are by header; the changes are cells as typed. Of a text file (`whole`) both are all
    the cells of the row as she left it, and its table is not said.
    """

    file: str
    row: int
    table: str
    key: str
    mark: str
    received: Mapping[str, str]
    changes: Mapping[str, object]
    whole: bool = False


@dataclass(frozen=True, repr=False)
class Replay(Discreet):
    """The rows of a source once corrected: `cells` by row number, the corrections that were met.

    `doubts`: by correction not met here, what is said if no other sheet meets it.
    """

    cells: Mapping[int, list[object]]
    met: frozenset[int]
    doubts: Mapping[int, Fault]
    faults: tuple[Fault, ...]


def sheet_name(table: Table) -> str:
    """Return the sheet that a table's rows set aside are edited on."""
    return table.start.capitalize()


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


def read_corrections(paths: Iterable[Path], faults: list[Fault]) -> tuple[Correction, ...]:
    """Read the workbooks of corrections, the oldest first; a later one replaces the same row's."""
    found: dict[tuple[str, str, str], list[Correction]] = {}
    for path in filterfalse(is_lock_file, paths):
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
    if not known and "" in sheets and {KEY, MARK} <= {*_headers(sheets[""])}:
        yield from _read_text(sheets[""])
    elif not known:
        faults.append(fault("foreign_corrections", file=path.name))


def _headers(sheet: Sheet) -> list[str]:
    return [cell_text(cell) for cell in sheet.cells[0]] if sheet.cells else []


def _rows(sheet: Sheet) -> list[tuple[int, dict[str, object]]]:
    rows = (dict(zip(_headers(sheet), cells, strict=False)) for cells in sheet.cells[1:])
    return [(number, row) for number, row in enumerate(rows, 2) if cell_text(row.get(KEY))]


def _read_rows(table: Table, edited: Sheet, received: Sheet) -> Iterator[Correction]:
    originals = {(row[KEY], row[MARK]): row for _, row in _rows(received)}
    for number, row in _rows(edited):
        original = originals.get((row[KEY], row[MARK]), {})
        said = {h: cell_text(c) for h, c in original.items() if h not in ABOUT}
        changes = {h: row[h] for h in said if h in row and cell_text(row[h]) != said[h]}
        yield Correction(
            edited.file, number, table.code, str(row[KEY]), str(row[MARK]), said, changes
        )


def _read_text(edited: Sheet) -> Iterator[Correction]:
    """Yield the rows of a text file; one left as it was received changes nothing."""
    for number, row in _rows(edited):
        said = {header: cell for header, cell in row.items() if header and header not in ABOUT}
        texts = {header: cell_text(cell) for header, cell in said.items()}
        key, mark = str(row[KEY]), str(row[MARK])
        changes = {} if row_mark([*said], [*said.values()]) == mark else said
        yield Correction(edited.file, number, "", key, mark, texts, changes, whole=True)


def replay_corrections(
    table: Table, layout: Layout, headers: HeaderMap, corrections: Sequence[Correction]
) -> Replay:
    """Apply the corrections of a table to the rows of one sheet, each where it still fits.

    The same row received again takes them all; a row that changed elsewhere takes them where the
    corrected cells still say what the analyst saw; else the source is kept, with a finding. A row is
    known by its key, else by what its key is made of and was not corrected.
    """
    mine = {at: c for at, c in enumerate(corrections) if c.whole or c.table == table.code}
    book = _Book(table, layout, headers, {c.key for c in mine.values()})
    places: dict[int, int] = {}
    for find in (book.same, book.fitting, book.fitting_alike):  # the surest takes a row first
        for at, correction in mine.items():
            if at not in places and (place := find(correction)) is not None:
                places[at] = place
                book.taken.add(place)
    cells_of, faults, doubts, met = {}, list[Fault](), dict[int, Fault](), set(places)
    for at, correction in mine.items():
        candidates = book.by_key.get(correction.key)
        if at in places:
            number, cells = layout.rows[places[at]]
            correction = book.against(correction, cells)
            written = {book.column_of.get(h): cell for h, cell in correction.changes.items()}
            cells_of[number] = [written.get(column, cell) for column, cell in enumerate(cells)]
            faults += book.say(correction, number, cells)
            continue
        if candidates:
            met.add(at)
        told = book.changed(correction, candidates or book.alike(correction))
        if told and candidates:
            faults.append(told)
        elif told:
            doubts[at] = told
    return Replay(cells_of, frozenset(met), doubts, tuple(faults))


def _same(source: str, text: str) -> bool:
    """Tell whether a text file says what the source does: programs write days and numbers anew."""
    if source == text:
        return True
    days = read_date(source).value, read_date(text).value
    if days[0] is not None and days[0] == days[1]:
        return True
    bare = source.lstrip("0")  # « 0123 » comes back as 123, a long number as 1,23457E+11
    return source.isdecimal() and (text == bare or "E+" in text)


class _Book:
    """The rows of one sheet (by their place in it), each of which at most one correction takes."""

    def __init__(
        self, table: Table, layout: Layout, headers: HeaderMap, keys: Collection[str]
    ) -> None:
        self.sheet, self.rows = layout.sheet, layout.rows
        names = layout.headers
        self.column_of = {names[at]: at for at in reversed(range(len(names)))}
        self.letters = {name: layout.columns[at].letters for name, at in self.column_of.items()}
        at = headers.positions
        # a column that nobody declared may hold anything: a parent's name, a telephone
        self.quotable = {names[at[code]] for code in at if code not in NOMINATIVE}
        self.identifying = [names[at[code]] for code in IDENTIFYING if code in at]
        self.taken: set[int] = set()
        self.indexes: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.by_mark: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for place, (_, cells) in enumerate(self.rows) if keys else ():
            key = row_key(table, at, names, cells)
            if key in keys:
                self.by_key[key].append(place)
                self.by_mark[key, row_mark(names, cells)].append(place)

    def same(self, correction: Correction) -> int | None:
        """Return the row received again as it was, None when there is none."""
        places = self.by_mark.get((correction.key, correction.mark))
        return places.popleft() if places else None

    def fitting(self, correction: Correction) -> int | None:
        """Return the only row of its key that still says what was corrected, or her own words."""
        return self._only_fit(correction, self.by_key.get(correction.key, []))

    def fitting_alike(self, correction: Correction) -> int | None:
        """Return the only such row where none has the key: by its identifying cells."""
        known = correction.key in self.by_key
        return None if known else self._only_fit(correction, self.alike(correction))

    def _only_fit(self, correction: Correction, candidates: Sequence[int]) -> int | None:
        free = (at for at in candidates if at not in self.taken)
        fit = [at for at in free if self._fits(correction, self.rows[at][1])]
        return fit[0] if len(fit) == 1 else None

    def _fits(self, correction: Correction, cells: Row) -> bool:
        changes = self.against(correction, cells).changes
        if correction.whole:
            return not changes
        return all(
            header in self.column_of
            and self._now(header, cells) in (correction.received[header], cell_text(change))
            for header, change in changes.items()
        )

    def against(self, correction: Correction, cells: Row) -> Correction:
        """Return a correction with what it changes of a row; only a text file does not say it."""
        if not correction.whole:
            return correction
        differing = {
            header: cell
            for header, cell in correction.changes.items()
            if header in self.column_of and not _same(self._now(header, cells), cell_text(cell))
        }
        return replace(correction, changes=differing)

    def alike(self, correction: Correction) -> list[int]:
        """Return the rows that say the same in every identifying cell given and not corrected."""
        changed = () if correction.whole else correction.changes.keys()
        known = {h for h, said in correction.received.items() if said and h not in changed}
        names = tuple(name for name in self.identifying if name in known)
        if len(names) < LEAST_ALIKE:
            return []
        if names not in self.indexes:
            index = self.indexes[names] = defaultdict(list)
            for at, (_, cells) in enumerate(self.rows):
                index[tuple(self._now(name, cells).casefold() for name in names)].append(at)
        return self.indexes[names].get(tuple(correction.received[n].casefold() for n in names), [])

    def say(self, correction: Correction, number: int, cells: Row) -> Iterator[Fault]:
        """Yield one trace a cell that a correction replaced."""
        for header, cell in correction.changes.items():
            before, after = self._now(header, cells), cell_text(cell)
            if before != after:
                what = f"{self._said(header, after)} remplace {self._said(header, before)}"
                what, source = f"{what[0].upper()}{what[1:]}", quoted(correction.file)
                yield self._fault("corrected_cell", number, header, what=what, source=source)

    def changed(self, correction: Correction, candidates: Sequence[int]) -> Fault | None:
        """Return what is said where the source no longer says what the analyst corrected."""
        if not candidates or not correction.changes:
            return None
        free = [at for at in candidates if at not in self.taken]
        number, cells = self.rows[(free or candidates)[0]]
        source = f"{quoted(correction.file)} (ligne {correction.row})"
        if correction.whole:
            return self.sheet.fault("correction_text_changed", row=number, source=source)
        texts = {h: cell_text(cell) for h, cell in correction.changes.items()}
        header = next((h for h in texts if self._now(h, cells) != texts[h]), next(iter(texts)))
        return self._fault(
            "correction_changed", number, header,
            source=source,
            received=self._said(header, correction.received[header]),
            now=self._said(header, self._now(header, cells)),
        )  # fmt: skip

    def _now(self, header: str, cells: Row) -> str:
        return cell_text(cells[self.column_of[header]]) if header in self.column_of else ""

    def _said(self, header: str, text: str) -> str:
        """Quote a cell, unless it may name a pupil."""
        if not text:
            return "une cellule vide"
        return quoted(text) if header in self.quotable else "une valeur"

    def _fault(self, code: str, row: int, header: str, **details: Any) -> Fault:
        letter = self.letters.get(header)
        return self.sheet.fault(code, row=row, column=header, letter=letter, **details)


def unmatched_corrections(
    corrections: Sequence[Correction], replays: Sequence[Replay]
) -> Iterator[Fault]:
    """Yield the corrections that no row received calls for any more, or whose row has changed."""
    met = frozenset[int]().union(*(replay.met for replay in replays))
    for at, correction in enumerate(corrections):
        if at in met or not correction.changes:
            continue
        doubt = next((replay.doubts[at] for replay in replays if at in replay.doubts), None)
        count = plural(len(correction.changes), "cellule corrigée")
        count = "ligne entière" if correction.whole else count
        yield doubt or fault(
            "correction_unmatched", file=correction.file, row=correction.row, count=count
        )
