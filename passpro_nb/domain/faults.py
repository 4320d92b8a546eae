"""A fault met: where it is, what is said of it, and the order in which faults are told.

A fault is data: checking never stops at the first one. Sentences say what, and what to do; where
(line, column) is put in front by `fault`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.fault_kinds import KINDS, FaultKind
from passpro_nb.domain.french import listing, quoted, unbreakable

SEVERITIES = ("error", "warning", "info")
NAMED = 6  # rows named in a sentence; beyond, « et 3 autres »

Place = tuple[str, str, int]  # file, sheet, row as Excel shows it


@dataclass(frozen=True, slots=True, repr=False)
class Fault(Discreet):
    """One fault met: where it is, the value found, what is said of it.

    `row` and `letter` are those a person sees in Excel, `column` is the header; `also` holds the
    other rows (file, sheet, row) that one fault is about.
    """

    code: str
    severity: str
    file: str
    sheet: str
    row: int | None
    column: str | None
    value: str | None
    said: str
    letter: str | None = None
    also: tuple[Place, ...] = ()

    def summary(self) -> list[str]:
        """Return what a person reads of it at a glance: where it is, never what the cell says."""
        return [f"{self.code} : {self.file} {self.sheet} {self.cell}".rstrip()]

    @property
    def message(self) -> str:
        """Return the whole French sentence: the line and the column, then what is said."""
        line = f"ligne {self.row}" if self.row else ""
        place = ", ".join(filter(None, (line, f"colonne {self.column}" if self.column else "")))
        return f"{place[0].upper()}{place[1:]} : {_after_colon(self)}" if place else self.said

    @property
    def cell(self) -> str:
        """Return the cell as Excel names it (« F12 »), the row alone, or nothing."""
        return f"{self.letter or ''}{self.row}" if self.row else ""


def _after_colon(fault: Fault) -> str:
    """Return what is said without its capital, unless it begins with a value of the file."""
    if FAULTS[fault.code].sentence.startswith("{") and fault.value is not None:
        return fault.said
    return fault.said[:1].lower() + fault.said[1:]


FAULTS: dict[str, FaultKind] = {
    kind.code: replace(kind, sentence=unbreakable(kind.sentence), why=unbreakable(kind.why))
    for kind in KINDS
}


def fault(
    code: str,
    *,
    file: str,
    sheet: str = "",
    row: int | None = None,
    column: str | None = None,
    value: object = None,
    letter: str | None = None,
    also: tuple[Place, ...] = (),
    **details: Any,
) -> Fault:
    """Return one occurrence of the kind `code`, its sentence filled in.

    `row` is the number that a person sees in Excel; `details` fill the sentence's other fields.
    """
    kind = FAULTS[code]
    shown = "cette valeur" if value is None else quoted(value)
    said = kind.sentence.format(value=shown, **details)
    said = said[:1].upper() + said[1:]
    text = None if value is None else str(value)
    return Fault(code, kind.severity, file, sheet, row, column, text, said, letter, also)


def fault_of(row: Any, code: str, **details: Any) -> Fault:
    """Return a fault of one row of a frame (of `itertuples`, with its file, sheet and row)."""
    return fault(code, file=row.file, sheet=row.sheet, row=int(row.row), **details)


def fault_about(places: Sequence[Place], code: str, **details: Any) -> Fault:
    """Return one fault about some rows: its sentence names them as {rows}, or {lines} (« ligne 3 »)."""
    file, sheet, row = places[0]
    said = name_rows(places)
    lines = f"{'lignes' if len(places) > 1 else 'ligne'} {said}"
    also = tuple(places[1:])
    return fault(
        code, file=file, sheet=sheet, row=row, also=also, rows=said, lines=lines, **details
    )


def picked(rows: Any, mask: Any) -> Iterable[Any]:
    """Yield the rows of a frame that a mask picks, for `fault_of`: most often there is none."""
    return rows[mask].itertuples() if mask.any() else ()


def places_of(rows: Any) -> list[Place]:
    """Return where the rows of a frame are."""
    where = (rows[name].to_numpy(dtype=object).tolist() for name in ("file", "sheet", "row"))
    return list(zip(*where, strict=True))


def name_rows(places: Sequence[Place]) -> str:
    """Name rows in a sentence, with the file and the sheet where there are several."""
    if len({place[:2] for place in places}) == 1:
        return listing((row for _, _, row in places), NAMED)
    said = (f"{row} ({file} {sheet}".rstrip() + ")" for file, sheet, row in places)
    return listing(said, NAMED)


def worst_first(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults sorted: errors, warnings, then information; each in the files' order."""
    rank = {severity: position for position, severity in enumerate(SEVERITIES)}
    kinds = {code: position for position, code in enumerate(FAULTS)}
    return sorted(
        faults, key=lambda f: (rank[f.severity], kinds[f.code], f.file, f.sheet, f.row or 0)
    )
