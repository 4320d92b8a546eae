"""A campaign's folder → its tables as read: one typed frame a role, the faults, every row counted.

Nothing is judged across rows here (that is `check_*`): a cell is read, repaired or refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from passpro_nb import codes, read_values
from passpro_nb.codes import Reading
from passpro_nb.errors import UnreadableFile
from passpro_nb.faults import Fault, fault
from passpro_nb.french import fold, listing, plural, quoted
from passpro_nb.read_files import Sheet, read_sheets
from passpro_nb.read_headers import (
    Correspondences,
    HeaderMap,
    map_headers,
    read_correspondences,
    score_headers,
)
from passpro_nb.read_layout import Table as Layout
from passpro_nb.read_layout import find_table
from passpro_nb.settings import Settings, read_settings
from passpro_nb.tables import APPLICATIONS, CATALOGUE, DIRECTORY, OPINIONS, TABLES, Column, Table

ENDINGS = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt"}
PROVENANCE = ["file", "sheet", "row"]

Progress = Callable[[str], None]
CellReader = Callable[[object], Reading]


@dataclass(frozen=True)
class Source:
    """One table of one sheet, read: `frame` has `PROVENANCE`, then the columns of `table` found.

    `rows` counts the rows with any content, `ignored` those that are no data, by reason.
    """

    table: Table
    file: str
    sheet: str
    headers: HeaderMap
    frame: pd.DataFrame
    rows: int
    ignored: Mapping[str, int]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Delivery:
    """A campaign's folder as read. `frames` is by table code; a role without a file is empty."""

    folder: Path
    settings: Settings
    known: Correspondences
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def read_delivery(folder: Path, progress: Progress = lambda _: None) -> Delivery:
    """Read every file of a campaign's folder.

    Raises `SettingsError` or `UsageError` for the settings; files that cannot be read are faults.
    """
    settings = read_settings(folder)
    known = read_correspondences(folder)
    readers = cell_readers(settings)
    sources: list[Source] = []
    faults: list[Fault] = []
    for table in TABLES.values():
        for path in _files(folder, table, faults):
            progress(f"Lecture de {path.name}")
            try:
                found = _read_file(path, table, known, readers, faults)
            except UnreadableFile as error:
                faults.append(fault("unreadable_file", file=path.name, reason=str(error)))
            else:
                sources += found
    sources = _newest(sources, folder, faults)
    for source in sources:
        faults += source.faults
    faults += _missing_roles(folder, sources)
    frames = {table.code: _stack(sources, table) for table in TABLES.values()}
    return Delivery(folder, settings, known, tuple(sources), tuple(faults), frames)


def _files(folder: Path, table: Table, faults: list[Fault]) -> Iterator[Path]:
    """Yield the files of a role, in the order of their names; say which ones are passed over.

    Case and accents of a name do not matter: Windows does not see them either.
    """
    start = table.pattern.rstrip("*")
    named = (path for path in sorted(folder.iterdir()) if fold(path.stem).startswith(start))
    for path in filter(Path.is_file, named):
        if path.suffix.lower() in ENDINGS:
            yield path
        else:
            endings = listing(sorted(ENDINGS))
            reason = f"Le fichier n’est pas un tableau ({endings}) : il n’est pas lu."
            faults.append(fault("skipped_file", file=path.name, reason=reason))


def _missing_roles(folder: Path, sources: list[Source]) -> Iterator[Fault]:
    present = {source.table.code for source in sources}
    for table in (CATALOGUE, APPLICATIONS):
        if table.code not in present:
            yield fault("missing_role", file=folder.name, pattern=table.pattern, what=table.what)


# ---------------------------------------------------------------------------------- one file


def _read_file(
    path: Path,
    table: Table,
    known: Correspondences,
    readers: Mapping[str, CellReader],
    faults: list[Fault],
) -> list[Source]:
    """Read the sheets of a file that hold `table`; the others are named."""
    own = known.headers.get(table.code, {})
    score = score_headers(table, own)
    found: list[Source] = []
    missed: list[tuple[Sheet, Layout, HeaderMap]] = []
    for sheet in read_sheets(path):
        layout = find_table(sheet, score)
        if layout is None:
            faults.append(_no_table(sheet))
            continue
        headers = map_headers([column.header for column in layout.columns], table, own)
        if headers.missing(table):
            missed.append((sheet, layout, headers))
        else:
            found.append(_read_layout(layout, headers, table, readers))
    faults += [_sheet_without(table, bool(found), *miss) for miss in missed]
    return found


def _no_table(sheet: Sheet) -> Fault:
    reason = "La feuille est vide." if not any(map(any, sheet.cells)) else (
        "Aucun tableau n’y a été reconnu : la feuille n’est pas lue."
    )  # fmt: skip
    return fault("no_table", file=sheet.file, sheet=sheet.name, reason=reason)


