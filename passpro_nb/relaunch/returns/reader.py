"""The workbooks that schools send back → their rows, whatever was done to them meanwhile.

Renamed, saved again by another program, sorted, columns moved: the table is found by the heading of
its keys, and each answer by the heading of its column.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from passpro_nb.domain.codes import Reading, cell_text
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import LockedFile, UnreadableFile, UsageError
from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import fold, quoted
from passpro_nb.domain.settings import Settings
from passpro_nb.read.cells import cell_readers
from passpro_nb.read.files import Sheet, is_lock_file, read_sheets
from passpro_nb.relaunch.forms import FORMS, IDENTITY, Form

ENDINGS = {".xlsx", ".xlsm", ".xls", ".ods", ".csv"}
HEADER_ROWS = 30
LEAST_HEADINGS, LEAST_WITHOUT_KEYS = 3, 6


@dataclass(frozen=True, repr=False)
class ReturnedRow(Discreet):
    """A row of a form: `texts` are its cells as written, `answers` what the school's cells say."""

    sheet: str
    row: int
    form: Form
    key: str
    texts: Mapping[str, str]
    answers: Mapping[str, Reading]


@dataclass(frozen=True, repr=False)
class Returned(Discreet):
    """A workbook sent back; `uai` and `campaign` are None when its hidden sheet is gone."""

    file: str
    uai: str | None = None
    campaign: str | None = None
    sent: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[ReturnedRow, ...] = ()
    faults: tuple[Fault, ...] = ()


def list_returns(folder: Path) -> list[Path]:
    """Return the files of a folder, in the order of their names: nothing is passed over in silence.

    Hidden files and those that Excel leaves beside an open workbook do not count. Raises `UsageError`
    where there is no folder, or no workbook in it.
    """
    if not folder.is_dir():
        raise UsageError(f"Le dossier {quoted(folder)} n’existe pas.")
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")]
    found = [path for path in files if not is_lock_file(path)]
    if not any(path.suffix.lower() in ENDINGS for path in found):
        raise UsageError(f"Le dossier {quoted(folder)} ne contient aucun classeur (.xlsx, .ods).")
    return found


def read_passwords(path: Path) -> dict[str, str]:
    """Return the passwords of a pack by UAI, from its `mots-de-passe.csv`."""
    rows = read_sheets(path)[0].cells
    return {str(row[0]): str(row[-1]) for row in rows[1:] if row and row[0]}


def read_returned(
    path: Path, settings: Settings, passwords: Mapping[str, str] | None = None
) -> Returned:
    """Read one workbook; what cannot be read is a fault, never an exception."""
    try:
        sheets = _open(path, passwords or {})
    except LockedFile:
        return Returned(path.name, faults=(fault("returned_locked", file=path.name),))
    except UnreadableFile as error:
        found = fault("unreadable_file", file=path.name, reason=str(error))
        return Returned(path.name, faults=(found,))
    # the hidden sheet says what the workbook is: format, campaign, UAI, rows sent
    cells = next((sheet.cells for sheet in sheets if sheet.name == IDENTITY), [])
    facts = {cell_text(row[0]): cell_text(row[1]) for row in cells if len(row) > 1 and row[0]}
    faults: list[Fault] = []
    rows = tuple(row for sheet in sheets for row in _form_rows(sheet, settings, faults))
    if not rows and not faults:
        faults.append(fault("returned_not_ours", file=path.name))
    counts = {form.code: facts.get(form.title, "") for form in FORMS}
    sent = {code: int(count) for code, count in counts.items() if count.isdigit()}
    about = (facts.get("uai"), facts.get("campagne"))
    return Returned(path.name, *about, sent, rows, tuple(faults))


def _open(path: Path, passwords: Mapping[str, str]) -> list[Sheet]:
    """Open a workbook, with the passwords of the pack where it asks for one: the likeliest first."""
    try:
        return read_sheets(path)
    except LockedFile as error:
        locked = error
    for uai in sorted(passwords, key=lambda uai: uai.lower() not in path.name.lower()):
        with suppress(UnreadableFile):
            return read_sheets(path, passwords[uai])
    raise locked


def _form_rows(sheet: Sheet, settings: Settings, faults: list[Fault]) -> Iterator[ReturnedRow]:
    """Yield the rows of the form that a sheet holds, if it holds one."""
    place = _find_header(sheet)
    if place is None or sheet.name == IDENTITY:
        return
    at, form = place
    positions = _positions(sheet, at, form, faults)
    if "key" not in positions:
        faults.append(fault("returned_no_keys", file=sheet.file, sheet=sheet.name))
        return
    answers = {c.code: c.answer for c in form.columns if c.answer and c.code in positions}
    readers = cell_readers(settings) | {"text": _read_free, "mode": _read_free}
    readers["day"] = readers["date"]
    for number, cells in enumerate(sheet.cells[at + 1 :], at + 2):
        row = {code: cells[p] if p < len(cells) else None for code, p in positions.items()}
        texts = {code: _text(value) for code, value in row.items()}
        if any(texts.values()):
            readings = {code: readers[kind](row[code]) for code, kind in answers.items()}
            yield ReturnedRow(sheet.name, number, form, texts.get("key", ""), texts, readings)


def _find_header(sheet: Sheet) -> tuple[int, Form] | None:
    """Return the row of the headings, and the form that has most of them.

    Without the keys, only a row that can be nothing else is taken for one.
    """
    for at, cells in enumerate(sheet.cells[:HEADER_ROWS]):
        names = {fold(cell_text(cell)) for cell in cells}
        best = max(FORMS, key=lambda form: len(names & set(form.headings)))
        known = {best.headings[name] for name in names if name in best.headings}
        if len(known) >= (LEAST_HEADINGS if "key" in known else LEAST_WITHOUT_KEYS):
            return at, best
    return None


def _positions(sheet: Sheet, at: int, form: Form, faults: list[Fault]) -> dict[str, int]:
    """Return where each column is now; say which ones are lost, or there twice."""
    places: dict[str, list[int]] = {column.code: [] for column in form.columns}
    for position, cell in enumerate(sheet.cells[at]):
        if code := form.headings.get(fold(cell_text(cell))):
            places[code].append(position)
    for column in form.columns:
        count = len(places[column.code])
        if count > 1 or (column.answer and not count):
            kind = "returned_two_columns" if count else "returned_lost_column"
            where = fault(kind, file=sheet.file, sheet=sheet.name, row=at + 1, value=column.heading)
            faults.append(where)
    return {code: found[0] for code, found in places.items() if len(found) == 1}


def _read_free(cell: object) -> Reading:
    return Reading(_text(cell) or None)


def _text(cell: object) -> str:
    """Return a cell as written, on one line; a time is kept too."""
    return f"{cell:%H:%M}" if isinstance(cell, dt.time) else cell_text(cell)
