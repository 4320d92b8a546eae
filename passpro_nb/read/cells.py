"""One sheet → its table as read: headers mapped, corrections replayed, each cell read or refused."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from passpro_nb.domain import codes
from passpro_nb.domain.codes import Reading
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.faults import NAMED, Fault
from passpro_nb.domain.french import fold, listing, percent, plural, quoted
from passpro_nb.domain.settings import Settings
from passpro_nb.domain.tables import NOMINATIVE, Column, Table
from passpro_nb.read import values as read_values
from passpro_nb.read.columns.headers import HeaderMap
from passpro_nb.read.columns.lexicon import answers_status, says_absent
from passpro_nb.read.corrections import Correction, Replay, replay_corrections
from passpro_nb.read.dates import read_date
from passpro_nb.read.layout import FoundColumn, Layout
from passpro_nb.read.layout.lines import lines_apart
from passpro_nb.read.unseen import DATED, Unseen

PROVENANCE = ["file", "sheet", "row"]

CellReader = Callable[[object], Reading]


@dataclass(frozen=True, repr=False)
class Source(Discreet):
    """One table of one sheet, read: `frame` has `PROVENANCE`, then the columns of `table` found.

    `rows` counts the rows with any content, `ignored` those that are no data, by reason; the numbers
    of `set_aside` are those of nobody's lines. `layout` keeps the rows as received; `replay` what the
    analyst's corrections made of them; `refused`, by column, the rows whose cell one finding refuses.
    """

    table: Table
    layout: Layout
    headers: HeaderMap
    frame: pd.DataFrame
    rows: int
    ignored: Mapping[str, int]
    replay: Replay
    faults: tuple[Fault, ...]
    set_aside: frozenset[int] = frozenset()
    refused: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.layout.sheet.file

    @property
    def sheet(self) -> str:
        """Return the name of the sheet; a text file's is empty."""
        return self.layout.sheet.name

    @property
    def places(self) -> dict[str, tuple[str, str]]:
        """Return by declared column its header and its letters in the sheet."""
        columns = {code: self.layout.columns[at] for code, at in self.headers.positions.items()}
        more = {
            code: " + ".join(
                [columns[code].header, *(self.layout.columns[at].header for at in ats)]
            )
            for code, ats in self.headers.more.items()
        }
        return {code: (more.get(code, c.header), c.letters) for code, c in columns.items()}


def read_table(
    layout: Layout,
    headers: HeaderMap,
    table: Table,
    readers: Mapping[str, CellReader],
    corrections: Sequence[Correction] = (),
    orders: Mapping[str, bool] = MappingProxyType({}),
) -> Source:
    """Read the cells of one table of a sheet, its corrections first.

    `orders` tells by folded header whether the analyst confirmed that its dates are month-first.
    """
    replay = replay_corrections(table, layout, headers, corrections)
    rows = [(number, replay.cells.get(number, cells)) for number, cells in layout.rows]
    apart = _lines_apart(layout, headers, table, readers, rows)
    apart = {n: why for n, why in apart.items() if why != "struck" or n not in replay.cells}
    layout = _without_nobody(layout, apart)
    ignored = {"header": len(layout.header_rows), **Counter(layout.ignored.values())}
    bare = replace(layout, sheet=replace(layout.sheet, cells=[]))  # the rows are kept, no more
    count = len(layout.rows) + sum(ignored.values())
    aside = frozenset(number for number in apart if number not in layout.ignored)
    source = Source(table, bare, headers, pd.DataFrame(), count, ignored, replay, (), aside)
    faults = [*_about_headers(layout, headers, table), *_about_lines(layout, apart), *replay.faults]
    body = [row for row in rows if row[0] not in apart]
    frame, refused = _read_rows(source, body, readers, orders, faults)
    return replace(source, frame=frame, refused=refused, faults=tuple(faults))


def _lines_apart(
    layout: Layout,
    headers: HeaderMap,
    table: Table,
    readers: Mapping[str, CellReader],
    rows: Sequence[tuple[int, list[object]]],
) -> dict[int, str]:
    """Return why some rows are nobody's: the roles of their columns tell what counts."""
    columns = {position: table[code] for code, position in headers.positions.items()}

    def is_refused(at: int, cell: object) -> bool | None:
        column = columns.get(at)
        if column is None or column.invalid is None:
            return None
        return bool(readers[column.kind](cell).fault)

    roles = [columns[at].code if at in columns else "" for at in range(len(layout.columns))]
    places = [column.index for column in layout.columns]
    return lines_apart(layout.sheet, rows, roles, places, is_refused)


