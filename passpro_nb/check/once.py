"""What many rows ask alike is answered once: the answer is theirs all, its fault told of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from passpro_nb.domain.faults import Fault, fault, places_of

Candidates = tuple[tuple[str, str], ...]  # key and label of each, the nearest first


@dataclass(frozen=True)
class Ask:
    """What only the analyst can tell: `said`, as the rows write it, and the candidates."""

    said: str
    candidates: Candidates


@dataclass(frozen=True)
class Answer:
    """The key found, or None; the kind of fault with what its sentence needs (also of a match)."""

    found: str | None
    fault: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    candidates: Candidates = ()


@dataclass(frozen=True)
class Answers:
    """`found` by row, missing where nothing was; the faults; the asks without an answer."""

    found: pd.Series
    faults: tuple[Fault, ...]
    doubts: Mapping[tuple[Any, ...], Answer]


def ask_once(rows: pd.DataFrame, columns: Sequence[str], answer: Callable[..., Answer]) -> Answers:
    """Answer what the rows ask in `columns` (a blank is None), each distinct ask once."""
    cells = (rows[name].astype(object).where(rows[name].notna(), None) for name in columns)
    asked = list(zip(*(column.tolist() for column in cells), strict=True))
    known = {ask: answer(*ask) for ask in dict.fromkeys(asked)}
    found = pd.Series([known[ask].found for ask in asked], rows.index, dtype="str")
    faults = tuple(
        fault(code, file=file, sheet=sheet, row=row, **known[ask].details)
        for ask, (file, sheet, row) in zip(asked, places_of(rows), strict=True)
        if (code := known[ask].fault)
    )
    return Answers(found, faults, {ask: a for ask, a in known.items() if a.found is None})
