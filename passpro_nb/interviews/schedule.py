"""A convening aid: a host's pupils still to interview, put into its sessions to come.

A draft that the host corrects: nothing here is ever published, for it is nominative.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.settings import Settings
from passpro_nb.interviews.far import measure_distances, spare_far
from passpro_nb.interviews.matching import Cell, overlap, seat_apart
from passpro_nb.interviews.slots import DAY, Slot, coming_sessions, cut_session, minutes_of
from passpro_nb.measure.clashes import Span, day_spans
from passpro_nb.measure.groups import Selection, measured_offers, offer_labels
from passpro_nb.measure.states import measure_states

_APPLICATION = [
    "last_name", "first_name", "origin_class", "origin_name", "origin_uai", "offer",
    "programme_label", "registered_on", "distance",
]  # fmt: skip
PLACED_COLUMNS = ["session", "day", "start", "place", *_APPLICATION, "kept"]
WAITING_COLUMNS = [*_APPLICATION, "interview_day", "why"]
# Why an application has no seat: its offer has no session to come; it is convened on a day without a
# session; it is elsewhere at every hour that is left; seats lack.
NO_SESSION, OWN_DAY, ELSEWHERE, FULL = "no_session", "own_day", "elsewhere", "full"


@dataclass(frozen=True, repr=False)
class Schedule(Discreet):
    """A draft for one host.

    `placed`: `PLACED_COLUMNS`, by day, hour and name; `waiting`: `WAITING_COLUMNS`, the earliest
    registered first; `sessions`: `session`, `day`, `start`, `end`, `place`, `seats`, `taken`;
    `proven`: no schedule seats more.
    """

    placed: pd.DataFrame
    waiting: pd.DataFrame
    sessions: pd.DataFrame
    proven: bool


def schedule_host(campaign: Campaign, host_uai: str, day: date) -> Schedule:
    """Return the draft schedule of a host of a campaign (`measure_schedule`).

    Raises `UsageError` when the host has no offer in Passpro.
    """
    settings, chosen = campaign.settings, Selection(host_uai=(host_uai,))
    offers = measured_offers(campaign.offers, settings.campagne.academie, chosen)
    states = measure_states(campaign.applications, settings, day)
    files = (campaign.sessions, campaign.directory)
    return measure_schedule(host_uai, states, offers, *files, settings, day)


def measure_schedule(
    host_uai: str, states: pd.DataFrame, offers: pd.DataFrame, sessions: pd.DataFrame,
    directory: pd.DataFrame, settings: Settings, day: date,
) -> Schedule:  # fmt: skip
    """Return a draft schedule of a host: as many seated as any schedule could, fairly.

    In: `measure_states` of the whole campaign, `measured_offers`, sessions as read, the directory.
    A pupil already convened keeps his day; a pupil is never at two interviews at one hour, here or
    elsewhere (an hour that is not known takes the whole day); where seats lack, those convened, then
    the earliest registered are served; an origin farther than `eloignement_km` of the settings is not
    in a session's first hour unless nobody nearer can be. Sessions of unknown seats seat nobody.
    """
    mine = offers[offers["host_uai"] == host_uai]
    coming = coming_sessions(sessions[sessions["offer"].isin(mine["offer"])], settings, day)
    slots = [slot for row in coming.itertuples() for slot in cut_session(row, settings.entretiens)]
    rows = _applicants(host_uai, mine, states, directory)
    pupils, busy = rows["pupil"].tolist(), _busy(rows, slots, states, sessions, day)
    wishes = [_wishes(row, slots, busy[row.pupil]) for row in rows.itertuples()]
    seating = seat_apart(wishes, slots, pupils)
    far = (rows["distance"] > settings.entretiens.eloignement_km).tolist()
    places = spare_far(seating.places, wishes, slots, far, pupils)
    why = [_why(row, wish, slots) for row, wish in zip(rows.itertuples(), wishes, strict=True)]
    given = [None if place is None else slots[place] for place in places]
    return _schedule(rows.assign(why=why), given, coming, seating.proven)


def _applicants(
    host_uai: str, offers: pd.DataFrame, states: pd.DataFrame, directory: pd.DataFrame
) -> pd.DataFrame:
    """Return the applications to place, in order: those convened, then the earliest registered."""
    rows = states[states["to_interview"] & states["offer"].isin(offers["offer"])]
    rows = rows.assign(
        programme_label=rows["offer"].map(offer_labels(offers)),
        kept=rows["interview_day"].notna(),
        distance=measure_distances(rows["origin_uai"], host_uai, directory),
    )
    order, first = ["kept", "registered_on", "pupil", "offer"], [False, True, True, True]
    return rows.sort_values(order, ascending=first).reset_index(drop=True)


def _busy(
    pupils: pd.DataFrame, slots: Sequence[Slot], states: pd.DataFrame, sessions: pd.DataFrame,
    day: date,
) -> Mapping[str, list[Cell]]:  # fmt: skip
    """Return by pupil when he is elsewhere: his interviews to come that no slot here holds.

    All the hours of that offer's sessions of the day, or the whole day when one is not known.
    """
    coming = states["interview_day"] > np.datetime64(day, "s")
    others = states[coming & states["to_interview"] & states["pupil"].isin(pupils["pupil"])]
    here = {(offer, slot.day) for slot in slots for offer in slot.offers}
    spans = day_spans(sessions)
    busy: dict[str, list[Cell]] = defaultdict(list)
    for row in others.itertuples():
        held = (row.offer, row.interview_day)
        if held not in here:
            busy[row.pupil] += _hours(row.interview_day, spans.get(held, (None,)))
    return busy


def _hours(day: pd.Timestamp, spans: Sequence[Span | None]) -> list[Cell]:
    origin = day.toordinal() * DAY
    if None in spans:
        return [Cell(origin, origin + DAY, 0)]
    known = ([int(minutes_of(hour)) for hour in span] for span in spans if span)
    return [Cell(origin + start, origin + end, 0) for start, end in known]


def _wishes(pupil: Any, slots: Sequence[Slot], busy: Sequence[Cell]) -> list[int]:
    """Return the slots that a pupil may have, in the order of time."""
    mine = ((at, slot) for at, slot in enumerate(slots) if pupil.offer in slot.offers)
    kept = ((at, s) for at, s in mine if not pupil.kept or s.day == pupil.interview_day)
    return [at for at, slot in kept if not any(overlap(slot, taken) for taken in busy)]


def _schedule(
    rows: pd.DataFrame, given: Sequence[Slot | None], coming: pd.DataFrame, proven: bool
) -> Schedule:
    seated = np.array([slot is not None for slot in given], dtype=bool)
    held = [slot for slot in given if slot]
    when = [(slot.day, slot.hour, slot.session, minutes_of(slot.hour)) for slot in held]
    times = pd.DataFrame(when, rows.index[seated], ["day", "start", "session", "hour"])
    placed = rows[seated].join(times)
    placed = placed.assign(place=placed["session"].map(coming["place"]))
    placed = placed.sort_values(["day", "session", "hour", "last_name", "first_name"])
    taken = coming["session"].map(placed["session"].value_counts()).fillna(0).astype(int)
    return Schedule(
        placed[PLACED_COLUMNS].reset_index(drop=True),
        rows.loc[~seated, WAITING_COLUMNS].reset_index(drop=True),
        coming[["session", "day", "start", "end", "place", "seats"]].assign(taken=taken),
        proven,
    )


def _why(pupil: Any, wishes: Sequence[int], slots: Sequence[Slot]) -> str:
    """Return why this application has no seat, should it have none."""
    of_offer = [slot for slot in slots if pupil.offer in slot.offers]
    if not of_offer:
        return NO_SESSION
    if pupil.kept and all(slot.day != pupil.interview_day for slot in of_offer):
        return OWN_DAY
    return FULL if wishes else ELSEWHERE