def _without_nobody(layout: Layout, apart: Mapping[int, str]) -> Layout:
    """Ignore the lines that hold nobody; an example or a struck line stays a row, set aside."""
    nobody = {n: why for n, why in apart.items() if why in ("nobody", "instructions")}
    if not nobody:
        return layout
    rows = [row for row in layout.rows if row[0] not in nobody]
    return replace(layout, rows=rows, ignored=dict(sorted((layout.ignored | nobody).items())))


def _about_lines(layout: Layout, apart: Mapping[int, str]) -> Iterator[Fault]:
    """Yield one finding for all the lines struck through, one for all the examples."""
    for why, code, what in (
        ("example", "example_line", "ligne d’exemple"),
        ("struck", "struck_line", "ligne barrée"),
    ):
        if rows := sorted(number for number, reason in apart.items() if reason == why):
            sheet = layout.sheet
            also = tuple((sheet.file, sheet.name, row) for row in rows[1:])
            said = {"count": plural(len(rows), what), "rows": listing(rows, NAMED)}
            said["verb"] = "sont écartées" if len(rows) > 1 else "est écartée"
            yield sheet.fault(code, row=rows[0], also=also, **said)


def _about_headers(layout: Layout, headers: HeaderMap, table: Table) -> Iterator[Fault]:
    sheet, row = layout.sheet, layout.header_rows[-1]
    for code, names in headers.doubles.items():
        claiming = [column for column in layout.columns if column.header in names]
        columns = listing(f"{quoted(c.header)} ({c.letters})" for c in claiming)
        read = headers.positions.get(code)
        letters = "" if read is None else layout.columns[read].letters
        meanwhile = f"la colonne {letters} est lue en attendant" if letters else "aucune n’est lue"
        said = {"columns": columns, "role": table[code].heading, "meanwhile": meanwhile}
        yield sheet.fault("two_columns", row=row, **said)
    yield from _doubted(layout, headers, table)
    for code, why in headers.why.items():
        if code in headers.positions:
            column = layout.columns[headers.positions[code]]
            said = {"role": table[code].heading, "why": why}
            yield sheet.fault("settled_column", row=row, value=column.header, **said)
    for header, code, score in headers.near:
        said = {"role": table[code].heading, "score": percent(score, 0)}
        yield sheet.fault("near_header", row=row, value=header, **said)
    near = {header for header, _, _ in headers.near}
    unknown = [header for header in headers.unknown if header not in near]
    for code, unsure in (("unsure_columns", True), ("unknown_columns", False)):
        if named := [quoted(h) for h in unknown if (h in headers.unsure) is unsure]:
            yield sheet.fault(code, row=row, columns=listing(named))
    if not layout.rows:
        yield sheet.fault("no_rows", row=row)
    if layout.ignored:
        yield sheet.fault("ignored_rows", said=_say_ignored(layout))
    if hidden := len(sheet.hidden_rows & {number for number, _ in layout.rows}):
        yield sheet.fault("hidden_rows", count=plural(hidden, "ligne"))
    if sheet.hidden:
        yield sheet.fault("hidden_sheet")


def _doubted(layout: Layout, headers: HeaderMap, table: Table) -> Iterator[Fault]:
    """Yield the columns that only the analyst can settle; those exchanged are one finding."""
    sheet, row = layout.sheet, layout.header_rows[-1]
    swapped: dict[str, list[FoundColumn]] = defaultdict(list)
    for doubt in headers.doubts:
        column = layout.columns[doubt.at]
        shown = doubt.roles[:1] if doubt.kind == "denied_column" else doubt.roles[:2]
        likely = [f"« {table[code].heading} »" for code in shown]
        if doubt.kind == "swapped_columns":
            swapped[doubt.why].append(column)
            continue
        figures = listing(dict.fromkeys(FIGURES[c] for c in doubt.roles[:2] if c in FIGURES))
        missing = f"Elle peut manquer à ces chiffres : {figures}. " if figures else ""
        said = {"likely": " ou ".join(likely), "why": doubt.why, "missing": missing}
        yield sheet.fault(doubt.kind, row=row, value=column.header, **said)
    for why, columns in swapped.items():
        named = listing(f"{quoted(c.header)} ({c.letters})" for c in columns)
        one = len(columns) == 1
        what = f"La colonne {named} n’est pas lue, ses valeurs étant sans doute celles d’une autre"
        what = what if one else f"Les valeurs des colonnes {named} semblent échangées"
        yield sheet.fault("swapped_columns", row=row, what=what, why=why)