def _sheet_without(
    table: Table, others: bool, sheet: Sheet, layout: Layout, headers: HeaderMap
) -> Fault:
    """Say that a sheet lacks a required column: an error, unless another sheet has the table."""
    if others and len(headers.positions) < 3:
        reason = f"Son tableau n’est pas « {table.heading} » : la feuille n’est pas lue."
        return fault("no_table", file=sheet.file, sheet=sheet.name, reason=reason)
    wanted = " ; ".join(
        " ou ".join(quoted(table[code].heading) for code in group)
        for group in headers.missing(table)
    )
    close = [f"{quoted(h)} est peut-être {quoted(table[c].heading)}" for h, c, _ in headers.near]
    hint = f"{listing(close)}." if close else "Renommez-la, ou dites-le dans correspondances.toml."
    found = listing((quoted(column.header) for column in layout.columns), 12)
    return fault(
        "missing_column", file=sheet.file, sheet=sheet.name, row=layout.header_rows[-1],
        wanted=wanted, found=found, hint=hint,
    )  # fmt: skip


def _read_layout(
    layout: Layout, headers: HeaderMap, table: Table, readers: Mapping[str, CellReader]
) -> Source:
    sheet = layout.sheet
    faults = [*_about_headers(layout, headers, table)]
    numbers = [number for number, _ in layout.rows]
    data: dict[str, list[object]] = {
        "file": [sheet.file] * len(numbers),
        "sheet": [sheet.name] * len(numbers),
        "row": list(numbers),
    }
    for code, position in headers.positions.items():
        header = layout.columns[position].header
        cells = [cells[position] for _, cells in layout.rows]
        reader = _reader(table, table[code], header, readers)
        data[code], found = _read_cells(cells, reader)
        faults += [
            _cell_fault(table, table[code], header, sheet, numbers[at], cells[at], reading)
            for at, reading in found
        ]
    frame = pd.DataFrame({name: _typed(name, table, values) for name, values in data.items()})
    ignored = dict.fromkeys(("header", "title", "total", "note", "repeated_header"), 0)
    ignored["header"] = len(layout.header_rows)
    for reason in layout.ignored.values():
        ignored[reason] = ignored.get(reason, 0) + 1
    rows = len(numbers) + sum(ignored.values())
    return Source(table, sheet.file, sheet.name, headers, frame, rows, ignored, tuple(faults))


def _about_headers(layout: Layout, headers: HeaderMap, table: Table) -> Iterator[Fault]:
    sheet = layout.sheet
    where = {"file": sheet.file, "sheet": sheet.name, "row": layout.header_rows[-1]}
    for code, names in headers.doubles.items():
        columns = listing(quoted(name) for name in names)
        yield fault("two_columns", **where, columns=columns, role=table[code].heading)
    for header, code, score in headers.near:
        yield fault(
            "near_header", **where, value=header, role=table[code].heading, score=f"{score:.0%}"
        )
    if headers.unknown:
        yield fault("unknown_columns", **where, columns=listing(map(quoted, headers.unknown)))
    if hidden := len(sheet.hidden_rows & {number for number, _ in layout.rows}):
        said = plural(hidden, "ligne masquée")
        yield fault("hidden_rows", file=sheet.file, sheet=sheet.name, count=said)
    if sheet.hidden:
        yield fault("hidden_sheet", file=sheet.file, sheet=sheet.name, what="elle est lue aussi")


# --------------------------------------------------------------------------------- the cells


def cell_readers(settings: Settings) -> dict[str, CellReader]:
    """Return the reader of each kind of column (`tables.KINDS`) under these settings."""
    variants = read_values.opinion_variants(settings.avis)
    calendar = settings.calendrier
    return {
        "uai": codes.read_uai,
        "text": read_values.read_text,
        "code": codes.read_offer_code,
        "mef": codes.read_mef,
        "ine": codes.read_ine,
        "department": codes.read_department,
        "sector": read_values.read_sector,
        "status": read_values.read_status,
        "passpro": read_values.read_passpro,
        "mode": read_values.read_mode,
        "sessions": Reading,  # kept as written: `read_sessions` needs the calendar and the hours
        "seats": read_values.read_seats,
        "places": read_values.read_capacity,
        "date": lambda cell: read_values.read_date(cell, calendar),
        "birth": read_values.read_date,
        "attendance": read_values.read_attendance,
        "opinion": lambda cell: read_values.read_opinion(cell, variants),
        "cancelled": lambda cell: read_values.read_cancelled(cell, calendar),
        "number": read_values.read_integer,
        "latitude": read_values.read_latitude,
        "longitude": read_values.read_longitude,
    }


def _reader(
    table: Table, column: Column, header: str, readers: Mapping[str, CellReader]
) -> CellReader:
    """Return the reader of one column, which its header may qualify (« hors », « total »)."""
    words = fold(header).split()
    if column.kind == "passpro" and words[:1] == ["hors"]:
        return lambda cell: read_values.read_passpro(cell, header_says_hors=True)
    if column.kind == "seats" and "total" in words:
        return _total_seats
    return readers[column.kind]


