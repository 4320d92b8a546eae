"""The table of a view: one row a member of its group with the figures asked, or one figure crossed."""

from collections.abc import Iterable, Mapping
from typing import Protocol

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import fold, quoted
from passpro_nb.measure.groups import GROUPS, ORIGIN, check_group
from passpro_nb.measure.over_time.progress import FORECAST
from passpro_nb.measure.view import NAME, OF_COVERAGE, View

TOTAL = "total"  # the column of a crossed table that is the row's whole
CROSSED = "registered"  # what is crossed where no figure is said


class Measured(Protocol):
    """What a view reads: `measure.figures.Figures`."""

    usual: tuple[str, ...]

    def cover(
        self, by: str, across: str, filters: Mapping[str, Iterable[str]], *, ahead: bool = ...
    ) -> pd.DataFrame:
        """Return opinion coverage."""

    def capacity(self, by: str = ..., across: str = ..., **filters: Iterable[str]) -> pd.DataFrame:
        """Return interview capacity."""


def measure_view(figures: Measured, view: View) -> pd.DataFrame:
    """Return the table of a view: the key columns of its group, then its figures.

    Crossed, then `total`, and the figure in a column for each member of the other group, named by
    its key; a missing value is where the two never meet. In the order of the view, else the worst first.
    """
    codes = crossed_figure(view) if view.columns else view.figures or figures.usual
    sort = view.sort.removeprefix("-")
    asked = tuple(dict.fromkeys((*codes, *([sort] if sort not in ("", NAME) else []))))
    table = _measured(figures, view.by, "", asked, view.filters)
    order = view.sort or (codes[0] if view.columns else "")  # what is crossed, from the largest
    table = _ordered(_found(table, view), order, view.by)
    keys = [key for key in GROUPS[view.by] if key in table]
    if not view.columns:
        return table[[*keys, *codes]].reset_index(drop=True)
    (code,) = codes
    cells = _measured(figures, view.by, view.columns, codes, view.filters)
    wide = cells.pivot(index=keys[0], columns=GROUPS[view.columns][0], values=code)
    table = table[[*keys, code]].rename(columns={code: TOTAL})
    return table.join(wide.rename_axis(columns=None), on=keys[0]).reset_index(drop=True)


def crossed_figure(view: View) -> tuple[str]:
    """Return the one figure of a crossed table."""
    return (view.figures[0] if view.figures else CROSSED,)


def _measured(
    figures: Measured,
    by: str,
    across: str,
    codes: Iterable[str],
    filters: Mapping[str, Iterable[str]],
) -> pd.DataFrame:
    """Return the keys of a group (or two), and the figures asked, of whichever table they are in."""
    wanted = [*codes]
    of_seats = [code for code in wanted if code not in OF_COVERAGE]
    ahead = not {*wanted}.isdisjoint(FORECAST)
    tables = (
        [figures.cover(by, across, filters, ahead=ahead)] if len(of_seats) < len(wanted) else []
    )
    if of_seats:
        check_group(ORIGIN if ORIGIN in (by, across, *filters) else by, origins=False)
        tables.append(figures.capacity(by, across, **filters))
    keys = (
        [*GROUPS[by], *(key for key in GROUPS[across][:1] if key not in GROUPS[by])]
        if across
        else [*GROUPS[by]]
    )
    met = [GROUPS[name][0] for name in (by, across) if name]
    table = pd.concat([each[keys] for each in tables]).drop_duplicates(met)
    for each in tables:
        mine = [code for code in wanted if code in each and code not in table]
        table = table.merge(each[[*met, *mine]], on=met, how="left")
        counts = [code for code in mine if each[code].dtype == int]  # others may be unknown
        table = table.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, int))
    if missing := [code for code in wanted if code not in table]:
        raise UsageError(f"{quoted(label(missing[0]))} ne se mesure pas ici.")
    return table


def _found(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """Return the rows whose texts hold every word searched."""
    words = fold(view.search).split()
    if not words:
        return table
    keys = [key for key in GROUPS[view.by] if key in table]
    texts = [fold(" ".join(map(str, row))) for row in table[keys].itertuples(index=False)]
    found = [all(word in text for word in words) for text in texts]
    return table[pd.Series(found, table.index, dtype=bool)]


def _ordered(table: pd.DataFrame, sort: str, by: str) -> pd.DataFrame:
    """Return the rows in an order of `View`: figures from the largest, names as a person sorts them."""
    back, code = sort.startswith("-"), sort.removeprefix("-")
    if not code:
        return table
    if code != NAME:
        return table.sort_values(code, ascending=back, kind="stable", na_position="last")
    key = name_of(by)
    return table.sort_values(
        key, ascending=not back, kind="stable", key=lambda names: names.map(fold)
    )


def name_of(by: str) -> str:
    """Return the key column that names the members of a group to a person."""
    return {
        "host": "host_name",
        "offer": "host_name",
        "programme": "programme_label",
        ORIGIN: "origin_name",
    }.get(by, GROUPS[by][0])
