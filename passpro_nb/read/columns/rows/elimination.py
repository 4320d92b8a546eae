"""The columns that are left, held against what the table still lacks, row by row.

A role goes to a column that alone can be it, and that can be nothing else: by the looks of its cells,
and by what its rows say beside the columns already read. A word of something else denies it.
"""

from collections.abc import Iterator, Mapping, Sequence

from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import CATALOGUE, Table
from passpro_nb.read.columns.evidence import FEW, Profile
from passpro_nb.read.columns.leftovers import is_sparse
from passpro_nb.read.columns.rows.left import Left, Rows
from passpro_nb.read.columns.rows.of_catalogue import OF_CATALOGUE
from passpro_nb.read.columns.rows.of_pupils import OF_PUPILS
from passpro_nb.read.columns.support import support


def by_elimination(
    table: Table, roles: Mapping[str, int], profiles: Sequence[Profile],
    left: Mapping[int, Left], calendar: Calendar | None,
) -> dict[str, int]:  # fmt: skip
    """Return the roles that the columns left can take, each the only one of the other."""
    found: dict[str, int] = {}
    while True:
        given = {**roles, **found}
        rows = Rows(table, {role: profiles[at] for role, at in given.items()}, calendar)
        open_ = {at: column for at, column in left.items() if at not in found.values()}
        fits = {at: _fits(column, rows) for at, column in open_.items()}
        new = dict(_only_ones(fits))
        if not new:
            return found
        found |= new


def _fits(column: Left, rows: Rows) -> set[str]:
    """Return the free roles that a column may have; those that its header hints at, if any."""
    tests = OF_CATALOGUE if rows.table.code == CATALOGUE.code else OF_PUPILS
    fits = {
        role
        for role, test in tests.items()
        if role in rows.table.codes and role not in rows.of and column.seen.counted >= FEW
        and not is_sparse(role, column.seen)
        and support(rows.table[role], column.seen) >= 0 and test(column, rows)
    }  # fmt: skip
    return {role for role in fits if role in column.hints} or fits


def _only_ones(fits: Mapping[int, set[str]]) -> Iterator[tuple[str, int]]:
    """Yield the roles that one column alone may have, where it may have no other."""
    for at, roles in fits.items():
        if len(roles) == 1:
            (role,) = roles
            if sum(role in others for others in fits.values()) == 1:
                yield role, at
