"""The days of one application against each other, and against the campaign's calendar."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from passpro_nb.domain.faults import Fault, fault_of, picked
from passpro_nb.domain.french import short_date
from passpro_nb.domain.settings import Calendar
from passpro_nb.read.dates import FAR, bounds_of

_WHAT = {
    "registered_on": "l’inscription",
    "convened_on": "la convocation",
    "interview_on": "l’entretien",
    "opinion_on": "l’avis",
}


def check_dates(applications: pd.DataFrame, calendar: Calendar) -> Iterator[Fault]:
    """Yield what cannot be true of one application: days in the wrong order, an absent's opinion.

    The cancelled ones are left alone, for nothing is asked about them, but hors Passpro they are told
    with the others: that many applications are counted apart.
    """
    for row in picked(applications, ~applications["in_passpro"].astype(bool)):
        yield fault_of(row, "hors_passpro_application", value=row.offer)
    rows = applications[~applications["cancelled"].eq(True)]
    for row in picked(rows, rows["opinion"].notna() & rows["attendance"].eq("absent")):
        yield fault_of(row, "opinion_of_absent", column="attendance")
    impossible = _impossible(rows, calendar)
    yield from _tell_impossible(rows, impossible, calendar)
    for early, late, code in (
        ("opinion_on", "interview_on", "opinion_before_interview"),
        ("interview_on", "registered_on", "interview_before_registration"),
    ):
        told = impossible[early] | impossible[late]
        for row in picked(rows, (rows[early] < rows[late]) & ~told):
            days = {name: short_date(getattr(row, name)) for name in (early, late)}
            yield fault_of(row, code, column=early, **days)
    inside = rows[rows["in_passpro"].astype(bool) & ~impossible["interview_on"]]
    yield from _check_interviews(inside, calendar)


def _impossible(rows: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Tell by column the days that no calendar of this campaign allows.

    Whatever it is: far from the campaign's bounds. Registrations may come early, not after the
    interviews; the rest begins when registrations open.
    """
    bounds = bounds_of(calendar)
    if not bounds:
        return pd.DataFrame(False, index=rows.index, columns=[*_WHAT])
    first, last = bounds[0] - FAR, bounds[-1] + FAR
    opening, closing = calendar.ouverture_inscriptions or first, calendar.fin_entretiens or last
    limits = dict.fromkeys(_WHAT, (opening, last)) | {"registered_on": (first, closing)}
    return pd.DataFrame(
        {
            name: (rows[name] < pd.Timestamp(early)) | (rows[name] > pd.Timestamp(late))
            for name, (early, late) in limits.items()
        }
    )


def _tell_impossible(
    rows: pd.DataFrame, impossible: pd.DataFrame, calendar: Calendar
) -> Iterator[Fault]:
    bounds = bounds_of(calendar)
    for name, what in _WHAT.items():
        for row in picked(rows, impossible[name]):
            day = getattr(row, name).date()
            said = {"what": what, "day": short_date(day)}
            said["limits"] = _limits(name, day, bounds, calendar.fin_entretiens)
            yield fault_of(row, "date_out_of_campaign", column=name, **said)


def _limits(name: str, day: date, bounds: list[date], end: date | None) -> str:
    if name == "registered_on" and end and day > end:
        return f"les entretiens finissent le {short_date(end)}"
    return f"la campagne va du {short_date(bounds[0])} au {short_date(bounds[-1])}"


def _check_interviews(rows: pd.DataFrame, calendar: Calendar) -> Iterator[Fault]:
    """Yield the interviews on a day off, then those outside the window of interviews."""
    days = rows["interview_on"]
    work = calendar.workdays
    known = map(pd.Timestamp, days.dropna().unique())
    closed = {day: why for day in known if (why := work.why_not(day.date()))}
    first, last = map(pd.Timestamp, (calendar.debut_entretiens, calendar.fin_entretiens))
    off = days.isin([*closed])
    for row in picked(rows, off):
        said = {"day": short_date(row.interview_on), "why": closed[row.interview_on]}
        yield fault_of(row, "interview_not_working", column="interview_on", **said)
    for row in picked(rows, ((days < first) | (days > last)) & ~off):
        said = {"day": short_date(row.interview_on), "window": calendar.window}
        yield fault_of(row, "interview_outside_window", column="interview_on", **said)