def _total_seats(cell: object) -> Reading:
    reading = read_values.read_seats(cell)
    if isinstance(reading.value, read_values.Seats) and reading.value.total is None:
        return replace(reading, value=replace(reading.value, total=True))
    return reading


def _read_cells(
    cells: list[object], reader: CellReader
) -> tuple[list[object], list[tuple[int, Reading]]]:
    """Read a column, each distinct cell once; return the values, and what is to be reported."""
    memo: dict[object, Reading] = {}
    values: list[object] = []
    reported: list[tuple[int, Reading]] = []
    for at, cell in enumerate(cells):
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        reading = memo.get(key)
        if reading is None:
            reading = memo[key] = reader(cell)
        values.append(reading.value)
        if reading.fault or reading.repaired:
            reported.append((at, reading))
    return values, reported


def _cell_fault(
    table: Table,
    column: Column,
    header: str,
    sheet: Sheet,
    row: int,
    cell: object,
    reading: Reading,
) -> Fault:
    text = codes.cell_text(cell) or str(cell)
    code = reading.fault or ("repaired_uai" if column.kind == "uai" else "repaired_cell")
    host = column.code == "host_uai"
    if host and reading.fault:
        code = "uai_host_checksum" if reading.fault == "uai_letter" else "uai_host_form"
    details: dict[str, object] = {}
    if reading.repaired:
        details["repaired"] = reading.value
    if reading.fault == "uai_letter":
        digits = re.sub(r"\D", "", text)[:7].zfill(7)
        details["letter"] = codes.uai_letter(digits)
    if reading.fault == "unknown_opinion":
        details["scale"] = "échelle de campagne.toml"
    value = None if column.kind == "ine" else text
    return fault(
        code, file=sheet.file, sheet=sheet.name, row=row, column=header, value=value, **details
    )


_NUMBERS = {"places", "number"}


def _typed(name: str, table: Table, values: list[object]) -> object:
    """Return the values of a column as the frame keeps them: days as dates of pandas, codes as text."""
    if name in PROVENANCE:
        return values
    kind = table[name].kind
    if kind in ("date", "birth"):
        return pd.array(values, dtype="datetime64[s]")
    if kind in _NUMBERS:
        return pd.array(values, dtype="Int64")
    if kind in ("latitude", "longitude"):
        return pd.array(values, dtype="Float64")
    if kind in ("sessions", "seats", "cancelled", "passpro"):
        return pd.Series(values, dtype=object)
    return pd.Series(values, dtype="str")


def _stack(sources: list[Source], table: Table) -> pd.DataFrame:
    """Return one frame for a role: every declared column, in the declared order."""
    frames = [source.frame for source in sources if source.table is table]
    empty = {name: _typed(name, table, []) for name in [*PROVENANCE, *table.codes]}
    blank = pd.DataFrame(empty)
    if not frames:
        return blank
    whole = pd.concat(frames, ignore_index=True).reindex(columns=[*PROVENANCE, *table.codes])
    return whole.astype({c: blank[c].dtype for c in table.codes})


# ------------------------------------------------------------------------- successive deliveries

_KEYS = {
    CATALOGUE.code: ["host_uai", "programme_label", "mef", "offer_code"],
    APPLICATIONS.code: ["ine", "file_number", "host_uai", "programme_label", "mef", "offer_code"],
    OPINIONS.code: ["ine", "file_number", "host_uai", "programme_label", "mef", "offer_code"],
}


def _newest(sources: list[Source], folder: Path, faults: list[Fault]) -> list[Source]:
    """Keep the newest of the files of a role that say mostly the same keys (definitions.md)."""
    replaced: dict[tuple[str, str], str] = {}
    for code, keys in _KEYS.items():
        files: dict[str, set[tuple[object, ...]]] = {}
        for source in sources:
            if source.table.code == code:
                frame = source.frame.reindex(columns=keys).astype(object).fillna("").astype(str)
                files.setdefault(source.file, set()).update(
                    frame.itertuples(index=False, name=None)
                )
        ordered = sorted(files, key=lambda name: _written(folder / name), reverse=True)
        for at, newer in enumerate(ordered):
            for older in ordered[at + 1 :]:
                common = len(files[newer] & files[older])
                if (code, newer) not in replaced and common * 2 > len(files[older]):
                    replaced.setdefault((code, older), newer)
    for (_, older), newer in replaced.items():
        faults.append(fault("replaced_delivery", file=older, newer=quoted(newer)))
    return [s for s in sources if (s.table.code, s.file) not in replaced]


def _written(path: Path) -> tuple[date, float]:
    """Return what orders deliveries: the date in the name, else that of the file on disk."""
    found = re.search(r"(20\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)", path.name)
    modified = path.stat().st_mtime
    if found:
        try:
            return date(*map(int, found.groups())), modified
        except ValueError:
            pass
    return date.fromtimestamp(modified), modified


__all__ = [
    "APPLICATIONS",
    "CATALOGUE",
    "DIRECTORY",
    "OPINIONS",
    "Delivery",
    "Source",
    "read_delivery",
]
