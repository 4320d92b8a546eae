"""What one cause does to many rows of a sheet is told once: a column not read, another year's days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from passpro_nb.domain.faults import NAMED, Fault, Place, name_rows
from passpro_nb.domain.french import listing, plural, quoted
from passpro_nb.read.cells import Source

LEAST = 3  # fewer rows are told one by one


@dataclass(frozen=True)
class _Effect:
    """What is said of many rows at once, which one of those `columns` would have spared.

    A column after the first explains them only where it waits for the analyst's answer.
    """

    columns: tuple[str, ...]
    one: str
    many: str
    otherwise: str = ""
    aside: bool = True
    anywhere: bool = False  # any sheet of the table may have the column

    def of(self, rows: Sequence[Fault]) -> str:
        """Return the effect: how many rows, and which."""
        return f"{plural(len(rows), self.one, self.many)} (lignes {name_rows(_places(rows))})"


_DATES = "demandez les dates aux établissements"
_EFFECTS = {
    "no_session": _Effect(
        ("sessions", "passpro"),
        "offre de Passpro est sans séance", "offres de Passpro sont sans séance",
        _DATES, aside=False, anywhere=True,
    ),
    "unread_session": _Effect(
        ("sessions",), "séance est sans jour", "séances sont sans jour", _DATES, aside=False,
    ),
    "missing_host": _Effect(
        ("host_uai",), "ligne sans établissement est écartée",
        "lignes sans établissement sont écartées", "donnez-y l’UAI d’accueil ou le code vœu",
    ),
    "missing_programme": _Effect(
        ("programme_label",), "ligne sans formation est écartée",
        "lignes sans formation sont écartées", "donnez-y la formation, le MEF ou le code vœu",
    ),
    "no_pupil_key": _Effect(
        ("file_number",), "ligne sans clé d’élève est écartée",
        "lignes sans clé d’élève sont écartées", "donnez-y l’INE ou le n° de dossier",
    ),
    "ambiguous_status": _Effect(
        ("status",), "ligne qui peut être scolaire ou en apprentissage est écartée",
        "lignes qui peuvent être scolaires ou en apprentissage sont écartées",
        "donnez-y le statut ou le code vœu",
    ),
}  # fmt: skip

# Without these columns each row that names a school is matched by its name: a name is told once.
_BY_NAME = {
    "doubtful_school": "host_uai", "matched_school": "host_uai",
    "doubtful_origin": "origin_uai", "matched_origin": "origin_uai",
}  # fmt: skip

_ASKING = ("open_column", "torn_column", "denied_column", "near_header")


def tell_once(
    found: Iterable[Fault], read: Iterable[Fault], sources: Sequence[Source]
) -> list[Fault]:
    """Return the faults `found` in rows after those of reading; one where one column explains many.

    Days that a warning calls another year's are not told again. A warning of reading that asks
    about a column says what it does to the rows; without one, and where rows are set aside, a
    finding of the sheet says it.
    """
    sheets = {(source.file, source.sheet): source for source in sources}
    told, rest = [*read], list[Fault]()
    old = {place for fault in told if fault.code == "other_year_doubt" for place in fault.also}
    groups: dict[tuple[str, str, str, str | None], list[Fault]] = defaultdict(list)
    for fault in found:
        places = {(fault.file, fault.sheet, fault.row), *fault.also}
        if fault.code in ("session_outside_window", "session_doubted") and places <= old:
            continue
        groups[fault.file, fault.sheet, fault.code, _name(fault)].append(fault)
    for (file, sheet, code, _), rows in groups.items():
        source = sheets.get((file, sheet))
        if source and len(rows) >= LEAST and code in _BY_NAME:
            rest += rows if _BY_NAME[code] in source.headers.positions else [_alike(rows)]
        elif source and len(rows) >= LEAST and (column := _cause(code, source, sources)):
            _add(rows, _EFFECTS[code], column, source, told)
        else:
            rest += rows
    return told + rest


def _name(fault: Fault) -> str | None:
    return fault.value if fault.code in _BY_NAME else None


def _alike(rows: Sequence[Fault]) -> Fault:
    """Return one finding for the rows that write one name."""
    first, *others = rows
    more = plural(len(others), "autre ligne l’écrit", "autres lignes l’écrivent")
    said = f"{first.said} {more} de même ({name_rows(_places(others))})."
    return replace(first, also=_places(others), said=said)


def _places(rows: Iterable[Fault]) -> tuple[Place, ...]:
    return tuple((row.file, row.sheet, row.row) for row in rows if row.row)


def _cause(code: str, source: Source, sources: Sequence[Source]) -> str | None:
    """Return the column not read that explains a fault of many rows, None without one."""
    if code not in _EFFECTS:
        return None
    effect = _EFFECTS[code]
    if asked := [column for column in effect.columns if _asked(source, column)]:
        return asked[0]
    places = [s for s in sources if s.table is source.table] if effect.anywhere else [source]
    first = effect.columns[0]
    return None if any(first in place.headers.positions for place in places) else first


def _asked(source: Source, column: str) -> list[str]:
    """Return the headers that may be this column, which waits for the analyst's answer."""
    headers = source.headers
    if column in headers.positions:
        return []
    doubts = [doubt.header for doubt in headers.doubts if column in doubt.roles[:2]]
    return doubts + [header for header, code, _ in headers.near if code == column]


def _add(
    rows: Sequence[Fault], effect: _Effect, column: str, source: Source, told: list[Fault]
) -> None:
    """Say the effect in the warning that asks about the column, else in a finding of its own."""
    asked, also = _asked(source, column), _places(rows)
    said = effect.of(rows)
    for at, fault in enumerate(told):
        here = (fault.file, fault.sheet) == (source.file, source.sheet)
        if here and fault.code in _ASKING and fault.value in asked and not effect.aside:
            told[at] = replace(fault, said=f"{fault.said} En attendant, {said}.", also=also)
            return
    hint = f"Est-ce {listing(map(quoted, asked), NAMED)} ? " if asked else ""
    code = "unread_key_column" if effect.aside else "unread_column"
    details = {"role": source.table[column].heading, "effect": said, "otherwise": effect.otherwise}
    sheet, row = source.layout.sheet, source.layout.header_rows[-1]
    told.append(sheet.fault(code, row=row, also=also, hint=hint, **details))