# What misses a column that was not read, in the words of definitions.md.
FIGURES = {
    "opinion": "avis saisis et couverture", "opinion_on": "rythme des avis",
    "interview_on": "reçus, avis attendus et retards", "convened_on": "convoqués",
    "registered_on": "inscrits à une date", "attendance": "absents et avis attendus",
    "cancelled": "inscrits", "status": "offres et candidatures", "mode": "places estimées",
    "sessions": "séances et capacité d’entretien", "hours": "durée des séances",
    "start": "durée des séances", "seats": "capacité d’entretien", "host_uai": "établissements",
    "passpro": "offres dans Passpro", "rank": "rangs", "offer_code": "offres et candidatures",
}  # fmt: skip
_IGNORED = {
    "title": "titre", "repeated_header": "en-tête répété", "total": "total", "note": "note",
    "other_table": "autre tableau", "instructions": "mode d’emploi",
    "nobody": "ligne sans personne, de zéros, de comptes ou d’erreurs",
}  # fmt: skip


def _say_ignored(layout: Layout) -> str:
    """Name the rows that are no data, by reason: « total (ligne 24), notes (lignes 26 et 27) »."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, reason in layout.ignored.items():
        rows[reason].append(number)
    return ", ".join(
        f"{_IGNORED[reason]} ({'lignes' if len(found) > 1 else 'ligne'} {listing(found, NAMED)})"
        for reason, found in rows.items()
    )


def _read_rows(
    source: Source,
    rows: Sequence[tuple[int, list[object]]],
    readers: Mapping[str, CellReader],
    orders: Mapping[str, bool],
    faults: list[Fault],
) -> tuple[pd.DataFrame, dict[str, frozenset[int]]]:
    """Return the frame of the rows; what is refused or repaired is added to `faults`."""
    numbers = [number for number, _ in rows]
    data: dict[str, object] = {"file": source.file, "sheet": source.sheet, "row": numbers}
    unseen, refused = (Unseen(source.layout.sheet, numbers), dict[str, frozenset[int]]())
    columns = [list(cells) for cells in zip(*(cells for _, cells in rows), strict=True)]
    for code, position in source.headers.positions.items():
        column, place = source.table[code], source.places[code]
        cells = columns[position] if rows else []
        month_first = orders.get(fold(place[0])) if column.kind in DATED else False
        marks = unseen.marks(column, source.layout.columns[position], cells, month_first)
        for at in source.headers.more.get(code, ()) if rows else ():
            more = unseen.marks(column, source.layout.columns[at], columns[at], None)
            marks = marks.joined(more)
        cells = marks.cells
        faults += marks.faults
        values, found = _read_cells(marks.cells, reader_of(column, place[0], readers))
        for at in marks.refused:
            values[at] = None
        data[code] = typed(column, values)
        if marks.refused:
            refused[code] = frozenset(numbers[at] for at in marks.refused)
            found = [(at, reading) for at, reading in found if at not in marks.refused]
        faults += [_cell_fault(source, column, place, numbers[at], cells[at], r) for at, r in found]
    return pd.DataFrame(data), refused


def cell_readers(settings: Settings) -> dict[str, CellReader]:
    """Return the reader of each kind of column (`domain.tables.KINDS`) under these settings."""
    variants = read_values.opinion_variants(settings.avis)
    calendar = settings.calendrier
    return {
        "uai": codes.read_uai,
        "text": read_values.read_text,
        "name": read_values.read_name,
        "code": codes.read_offer_code,
        "mef": codes.read_mef,
        "ine": codes.read_ine,
        "department": codes.read_department,
        "sector": read_values.read_sector,
        "status": read_values.read_status,
        "passpro": read_values.read_passpro,
        "mode": read_values.read_mode,
        "sessions": Reading,  # kept as written: `read_sessions` needs the calendar and the hours
        "hours": read_values.read_hours,
        "seats": read_values.read_seats,
        "places": read_values.read_capacity,
        "date": lambda cell: read_date(cell, calendar),
        "convened": lambda cell: read_values.read_convened(cell, calendar),
        "birth": read_date,
        "attendance": read_values.read_attendance,
        "opinion": lambda cell: read_values.read_opinion(cell, variants),
        "cancelled": lambda cell: read_values.read_cancelled(cell, calendar),
        "number": read_values.read_integer,
        "latitude": read_values.read_latitude,
        "longitude": read_values.read_longitude,
        "metres": read_values.read_metres,
    }


def reader_of(column: Column, header: str, readers: Mapping[str, CellReader]) -> CellReader:
    """Return the reader of one column, which its header may qualify (« hors », « total »)."""
    words = fold(header).split()
    if column.kind == "passpro" and words[:1] == ["hors"]:
        return lambda cell: read_values.read_passpro(cell, header_says_hors=True)
    if column.kind == "seats" and not read_values.TOTAL_WORDS.isdisjoint(words):
        return lambda cell: read_values.read_seats(cell, header_says_total=True)
    if column.kind == "attendance" and says_absent(header):
        return lambda cell: read_values.read_attendance(cell, header_says_absent=True)
    if column.kind == "status" and (said := answers_status(header, alone=False)):
        return lambda cell: read_values.read_status(cell, header_says=said)
    return readers[column.kind]


def _read_cells(
    cells: list[object], reader: CellReader
) -> tuple[list[object], list[tuple[int, Reading]]]:
    """Read a column, each distinct cell once; return the values, and what is to be reported."""
    keys: list[object] = cells
    if len({*map(type, cells)} & {bool, int, float}) > 1:  # 1, 1.0 and True are equal keys
        keys = [cell if cell.__class__ is str else (cell.__class__, cell) for cell in cells]
        distinct = dict(zip(keys, cells, strict=True))
        readings = {key: reader(cell) for key, cell in distinct.items()}
    else:
        readings = {cell: reader(cell) for cell in dict.fromkeys(cells)}
    values = {key: reading.value for key, reading in readings.items()}
    odd = {key: r for key, r in readings.items() if r.fault or r.repaired}
    reported = [(at, odd[key]) for at, key in enumerate(keys) if key in odd] if odd else []
    return [values[key] for key in keys], reported


def _cell_fault(
    source: Source, column: Column, place: tuple[str, str], row: int, cell: object, reading: Reading
) -> Fault:
    text = codes.cell_text(cell) or str(cell)
    named = column.code in NOMINATIVE
    code = reading.fault or _REPAIRED.get(column.kind, "repaired_cell")
    code = _OF_COLUMN.get(column.code, {}).get(code, code)
    details: dict[str, Any] = {}
    if reading.repaired and not named:
        shown = codes.cell_text(reading.value)
        blank = " (espace en trop)" if text.strip() == shown else ""
        details["repaired"] = quoted(shown) + blank
    if reading.fault == "uai_letter":
        details["expected"] = codes.uai_letter(re.sub(r"\D", "", text)[:7].zfill(7))
    details |= {"row": row, "column": place[0], "letter": place[1]}
    return source.layout.sheet.fault(code, value=None if named else text, **details)


_REPAIRED = {"uai": "repaired_uai", "ine": "repaired_private", "birth": "repaired_private"}
# A UAI is an origin's unless its column says otherwise.
ORIGIN_REFUSED = ("uai_letter", "uai_form", "uai_several")
HOST_REFUSED = ("uai_host_checksum", "uai_host_form", "uai_host_several")
_OF_COLUMN = {
    "host_uai": dict(zip(ORIGIN_REFUSED, HOST_REFUSED, strict=True)),
    "uai": dict.fromkeys(ORIGIN_REFUSED, "uai_directory"),
}
_DTYPES: dict[str, Any] = {
    "date": "datetime64[s]", "birth": "datetime64[s]", "places": "Int64", "number": "Int64",
    "latitude": "Float64", "longitude": "Float64", "metres": "Float64",
    **dict.fromkeys(("sessions", "seats", "convened", "cancelled", "passpro"), object),
}  # fmt: skip


def typed(column: Column, values: list[object]) -> pd.Series:
    """Return the values of a column as its frame keeps them: days as dates, codes as text."""
    return pd.Series(values, dtype=dtype_of(column))


def dtype_of(column: Column) -> Any:
    """Return the type that a frame keeps a column as."""
    return _DTYPES.get(column.kind, "str")
