"""A figure opens: the lines of the files that it counts, each with its file, sheet and row (nominative).

The number of lines is the figure; of seats, their sum is; of a shortfall, the lines are those of the
pupils among whom some will not be received.
"""

from datetime import date

import pandas as pd

from passpro_nb.domain.settings import Settings
from passpro_nb.measure.asks import LACKS, OPINION_REASONS, list_concerned
from passpro_nb.measure.capacity import counted_sessions, measure_sessions
from passpro_nb.measure.coverage import PUPILS
from passpro_nb.measure.states import COUNTED, is_counted

_ASKED = (*OPINION_REASONS, "missing", "non_convoques", "a_reconvoquer", "dossiers_incomplets")
_SHORT = ("shortfall", "sessions_to_add", "places_insuffisantes")
_SEATS = (
    "capacity", "seats_declared", "seats_estimated", "seats_left", "seats_unknown", "undated",
)  # fmt: skip
OF_APPLICATIONS = (*COUNTED, *PUPILS, *_ASKED)
OPENED = (*OF_APPLICATIONS, *_SHORT, *_SEATS, "without_session", *LACKS)


def open_applications(
    known: pd.DataFrame, figure: str, settings: Settings, day: date
) -> pd.DataFrame:
    """Return the applications that a figure of `OF_APPLICATIONS` counts, of `measure_states`.

    Of `PUPILS`, all those of the pupils counted.
    """
    if figure in PUPILS:
        rows = known[is_counted(known, "registered")]
        seen = rows["pupil"].isin(rows.loc[rows["interviewed"], "pupil"])
        return rows if figure == PUPILS[0] else rows[~seen]
    if figure not in _ASKED:
        return known[is_counted(known, figure)]
    concerned = list_concerned(known, settings, day)
    reasons = OPINION_REASONS if figure == "missing" else (figure,)
    return concerned[concerned["reason"].isin(reasons)]


def open_capacity(
    figure: str, counted: pd.DataFrame, known: pd.DataFrame, offers: pd.DataFrame,
    sessions: pd.DataFrame, asks: pd.DataFrame, settings: Settings, day: date,
) -> pd.DataFrame:  # fmt: skip
    """Return what another figure counts: sessions, offers, or the applications to interview.

    In: the rows of `count_capacity` that are looked at, `measure_states`, all of `measured_offers`,
    the sessions as read, `count_asks`.
    """
    asked = counted["offer"].isin(asks.loc[asks["reason"].eq(figure), "offer"])
    if figure in _SEATS:
        seats = counted_sessions(offers, sessions, settings)
        counts = measure_sessions(seats, settings, day)[figure].fillna(0).ne(0)
        return seats[counts & seats["offer"].isin(counted["offer"])].drop(columns="offers")
    if figure in _SHORT:
        short = counted[asked if figure == "places_insuffisantes" else counted["shortfall"].gt(0)]
        shared = short[~short["offer"].isin(offers["offer"])]["host_uai"]
        theirs = known["offer"].isin(short["offer"]) | known["host_uai"].isin(shared)
        return known[theirs & is_counted(known, "to_interview")]
    lines = counted["offer"][asked if figure in LACKS else counted["without_session"].gt(0)]
    return offers[offers["offer"].isin(lines)]
