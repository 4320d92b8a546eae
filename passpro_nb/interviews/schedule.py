"""A convening aid: a host's pupils still to interview, put into its sessions to come.

A draft that the host corrects: nothing here is ever published, for it is nominative.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import numpy as np
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.settings import Interviews, Settings
from passpro_nb.interviews.matching import Cell, Seating, overlap, seat_apart
from passpro_nb.measure.capacity import in_window, measure_seats, pool_sessions
from passpro_nb.measure.clashes import Span, day_spans
from passpro_nb.measure.groups import Selection, measured_offers
from passpro_nb.measure.states import measure_states

FIRST_HOUR = 60  # minutes
_DAY = 24 * 60
_EARTH_KM = 6371.0
_APPLICATION = [
    "last_name", "first_name", "origin_class", "origin_name", "origin_uai", "offer",
    "programme_label", "registered_on", "distance",
]  # fmt: skip
PLACED_COLUMNS = ["session", "day", "start", "place", *_APPLICATION, "kept"]
WAITING_COLUMNS = [*_APPLICATION, "interview_day", "why"]
# Why an application has no seat: its offer has no session to come; it is convened on a day without a
# session; it is elsewhere at every hour that is left; seats lack.
NO_SESSION, OWN_DAY, ELSEWHERE, FULL = "no_session", "own_day", "elsewhere", "full"


@dataclass(frozen=True)
class Schedule:
    """A draft for one host.

    `placed`: `PLACED_COLUMNS`, by day, hour and name; `waiting`: `WAITING_COLUMNS`, the earliest
    registered first; `sessions`: `session`, `day`, `start`, `end`, `place`, `seats`, `taken`;
    `proven`: no schedule seats more.
    """

    placed: pd.DataFrame
    waiting: pd.DataFrame
    sessions: pd.DataFrame
    proven: bool


@dataclass(frozen=True, slots=True)
class _Slot(Cell):
    """A cell of a session: who may sit there, and whether it is in the session's first hour."""

    session: int
    day: pd.Timestamp
    hour: time | None
    offers: frozenset[str]
    early: bool


def schedule_host(campaign: Campaign, host_uai: str, day: date) -> Schedule:
    """Return the draft schedule of a host of a campaign (`measure_schedule`).

    Raises `UsageError` when the host has no offer in Passpro.
    """
    settings = campaign.settings
    chosen = Selection(host_uai=(host_uai,))
    offers = measured_offers(campaign.offers, settings.campagne.academie, chosen)
    states = measure_states(campaign.applications, settings, day)
    return measure_schedule(
        host_uai, states, offers, campaign.sessions, campaign.directory, settings, day
    )


def measure_schedule(
    host_uai: str,
    states: pd.DataFrame,
    offers: pd.DataFrame,
    sessions: pd.DataFrame,
    directory: pd.DataFrame,
    settings: Settings,
    day: date,
) -> Schedule:
    """Return a draft schedule of a host: as many seated as any schedule could, fairly.

    In: `measure_states` of the whole campaign, `measured_offers`, sessions as read, the directory.
    A pupil already convened keeps his day; a pupil is never at two interviews at one hour, here or
    elsewhere (an hour that is not known takes the whole day); where seats lack, those convened, then
    the earliest registered are served; an origin farther than
    `eloignement_km` of the settings is not in a session's first
    hour unless nobody nearer can be. Sessions whose seats are unknown seat nobody.
    """
    mine = offers[offers["host_uai"] == host_uai]
    coming = _coming(sessions[sessions["offer"].isin(mine["offer"])], settings, day)
    slots = [slot for row in coming.itertuples() for slot in _slots(row, settings.entretiens)]
    pupils = _applicants(mine, states, directory)
    busy = _busy(pupils, slots, states, sessions, day)
    wishes = [_wishes(pupil, slots, busy.get(pupil.pupil, ())) for pupil in pupils.itertuples()]
    seating = seat_apart(wishes, slots, pupils["pupil"].tolist())
    far = (pupils["distance"] > settings.entretiens.eloignement_km).tolist()
    places = _spare_far(seating, wishes, slots, far, pupils["pupil"].tolist())
    return _schedule(pupils, places, slots, wishes, coming, seating.proven)


# ------------------------------------------------------------------------------ sessions → slots


