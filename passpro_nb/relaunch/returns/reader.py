"""The workbooks that schools send back → their rows, whatever was done to them meanwhile.

Renamed, saved again by another program, sorted, columns moved: the table is found by the heading of
its keys, and each answer by the heading of its column.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from passpro_nb.domain.codes import Reading, cell_text
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import LockedFile, UnreadableFile
from passpro_nb.domain.faults import Fault, fault
from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import Settings
from passpro_nb.read.cells import CellReader, cell_readers
from passpro_nb.read.files import Sheet, read_content, read_sheets
from passpro_nb.read.layout.grid import column_letters
from passpro_nb.relaunch.forms import FORMS, IDENTITY, Form
from passpro_nb.relaunch.returns.arrivals import Reply
from passpro_nb.relaunch.returns.cells import FormCells, ReturnedRow, cell_words

HEADER_ROWS = 30
LEAST_HEADINGS, LEAST_WITHOUT_KEYS = 3, 6


@dataclass(frozen=True, repr=False)
class Returned(Discreet):
    """A workbook sent back; `uai` and `campaign` are None when its hidden sheet is gone."""

    file: str
    uai: str | None = None
    campaign: str | None = None
    sent: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[ReturnedRow, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_passwords(path: Path) -> dict[str, str]:
    """Return the passwords of a pack by UAI, from its `mots-de-passe.csv`."""
    rows = read_sheets(path)[0].cells
    return {str(row[0]): str(row[-1]) for row in rows[1:] if row and row[0]}


def read_returned(
    reply: Reply, settings: Settings, passwords: Mapping[str, str] | None = None
) -> Returned:
    """Read one workbook; what cannot be read is a fault, never an exception."""
    file = reply.name
    try:
        sheets = _open(reply, passwords or {})
    except LockedFile:
        return Returned(file, faults=(fault("returned_locked", file=file),))
    except UnreadableFile as error:
        return Returned(file, faults=(fault("unreadable_file", file=file, reason=str(error)),))
    # the hidden sheet says what the workbook is: format, campaign, UAI, rows sent
    cells = next((sheet.cells for sheet in sheets if sheet.name == IDENTITY), [])
    facts = {cell_text(row[0]): cell_text(row[1]) for row in cells if len(row) > 1 and row[0]}
    sheets = [sheet for sheet in sheets if sheet.name != IDENTITY]
    # how its accents were deciphered (`told`) is left out: names and answers are judged one by one
    faults: list[Fault] = []
    readers = _readers(settings)
    rows = tuple(row for sheet in sheets for row in _read_sheet(sheet, readers, faults))
    if rows:
        faults += [found for sheet in sheets for found in _say_comments(sheet)]
    elif not faults:
        faults.append(fault("returned_not_ours", file=file))
    counts = {form.code: facts.get(form.title, "") for form in FORMS}
    sent = {code: int(count) for code, count in counts.items() if count.isdigit()}
    return Returned(file, facts.get("uai"), facts.get("campagne"), sent, rows, tuple(faults))


def _open(reply: Reply, passwords: Mapping[str, str]) -> list[Sheet]:
    """Open a workbook, with the passwords of the pack where it asks for one: the likeliest first."""
    content = reply.content()
    try:
        return read_content(reply.name, content)
    except LockedFile as error:
        locked = error
    for uai in sorted(passwords, key=lambda uai: uai.lower() not in reply.name.lower()):
        with suppress(UnreadableFile):
            return read_content(reply.name, content, passwords[uai])
    raise locked


def _readers(settings: Settings) -> dict[str, CellReader]:
    """Return the reader of each kind of answer (`forms.FormColumn`)."""
    readers = cell_readers(settings)
    return readers | {"text": _read_free, "mode": _read_free, "day": readers["date"]}


def _read_free(cell: object) -> Reading:
    return Reading(cell_words(cell) or None)


def _read_sheet(
    sheet: Sheet, readers: Mapping[str, CellReader], faults: list[Fault]
) -> Iterator[ReturnedRow]:
    """Yield the rows of the form that a sheet holds, if it holds one."""
    place = _find_header(sheet)
    if place is None:
        return
    at, form = place
    positions = _positions(sheet, at, form, faults)
    if "key" not in positions:
        faults.append(fault("returned_no_keys", file=sheet.file, sheet=sheet.name))
        return
    cells = FormCells(sheet, at, form, positions, readers)
    yield from cells.read()
    faults += cells.faults


def _say_comments(sheet: Sheet) -> Iterator[Fault]:
    """Yield each comment, for a person to read: whatever it answers, no cell does."""
    place = _find_header(sheet)
    headings = sheet.cells[place[0]] if place else []
    for (row, at), text in sorted(sheet.comments.items()):
        letters = column_letters(at)
        heading = cell_text(headings[at]) if at < len(headings) else ""
        yield sheet.fault(
            "returned_comment", row=row + 1, column=heading or letters, letter=letters,
            value=" ".join(text.split()), cell=f"{letters}{row + 1}",
        )  # fmt: skip


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
