"""A campaign's folder → its tables as read: one typed frame a role, the faults, every row counted.

Nothing is judged across rows here (that is `check`): a cell is read, repaired or refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import UnreadableFile
from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import fold, listing, percent, plural, quoted
from passpro_nb.domain.settings import Settings, read_settings
from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, DIRECTORY, OPINIONS, TABLES, Table
from passpro_nb.read.cells import (
    PROVENANCE,
    CellReader,
    Source,
    cell_readers,
    dtype_of,
    read_table,
    typed,
)
from passpro_nb.read.columns import headers
from passpro_nb.read.columns.asked.correspondences import Correspondences, read_correspondences
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.corrections import START as CORRECTIONS
from passpro_nb.read.corrections import Correction, read_corrections, unmatched_corrections
from passpro_nb.read.deliveries import RETURNED, standing, when_written
from passpro_nb.read.files import Sheet, is_lock_file, read_sheets
from passpro_nb.read.geography import check_outlines, locate
from passpro_nb.read.inputs import ENDINGS, Stamp, is_readable, stamp_inputs
from passpro_nb.read.layout import Layout, find_table
from passpro_nb.read.layout.lines import says

Progress = Callable[[str], None]
Opener = Callable[[Path], list[Sheet]]


@dataclass(frozen=True, repr=False)
class Delivery(Discreet):
    """A campaign's folder as read. `frames` is by table code; a role without a file is empty.

    `missed` holds the headers of the sheets whose table lacks a required column, with their table
    and how they were understood: what the analyst may still map by hand; `inputs`, the files as they were just before.
    """

    folder: Path
    settings: Settings
    known: Correspondences
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    missed: tuple[tuple[Table, tuple[str, ...], headers.HeaderMap], ...] = ()
    inputs: Mapping[str, Stamp] = field(default_factory=dict)


def read_delivery(
    folder: Path, progress: Progress = lambda _: None, settings: Settings | None = None
) -> Delivery:
    """Read every file of a campaign's folder, under its own settings or under others, to try them.

    Raises `SettingsError` or `UsageError` for the settings; files that cannot be read are faults.
    """
    inputs = stamp_inputs(folder)
    settings = settings or read_settings(folder)
    known = read_correspondences(folder)
    faults: list[Fault] = []
    written = partial(when_written, calendar=settings.calendrier)
    corrections = read_corrections(sorted(_files(folder, CORRECTIONS, faults), key=written), faults)
    readers = cell_readers(settings)
    witness = Witness(readers, settings.calendrier)
    sources: list[Source] = []
    waiting = [path for table in TABLES.values() for path in _files(folder, table.start, [])]
    told = _tell_left(waiting, progress)
    with _opened_ahead(waiting) as sheets_of:
        reader = _Reader(known, readers, corrections, faults, witness, sheets_of)
        for table in TABLES.values():
            for path in _files(folder, table.start, faults):
                told(path)
                try:
                    sources += reader.read(path, table)
                except UnreadableFile as error:
                    faults.append(fault("unreadable_file", file=path.name, reason=str(error)))
            if table is CATALOGUE:
                reader.learn(sources)
    sources = standing(sources, folder, settings.calendrier, faults)
    faults += [found for source in sources for found in source.faults]
    faults += unmatched_corrections(corrections, [source.replay for source in sources])
    faults += _missing_roles(folder, sources)
    faults += [*_unnamed_files(folder), *check_outlines(folder)]
    frames = {table.code: _stack(sources, table) for table in TABLES.values()}
    frames[DIRECTORY.code] = locate(frames[DIRECTORY.code])
    return Delivery(
        folder, settings, known, tuple(sources), tuple(faults), frames, tuple(reader.missed), inputs
    )


@contextmanager
def _opened_ahead(paths: Iterable[Path]) -> Iterator[Opener]:
    """Give what opens files in their order, the next one already being opened by another thread.

    The library that opens workbooks lets the reading go on meanwhile; no more than one is waiting.
    """
    left, begun = iter(paths), dict[Path, Future[list[Sheet]]]()
    with ThreadPoolExecutor(1) as helper:

        def begin() -> None:
            if (path := next(left, None)) is not None:
                begun[path] = helper.submit(read_sheets, path)

        def sheets_of(path: Path) -> list[Sheet]:
            begin()
            waited = begun.pop(path, None)
            return waited.result() if waited else read_sheets(path)

        begin()
        yield sheets_of


def _tell_left(waiting: Sequence[Path], progress: Progress) -> Callable[[Path], None]:
    """Return what says which file is read now, and how much is left of all those that wait."""
    sizes = {path: _size(path) for path in waiting}
    whole = sum(sizes.values()) or 1

    def tell(path: Path) -> None:
        left = sum(sizes.values()) / whole
        rank = len(waiting) - len(sizes) + 1
        progress(
            f"Lecture de {path.name} : fichier {rank} sur {len(waiting)}, {percent(left, 0)} à lire"
        )
        sizes.pop(path, None)

    return tell


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone meanwhile: its reading says so
        return 0


def _files(folder: Path, start: str, faults: list[Fault]) -> Iterator[Path]:
    """Yield the files whose names begin so, in order; say which ones are passed over.

    Case and accents of a name do not matter: Windows does not see them either.
    """
    for path in filter(Path.is_file, sorted(folder.iterdir())):
        stem = fold(path.stem)
        if is_lock_file(path) and start in stem:
            faults.append(fault("lock_file", file=path.name))
        elif not stem.startswith(start):
            continue
        elif is_readable(path):
            yield path
        else:
            faults.append(fault("skipped_file", file=path.name, endings=listing(sorted(ENDINGS))))


def _unnamed_files(folder: Path) -> Iterator[Fault]:
    """Yield the files that might be deliveries, but for their names."""
    names = tuple(table.start for table in TABLES.values())
    for path in filter(Path.is_file, sorted(folder.iterdir())):
        known = fold(path.stem).startswith((*names, CORRECTIONS))
        if path.suffix.lower() in ENDINGS and not known and not is_lock_file(path):
            said = listing(quoted(name) for name in names)
            yield fault("unnamed_file", file=path.name, names=said)


def _missing_roles(folder: Path, sources: list[Source]) -> Iterator[Fault]:
    present = {source.table.code for source in sources}
    for table, code in ((CATALOGUE, "missing_catalogue"), (APPLICATIONS, "missing_applications")):
        if table.code not in present:
            yield fault(code, file=folder.resolve().name)


@dataclass
class _Reader:
    """What the reading of every file shares; what it meets is gathered in `faults` and `missed`."""

    known: Correspondences
    readers: Mapping[str, CellReader]
    corrections: Sequence[Correction]
    faults: list[Fault]
    witness: Witness
    sheets_of: Opener
    missed: list[tuple[Table, tuple[str, ...], headers.HeaderMap]] = field(default_factory=list)

    def read(self, path: Path, table: Table) -> list[Source]:
        """Read the sheets of a file that hold `table`; the others are named."""
        own = self.known.headers.get(table.code, {})
        score = headers.score_headers(table, own)
        found: list[Source] = []
        passed: list[tuple[Layout, headers.HeaderMap, Table | None]] = []
        for sheet in self.sheets_of(path):
            if path.name.startswith(RETURNED) and sheet.name in ("Constats", "Provenance"):
                continue  # our own, for a person to read
            self.faults += sheet.told
            layout = find_table(sheet, score)
            if layout is None:
                filled = any(map(any, sheet.cells))
                self.faults.append(sheet.fault("no_table" if filled else "empty_sheet"))
                continue
            says_something = [cells for _, cells in layout.rows if any(map(says, cells))]
            rows = says_something if table is not DIRECTORY else []
            mapped = headers.map_columns(layout.headers, table, own, rows, self.witness)
            other = _other_role(layout, mapped, table)
            if other or mapped.missing(table):
                passed.append((layout, mapped, other))
            else:
                orders = self.known.dates.get(table.code, {})
                source = read_table(layout, mapped, table, self.readers, self.corrections, orders)
                found.append(source)
        found = self._visible(found)
        for layout, mapped, other in passed:
            self.faults.append(_passed_over(table, layout, mapped, other, among=bool(found)))
            if not other:
                self.missed.append((table, tuple(layout.headers), mapped))
        return found

    def _visible(self, found: list[Source]) -> list[Source]:
        """Pass over the hidden sheets of a file where a visible one holds the role; name them."""
        visible = [source for source in found if not source.layout.sheet.hidden]
        if not visible:
            return found
        passed = [source.layout for source in found if source.layout.sheet.hidden]
        for layout in passed:
            count = plural(len(layout.rows), "ligne")
            self.faults.append(layout.sheet.fault("passed_hidden_sheet", count=count))
        return visible

    def learn(self, catalogue: list[Source]) -> None:
        """Remember the hosts and the codes of the catalogue: columns are told apart by them."""
        for source in catalogue:
            hosts, codes = (
                source.frame[c].dropna() if c in source.frame else ()
                for c in ("host_uai", "offer_code")
            )
            known = self.witness
            self.witness = replace(
                known, hosts=known.hosts | {*hosts}, offers=known.offers | {*codes}
            )


def _other_role(layout: Layout, mapped: headers.HeaderMap, table: Table) -> Table | None:
    """Return the table that a sheet plainly is, when it is not `table`: a file under a wrong name.

    It has more known columns and all that it requires; where `table` has too, only pupils decide:
    no catalogue and no annuaire has an INE or a dossier.
    """
    pupils = {APPLICATIONS.code, OPINIONS.code}
    for other in (CATALOGUE, APPLICATIONS, DIRECTORY):
        decided = mapped.missing(table) or other is APPLICATIONS
        if not decided or other is table or {other.code, table.code} <= pupils:
            continue
        theirs = headers.map_headers(layout.headers, other)
        if len(theirs.positions) > len(mapped.positions) and not theirs.missing(other):
            return other
    return None


def _passed_over(
    table: Table, layout: Layout, mapped: headers.HeaderMap, other: Table | None, *, among: bool
) -> Fault:
    """Say why a sheet is not read as `table`: an error, unless another sheet has it (`among`)."""
    sheet, row = layout.sheet, layout.header_rows[-1]
    if among and (other or sheet.hidden or len(mapped.positions) < 3):
        return sheet.fault("other_table", role=quoted(table.heading))
    if other:
        said = {"actual": other.what, "role": table.what, "name": quoted(other.start)}
        return sheet.fault("swapped_file", row=row, **said)
    groups = [[quoted(table[code].heading) for code in group] for group in mapped.missing(table)]
    wanted = ", et ".join(map(" ou ".join, groups))
    close = [f"{quoted(h)} est-elle {quoted(table[c].heading)} ? " for h, c, _ in mapped.near]
    found = listing(map(quoted, layout.headers), 12)
    return sheet.fault("missing_column", row=row, wanted=wanted, found=found, hint="".join(close))


def _stack(sources: list[Source], table: Table) -> pd.DataFrame:
    """Return one frame for a role: every declared column, in the declared order."""
    frames = [source.frame for source in sources if source.table is table]
    if not frames:
        empty = {name: [] for name in PROVENANCE} | {c.code: typed(c, []) for c in table.columns}
        return pd.DataFrame(empty)
    whole = frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)
    whole = whole.reindex(columns=[*PROVENANCE, *table.codes])
    found, kinds = whole.dtypes, {column.code: dtype_of(column) for column in table.columns}
    whole = whole.astype({code: kind for code, kind in kinds.items() if found[code] != kind})
    mixed = [code for code in kinds if whole[code].dtype == object]
    return whole.assign(**{c: whole[c].where(whole[c].notna(), None) for c in mixed})
