"""A host's sessions to come, cut into slots: so many seats at one hour, for some offers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import numpy as np
import pandas as pd

from passpro_nb.domain.settings import Interviews, Settings
from passpro_nb.interviews.matching import Cell
from passpro_nb.measure.capacity import in_window, measure_seats, pool_sessions, without_doubt

FIRST_HOUR = 60  # minutes
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot(Cell):
    """A cell of a session: who may sit there, and whether it is in the session's first hour."""

    session: int
    day: pd.Timestamp
    hour: time | None
    offers: frozenset[str]
    early: bool


def coming_sessions(sessions: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return the sessions after `day` in the window, in order, those shared once, by `session`."""
    seats = measure_seats(without_doubt(sessions), settings.entretiens)
    seats = pool_sessions(seats, settings.entretiens)
    later = in_window(seats["day"], settings) & (seats["day"] > np.datetime64(day, "s"))
    order = seats.assign(hour=seats["start"].map(minutes_of))[later].sort_values(["day", "hour"])
    return order.reset_index(drop=True).rename_axis("session").reset_index()


def minutes_of(hour: object) -> float:
    """Return the minutes since midnight, NaN without an hour."""
    return hour.hour * 60 + hour.minute if isinstance(hour, time) else np.nan


def cut_session(row: Any, interviews: Interviews) -> Iterator[Slot]:
    """Cut a row of `coming_sessions` into slots, one after the other, its seats spread over them.

    An individual session is cut by the length of an interview, a collective one by that of a group.
    Without hours or mode, all come at its start (without a start: at an hour that the host sets).
    """
    seats = 0 if pd.isna(row.seats) else int(row.seats)
    minutes = interviews.duree_seance_min if pd.isna(row.minutes) else int(row.minutes)
    origin = row.day.toordinal() * DAY
    common = {"session": row.session, "day": row.day, "offers": frozenset(row.offers)}
    if not isinstance(row.start, time):
        if seats:
            yield Slot(origin, origin + DAY, seats, hour=None, early=False, **common)
        return
    begin = int(minutes_of(row.start))
    length, parts = _cut(row.mode, minutes, seats, interviews)
    for part in range(parts):
        start = begin + part * length
        yield Slot(
            origin + start, origin + start + length, seats // parts + (part < seats % parts),
            hour=time(start // 60 % 24, start % 60), early=start < begin + FIRST_HOUR, **common,
        )  # fmt: skip


def _cut(mode: object, minutes: int, seats: int, interviews: Interviews) -> tuple[int, int]:
    """Return the length of a slot in minutes, and how many there are (none without seats)."""
    if mode == "individual":
        length, groups = interviews.duree_individuel_min, seats
    elif mode == "collective":
        length, groups = interviews.duree_collectif_min, -(-seats // interviews.taille_groupe)
    else:
        length, groups = minutes, min(1, seats)
    return length, min(max(1, minutes // max(1, length)), groups)
