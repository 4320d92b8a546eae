"""Each role to one column at most, such that most is said for the whole table.

The best assignment, not the first claim: a column gives way where another has nothing else to be.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

ENOUGH = 0.5  # what must speak for a role before it is given
_LARGEST = 10  # columns that claim the same roles: beyond, the strongest claim wins


def assign(points: Sequence[Mapping[str, float]]) -> dict[str, int]:
    """Return the column of each role such that most is said for the whole."""
    able = [{role: score for role, score in said.items() if score >= ENOUGH} for said in points]
    roles: dict[str, int] = {}
    for group in _groups(able):
        roles |= _best_of(group, able) if len(group) <= _LARGEST else _strongest(group, able)
    return roles


def _groups(able: Sequence[Mapping[str, float]]) -> Iterator[list[int]]:
    """Yield the columns that claim the same roles, directly or through others."""
    groups: list[tuple[set[str], list[int]]] = []
    for at, said in enumerate(able):
        if said:
            mine = [group for group in groups if group[0] & said.keys()]
            groups = [group for group in groups if group not in mine]
            roles = set(said).union(*(group[0] for group in mine))
            groups.append((roles, sorted([at, *(c for group in mine for c in group[1])])))
    yield from (columns for _, columns in groups)


def _best_of(group: Sequence[int], able: Sequence[Mapping[str, float]]) -> dict[str, int]:
    @cache
    def best(place: int, taken: frozenset[str]) -> tuple[float, tuple[tuple[str, int], ...]]:
        if place == len(group):
            return 0.0, ()
        found = best(place + 1, taken)
        for role, score in able[group[place]].items():
            if role not in taken:
                rest, roles = best(place + 1, taken | {role})
                # a hair for the first of two equals: the result never depends on luck
                if (total := rest + score) > found[0] - 1e-9:
                    found = total, ((role, group[place]), *roles)
        return found

    return dict(best(0, frozenset())[1])


def _strongest(group: Sequence[int], able: Sequence[Mapping[str, float]]) -> dict[str, int]:
    claims = sorted((-score, at, role) for at in group for role, score in able[at].items())
    roles: dict[str, int] = {}
    for _, at, role in claims:
        if role not in roles and at not in roles.values():
            roles[role] = at
    return roles