def _coming(sessions: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return the host's sessions after `day` in the window, in order, those shared once."""
    seats = pool_sessions(measure_seats(sessions, settings.entretiens), settings.entretiens)
    later = in_window(seats["day"], settings) & (seats["day"] > np.datetime64(day, "s"))
    order = seats.assign(hour=seats["start"].map(_minutes))[later].sort_values(["day", "hour"])
    return order.reset_index(drop=True).rename_axis("session").reset_index()


def _minutes(hour: object) -> float:
    return hour.hour * 60 + hour.minute if isinstance(hour, time) else np.nan


def _slots(row: Any, interviews: Interviews) -> Iterable[_Slot]:
    """Cut a session into slots: one after the other, its seats spread over them.

    An individual session is cut by the length of an interview, a collective one by that of a group.
    Without hours or mode, all come at its start (without a start: at an hour that the host sets).
    """
    seats = 0 if pd.isna(row.seats) else int(row.seats)
    minutes = interviews.duree_seance_min if pd.isna(row.minutes) else int(row.minutes)
    origin = row.day.toordinal() * _DAY
    common = {"session": row.session, "day": row.day, "offers": frozenset(row.offers)}
    if not isinstance(row.start, time):
        if seats:
            yield _Slot(origin, origin + _DAY, seats, hour=None, early=False, **common)
        return
    begin = int(_minutes(row.start))
    length, parts = _cut(row.mode, minutes, seats, interviews)
    for part in range(parts):
        start = begin + part * length
        yield _Slot(
            origin + start, origin + start + length, seats // parts + (part < seats % parts),
            hour=time(start // 60 % 24, start % 60), early=start < begin + FIRST_HOUR, **common,
        )  # fmt: skip


def _cut(mode: object, minutes: int, seats: int, interviews: Interviews) -> tuple[int, int]:
    """Return the length of a slot in minutes, and how many there are (none without seats)."""
    if not seats:
        return minutes, 0
    if mode == "individual":
        length = interviews.duree_individuel_min
        return length, min(max(1, minutes // length), seats)
    if mode == "collective":
        length = interviews.duree_collectif_min
        groups = -(-seats // interviews.taille_groupe)
        return length, min(max(1, minutes // length), groups)
    return minutes, 1


# ------------------------------------------------------------------------------------ applicants


def _applicants(
    offers: pd.DataFrame, states: pd.DataFrame, directory: pd.DataFrame
) -> pd.DataFrame:
    """Return the applications to place, in order: those convened, then the earliest registered."""
    rows = states[states["to_interview"] & states["offer"].isin(offers["offer"])]
    labels = offers.set_index("offer")["programme_label"]
    rows = rows.assign(
        programme_label=rows["offer"].map(labels),
        kept=rows["interview_day"].notna(),
        distance=_distances(rows["origin_uai"], offers, directory),
    )
    order = rows.assign(late=~rows["kept"])
    return order.sort_values(["late", "registered_on", "pupil", "offer"]).reset_index(drop=True)


def _distances(origins: pd.Series, offers: pd.DataFrame, directory: pd.DataFrame) -> pd.Series:
    """Return the kilometres from each origin to the host, NaN when a place is not known."""
    points = _points(directory)
    host = offers["host_uai"].iloc[0] if len(offers) else ""
    here = points.get(host)
    known = {uai: _kilometres(points.get(uai), here) for uai in origins.dropna().unique()}
    return origins.map(known).astype(float)


def _points(directory: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Return by UAI the coordinates of a school, else the middle of its commune's schools."""
    known = directory.dropna(subset=["uai"]).drop_duplicates("uai").set_index("uai")
    places = known[["latitude", "longitude"]].astype(float)
    town = known[["department", "commune"]]
    middle = places.groupby([town["department"], town["commune"]], dropna=False).transform("mean")
    found = places.fillna(middle[town.notna().all(axis=1)]).dropna()
    return dict(zip(found.index, found.itertuples(index=False, name=None), strict=True))


def _kilometres(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Return the distance as the crow flies (haversine)."""
    if one is None or other is None:
        return np.nan
    (lat1, lon1), (lat2, lon2) = np.radians(one), np.radians(other)
    chord = np.sin((lat2 - lat1) / 2) ** 2
    chord += np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return float(2 * _EARTH_KM * np.arcsin(np.sqrt(chord)))


def _busy(
    pupils: pd.DataFrame,
    slots: Sequence[_Slot],
    states: pd.DataFrame,
    sessions: pd.DataFrame,
    day: date,
) -> Mapping[str, tuple[Cell, ...]]:
    """Return by pupil when he is elsewhere: his interviews to come that no slot here holds.

    All the hours of that offer's sessions of the day, or the whole day when one is not known.
    """
    coming = states["interview_day"] > np.datetime64(day, "s")
    others = states[coming & states["to_interview"] & states["pupil"].isin(pupils["pupil"])]
    here = {(offer, slot.day) for slot in slots for offer in slot.offers}
    spans = day_spans(sessions)
    busy: dict[str, tuple[Cell, ...]] = {}
    for pupil, offer, held in zip(
        others["pupil"], others["offer"], others["interview_day"], strict=True
    ):
        if (offer, held) not in here:
            hours = _hours(held, spans.get((offer, held), (None,)))
            busy[pupil] = (*busy.get(pupil, ()), *hours)
    return busy


def _hours(day: pd.Timestamp, spans: Sequence[Span | None]) -> list[Cell]:
    origin = day.toordinal() * _DAY
    if None in spans:
        return [Cell(origin, origin + _DAY, 0)]
    return [
        Cell(origin + int(_minutes(start)), origin + int(_minutes(end)), 0)
        for start, end in filter(None, spans)
    ]


def _wishes(pupil: Any, slots: Sequence[_Slot], busy: Sequence[Cell]) -> list[int]:
    """Return the slots that a pupil may have, in the order of time."""
    return [
        at
        for at, slot in enumerate(slots)
        if pupil.offer in slot.offers
        and (not pupil.kept or slot.day == pupil.interview_day)
        and not any(overlap(slot, taken) for taken in busy)
    ]


# ------------------------------------------------------------------------------ a fairer seating


def _spare_far(
    seating: Seating,
    wishes: Sequence[Sequence[int]],
    slots: Sequence[_Slot],
    far: Sequence[bool],
    pupils: Sequence[object],
) -> list[int | None]:
    """Move far origins out of a first hour, into a free seat or by a swap with someone nearer."""
    places = list(seating.places)
    moved = True
    while moved:
        moved = False
        for who, place in enumerate(places):
            if place is None or not far[who] or not slots[place].early:
                continue
            better = _later(who, places, wishes, slots, far, pupils)
            moved = moved or better is not None
            places = better or places
    return places


def _later(
    who: int,
    places: list[int | None],
    wishes: Sequence[Sequence[int]],
    slots: Sequence[_Slot],
    far: Sequence[bool],
    pupils: Sequence[object],
) -> list[int | None] | None:
    """Return the places with one pupil out of the first hour, None when that cannot be done."""
    for cell in (at for at in wishes[who] if not slots[at].early):
        holders = [k for k, place in enumerate(places) if place == cell]
        free = [None] if len(holders) < slots[cell].seats else []
        for other in [*free, *(k for k in holders if not far[k] and places[who] in wishes[k])]:
            tried = list(places)
            tried[who] = cell
            if other is not None:
                tried[other] = places[who]
            if not any(_twice(k, tried, slots, pupils) for k in (who, other) if k is not None):
                return tried
    return None


def _twice(
    who: int, places: Sequence[int | None], slots: Sequence[_Slot], pupils: Sequence[object]
) -> bool:
    """Tell whether the pupil of this interview sits in another one at the same time."""
    mine = places[who]
    return mine is not None and any(
        k != who
        and pupils[k] == pupils[who]
        and place is not None
        and overlap(slots[place], slots[mine])
        for k, place in enumerate(places)
    )


# -------------------------------------------------------------------------------------- answers


def _schedule(
    pupils: pd.DataFrame,
    places: Sequence[int | None],
    slots: Sequence[_Slot],
    wishes: Sequence[Sequence[int]],
    coming: pd.DataFrame,
    proven: bool,
) -> Schedule:
    given = [None if place is None else slots[place] for place in places]
    seated = np.array([slot is not None for slot in given], dtype=bool)
    rows = pupils.assign(
        day=[slot and slot.day for slot in given],
        start=[slot and slot.hour for slot in given],
        session=[slot and slot.session for slot in given],
    )
    placed = rows[seated].astype({"session": int})
    placed = placed.assign(place=placed["session"].map(coming["place"]))
    order = placed.assign(hour=placed["start"].map(_minutes))
    order = order.sort_values(["day", "session", "hour", "last_name", "first_name"])
    why = [
        _why(pupil, wish, slots) for pupil, wish in zip(pupils.itertuples(), wishes, strict=True)
    ]
    waiting = rows.assign(why=why)[~seated]
    taken = coming["session"].map(placed["session"].value_counts()).fillna(0).astype(int)
    return Schedule(
        order[PLACED_COLUMNS].reset_index(drop=True),
        waiting[WAITING_COLUMNS].reset_index(drop=True),
        coming[["session", "day", "start", "end", "place", "seats"]].assign(taken=taken),
        proven,
    )


def _why(pupil: Any, wishes: Sequence[int], slots: Sequence[_Slot]) -> str:
    """Return why this application has no seat, should it have none."""
    of_offer = [slot for slot in slots if pupil.offer in slot.offers]
    if not of_offer:
        return NO_SESSION
    if pupil.kept and all(slot.day != pupil.interview_day for slot in of_offer):
        return OWN_DAY
    return FULL if wishes else ELSEWHERE
