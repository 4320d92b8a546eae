"""What is read without asking: a header that says it all, or values and rows that say it too.

A word that a role does not explain (« référent », « gestionnaire ») makes of a header a mere hint.
"""

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, Table
from passpro_nb.read.columns.evidence import FEW, Profile
from passpro_nb.read.columns.halves import (
    CORE,
    all_told,
    has_strange_word,
    told_in,
    ways_with_loose,
)
from passpro_nb.read.columns.rows.left import DATES, Left, Rows, is_dated
from passpro_nb.read.columns.rows.of_catalogue import OF_CATALOGUE
from passpro_nb.read.columns.rows.of_pupils import OF_PUPILS, is_numbered
from passpro_nb.read.columns.rows.relations import depends
from passpro_nb.read.columns.rows.sides import Column

# By role, what its cells look like and no other column's do, and the share of them that must.
_TELLING = {
    "programme_label": ("programme", 0.6), "host_name": ("lycee", 0.6), "origin_name": ("college", 0.6),
    "start": ("hour", 0.8), "end": ("hour", 0.8), "status": ("status", 0.8), "diploma": ("diploma", 0.6),
    "birth_date": ("birth", 0.8), "contact": ("contact", 0.8), "place": ("room", 0.3),
    "ine": ("ine", 0.8), "mef": ("mef", 0.8), "mode": ("mode", 0.8), "sector": ("sector", 0.8),
    "passpro": ("passpro", 0.8),
}  # fmt: skip


@lru_cache(maxsize=4096)
def is_explained(header: str, role: str, table: str) -> bool:
    """Tell whether a role explains every word of a header, and whether they say all that it asks."""
    tokens = all_told(header)
    ways = [(must, may) for code, must, may in ways_with_loose(table) if code == role]
    said: Set[str] = frozenset().union(*tokens)
    words = frozenset().union(*(may for _, may in ways))
    return all(token & words for token in tokens) and any(must <= said for must, _ in ways)


def hinted(
    roles: Mapping[str, int], heard: Sequence[Column], table: Table, calendar: Calendar | None
) -> list[str]:
    """Return the roles that were given on a hint, and for which neither cells nor rows speak."""
    profiles = {role: heard[at].profile for role, at in roles.items()}
    return [
        role
        for role, at in roles.items()
        if profiles[role].counted >= FEW
        and not _is_needed(role, roles, table)
        and (
            _is_of_nobody(role, heard[at].header, roles, profiles)
            if role in _SIDED and _SIDED[role] in heard[at].claims
            else _is_a_mere_hint(role, heard[at], profiles, table, calendar)
        )
    ]


def _is_a_mere_hint(
    role: str, column: Column, profiles: Mapping[str, Profile], table: Table,
    calendar: Calendar | None,
) -> bool:  # fmt: skip
    """Tell a role that its header does not say in full, and that neither cells nor rows say."""
    if role in column.claims or is_explained(column.header, role, table.code):
        return False
    others = {r: seen for r, seen in profiles.items() if r != role}
    left = Left(column.header, profiles[role], column.half)
    return not _is_spoken_for(role, left, Rows(table, others, calendar))


# A commune or a code may be of either school, or of the pupil's home.
_SIDED = {
    f"{one}_{what}": f"{other}_{what}"
    for one, other in (("host", "origin"), ("origin", "host"))
    for what in ("commune", "uai")
}


def _is_of_nobody(
    role: str, header: str, roles: Mapping[str, int], profiles: Mapping[str, Profile]
) -> bool:
    """Tell « Ville » that stands beside neither school's columns, and goes with neither in its rows."""
    side, _, what = role.partition("_")
    if told_in(header) & {"host", "origin"} or (what == "uai" and _SIDED[role] in roles):
        return False
    places = (-1, 1) if what == "uai" else (-1,)
    near = {other for other, place in roles.items() if place - roles[role] in places}
    schools = {f"{side}_uai", f"{side}_name"} - {role}
    goes_with = any(depends(profiles[role], profiles[s]) for s in schools & profiles.keys())
    return not (near & {*schools, f"{side}_commune"} or goes_with or profiles[role].distinct == 1)


def _is_needed(role: str, roles: Mapping[str, int], table: Table) -> bool:
    """Tell the one column without which the table would be refused."""
    return any(role in group and {*group} & roles.keys() == {role} for group in table.required)


def _is_spoken_for(role: str, column: Left, rows: Rows) -> bool:
    """Tell whether cells that no other role has, or the rows, say a role."""
    look, least = _TELLING.get(role, ("", 2.0))
    if column.seen.share(look) >= least or _is_dated(role, column, rows):
        return True
    if role == "interview_on" and column.seen.is_appointed:
        return True
    if role == "file_number" and is_numbered(column, rows):
        return True
    tests = OF_CATALOGUE if rows.table.code == CATALOGUE.code else OF_PUPILS
    return role in tests and tests[role](column, rows)


def _is_dated(role: str, column: Left, rows: Rows) -> bool:
    """Tell days in their window and order, under words that are all known and name their event."""
    event = (
        {"convene"}
        if role == "convened_on"
        else CORE.get(role)
        if role in (*DATES, "sessions")
        else None
    )
    plain = event and column.senses & event and not has_strange_word(column.header)
    return bool(plain) and is_dated(role, column, rows)
