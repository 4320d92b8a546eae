"""Headers → declared columns: the alias book, after what the analyst confirmed.

A header is taken only when it is known: exactly once folded, or as the same words in another
order (« Entretien Date » is « Date d'entretien »). A near miss is proposed, never taken.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from passpro_nb.domain.french import fold
from passpro_nb.domain.tables import TABLES, Table
from passpro_nb.read.columns.correspondences import UNUSED

NEAR = 80.0
_EMPTY_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "et", "s"}


@dataclass(frozen=True)
class HeaderMap:
    """How the headers of one table were understood; positions are those of the table's columns."""

    positions: Mapping[str, int]
    doubles: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    near: tuple[tuple[str, str, float], ...]

    def missing(self, table: Table) -> list[tuple[str, ...]]:
        """Return the required groups of which no column was found."""
        return [g for g in table.required if not any(code in self.positions for code in g)]


def map_headers(
    headers: Sequence[str], table: Table, known: Mapping[str, str] | None = None
) -> HeaderMap:
    """Map the headers of a sheet to the declared columns of `table`; `known` (folded) comes first.

    What the analyst confirmed silences any other header of that column. Two headers that claim one
    column otherwise: the first is kept, and both are named in `doubles`.
    """
    known = known or {}
    confirmed = {known[fold(header)] for header in headers if fold(header) in known}
    roles = [
        role if fold(header) in known or role not in confirmed else UNUSED
        for header, role in ((header, _role(header, table, known)) for header in headers)
    ]
    positions: dict[str, int] = {}
    doubles: dict[str, tuple[str, ...]] = {}
    for position, role in enumerate(roles):
        if not role:
            continue
        if role in positions:
            first = doubles.get(role, (headers[positions[role]],))
            doubles[role] = (*first, headers[position])
        else:
            positions[role] = position
    unknown = tuple(header for header, role in zip(headers, roles, strict=True) if role is None)
    return HeaderMap(positions, doubles, unknown, _near(unknown, table, positions))


def score_headers(
    table: Table, known: Mapping[str, str] | None = None
) -> Callable[[list[str]], float]:
    """Return the function that says which share of a row's cells are headers of `table`."""

    def score(cells: list[str]) -> float:
        roles = {_role(cell, table, known or {}) for cell in cells} - {None, UNUSED}
        return len(roles) / max(1, len(cells))

    return score


def _role(header: str, table: Table, known: Mapping[str, str]) -> str | None:
    """Return the column that a header names: as it is, without its brackets, as a bag of words.

    None: unknown; `UNUSED`: the analyst said that it is not to be read.
    """
    if len(header) > 200:
        return None
    if fold(header) in known:
        return known[fold(header)]
    book = _book(table.code)
    for text in (header, re.sub(r"\(.*?\)|\[.*?\]", " ", header)):
        folded = fold(text)
        role = known.get(folded) or book.get(folded) or book.get(_bag(folded))
        if role:
            return role
    return None


@lru_cache(maxsize=8)
def _book(code: str) -> dict[str | frozenset[str], str]:
    """Return the alias book of a table: folded names, and the bags of words of one column only."""
    names = [(name, column.code) for column in TABLES[code].columns for name in column.names]
    bags: dict[frozenset[str], set[str]] = defaultdict(set)
    for name, role in names:
        bags[_bag(name)].add(role)
    return dict(names) | {bag: roles.pop() for bag, roles in bags.items() if len(roles) == 1}


def _bag(folded: str) -> frozenset[str]:
    """Return the words that count, singular: « dates des entretiens » is « date entretien »."""
    words = [word for word in folded.split() if word not in _EMPTY_WORDS]
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words)


def _near(
    unknown: tuple[str, ...], table: Table, taken: Mapping[str, int]
) -> tuple[tuple[str, str, float], ...]:
    """Propose a column still free for each unknown header that almost has its name."""
    names = {name: c.code for c in table.columns if c.code not in taken for name in c.names}
    found = []
    for header in unknown:
        best = process.extractOne(fold(header), list(names), scorer=fuzz.ratio, score_cutoff=NEAR)
        if best:
            found.append((header, names[best[0]], best[1] / 100))
    return tuple(found)
