"""What if: other lengths, juries, groups, more sessions; what it would change, the data untouched."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from math import ceil

import numpy as np
import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import long_date, quoted
from passpro_nb.domain.settings import Interviews, Settings
from passpro_nb.measure.capacity import SHARED, count_capacity, measure_capacity, usual_seats
from passpro_nb.measure.coverage import Tally
from passpro_nb.measure.groups import GROUPS

COMPARED = ("capacity", "shortfall")
MOST_TRIED = 600  # ten hours, in minutes; more sessions than a school has rooms and days
_EXTRA_ORDINAL = 1000  # above any that a cell states: an added session is never taken for another


@dataclass(frozen=True)
class Change:
    """What is tried, for some hosts or (without any) for all; None leaves a setting as it is.

    `seances_ajoutees`: sessions of the settings' length added to each offer short of seats;
    `places`: (offer, how many) sessions of the offer's usual size, added there whatever `hosts` says.
    """

    duree_individuel_min: int | None = None
    jurys: int | None = None
    duree_collectif_min: int | None = None
    taille_groupe: int | None = None
    duree_seance_min: int | None = None
    seances_ajoutees: int = 0
    hosts: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()

    def moves(self, interviews: Interviews) -> bool:
        """Tell whether anything is tried at all, of settings as they are."""
        added = self.seances_ajoutees or any(count for _, count in self.places)
        return bool(added) or self.apply(interviews) != interviews

    def apply(self, interviews: Interviews) -> Interviews:
        """Return the settings as changed; raises `UsageError` for a number out of its bounds."""
        names = {item.name: item.metadata["least"] for item in fields(Interviews)}
        given = {n: getattr(self, n) for n in names if getattr(self, n, None) is not None}
        more = [self.seances_ajoutees, *(count for _, count in self.places)]
        if any(value < names[name] for name, value in given.items()) or min(more) < 0:
            raise UsageError("Une durée, un nombre de jurys ou d’élèves vaut au moins 1.")
        moved = [value for name, value in given.items() if value != getattr(interviews, name)]
        if max([*moved, self.seances_ajoutees]) > MOST_TRIED:
            raise UsageError(f"Un nombre que l’on essaie vaut au plus {MOST_TRIED}.")
        return replace(interviews, **given)


def measure_what_if(
    offers: pd.DataFrame, sessions: pd.DataFrame, tally: Tally, settings: Settings, day: date,
    change: Change,
) -> pd.DataFrame:  # fmt: skip
    """Return by host the capacity and the shortfall before and after a change.

    In: as `count_capacity`. Out: the key columns of the group `host`, then for each of `COMPARED`
    its value, the same `_after`, and `_change` (after − before). What is spared most comes first;
    every host is listed, so that totals are sums.
    """
    before = count_capacity(offers, sessions, tally, settings, day)
    return compare_capacity(before, count_what_if(offers, sessions, tally, settings, day, change))


def compare_capacity(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return by host what `measure_what_if` says of two `count_capacity`, before and after."""
    table = measure_capacity(before, "host")[[*GROUPS["host"], *COMPARED]]
    new = measure_capacity(after, "host").set_index("host_uai")
    for name in COMPARED:
        later = table["host_uai"].map(new[name])
        table = table.assign(**{f"{name}_after": later, f"{name}_change": later - table[name]})
    order = ["shortfall_change", "shortfall", "host_uai"]
    return table.sort_values(order, ascending=[True, False, True]).reset_index(drop=True)


def count_what_if(
    offers: pd.DataFrame, sessions: pd.DataFrame, tally: Tally, settings: Settings, day: date,
    change: Change,
) -> pd.DataFrame:  # fmt: skip
    """Return `count_capacity` after a change; hosts outside its scope are as they were.

    A host's figures depend on its own rows only, so the two parts are counted apart.
    """
    changed = replace(settings, entretiens=change.apply(settings.entretiens))
    inside = offers["host_uai"].isin(change.hosts or offers["host_uai"])
    concerned, others = offers[inside], offers[~inside]
    if change.seances_ajoutees:
        short = count_capacity(concerned, sessions, tally, changed, day)
        more = extra_sessions(short, change.seances_ajoutees, settings, day)
        sessions = pd.concat([sessions, more], ignore_index=True)
    if any(count for _, count in change.places):
        more = placed_sessions(offers, sessions, tally, settings, day, change)
        sessions = pd.concat([sessions, more], ignore_index=True)
    parts = [
        count_capacity(part, sessions, tally, rules, day)
        for part, rules in ((concerned, changed), (others, settings))
    ]
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def extra_sessions(
    counted: pd.DataFrame, count: int, settings: Settings, day: date
) -> pd.DataFrame:
    """Return `count` more sessions for each row of `count_capacity` that is short of seats.

    They are held on the next working day of the interview window, of the settings' length and the
    offer's mode (individual where it is not said); any offer of a host bears those of its shared
    line. Raises `UsageError` when no such day is left.
    """
    short = counted[counted["shortfall"] > 0]
    return _hold(short.loc[short.index.repeat(count)], counted, settings, day)


def placed_sessions(
    offers: pd.DataFrame, sessions: pd.DataFrame, tally: Tally, settings: Settings, day: date,
    change: Change,
) -> pd.DataFrame:  # fmt: skip
    """Return the sessions that a change adds where it says: each of the offer's usual seats.

    An offer may be a host's shared line. Raises `UsageError` for one that is not in the catalogue.
    """
    counted = count_capacity(offers, sessions, tally, settings, day)
    where = dict(change.places)
    if unknown := sorted(where.keys() - {*counted["offer"]}):
        raise UsageError(f"Le catalogue n’a pas d’offre {quoted(unknown[0])} dans Passpro.")
    rows = counted[counted["offer"].isin(where)]
    rows = rows.loc[rows.index.repeat(rows["offer"].map(where))]
    seats = rows["offer"].map(usual_seats(counted, sessions, settings)).map(ceil)
    held = _hold(rows, counted, settings, day)
    return held.assign(
        declared=pd.array(seats.tolist(), dtype="Int64"), ordinal=held["ordinal"] + _EXTRA_ORDINAL
    )


def _hold(rows: pd.DataFrame, counted: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return a session for each of the rows of `count_capacity`, on the next day of the window."""
    rows = rows[["offer", "host_uai", "programme", "mode"]]
    first = counted[counted["programme"] != SHARED].groupby("host_uai")["offer"].first()
    shared = rows["programme"].eq(SHARED)
    said = rows["mode"].isin(["individual", "collective"])
    unsaid = pd.array([None] * len(rows), dtype="Int64")
    return rows.drop(columns="programme").assign(
        offer=rows["offer"].mask(shared, rows["host_uai"].map(first)),
        day=np.datetime64(_next_day(settings, day), "s"),
        start=None,
        end=None,
        ordinal=_EXTRA_ORDINAL + np.arange(len(rows)),
        mode=rows["mode"].where(said, "individual"),
        **dict.fromkeys(("declared", "per_minutes", "juries"), unsaid),
    )


def _next_day(settings: Settings, day: date) -> date:
    """Return the first working day after `day` inside the interview window."""
    first, last = settings.calendrier.debut_entretiens, settings.calendrier.fin_entretiens
    start = max(day, first - timedelta(days=1)) if first else day
    held = settings.calendrier.workdays.add(start, 1)
    if last and held > last:
        raise UsageError(
            f"Les entretiens finissent le {long_date(last)} : aucun jour ne reste pour une séance de plus."
        )
    return held
