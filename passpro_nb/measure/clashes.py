"""What cannot both be kept: two interviews of one pupil, a session on a day when nobody works."""

from datetime import time

import pandas as pd

from passpro_nb.domain.workdays import WorkCalendar

Span = tuple[time, time]
OVERLAP, APART, UNKNOWN = "overlap", "apart", "unknown"
CLASH_COLUMNS = ["pupil", "day", "offer", "host_uai", "other_offer", "other_host", "hours"]


def measure_clashes(states: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of interviews that one pupil has on one day in two hosts: `CLASH_COLUMNS`.

    In: `measure_states`, and sessions as read; hors Passpro has no interview. An application has a
    day and no hour, so `hours` says what the two offers' sessions of that day allow: `overlap` (all
    their sessions overlap: the two hosts must agree), `apart` (one after the other is possible),
    `unknown` (an hour is missing). Nominative by `pupil`: never published.
    """
    held = states["interview_day"].notna() & states["state"].ne("cancelled")
    planned = states[held & states["in_passpro"].astype(bool)]
    rows = planned[["pupil", "interview_day", "offer", "host_uai"]].rename(
        columns={"interview_day": "day"}
    )
    pairs = rows.merge(rows, on=["pupil", "day"], suffixes=("", "_other"))
    pairs = pairs[pairs["host_uai"] < pairs["host_uai_other"]].rename(
        columns={"offer_other": "other_offer", "host_uai_other": "other_host"}
    )
    spans = day_spans(sessions)
    hours = [
        compare_hours(spans.get((offer, day), ()), spans.get((other, day), ()))
        for offer, other, day in zip(
            pairs["offer"], pairs["other_offer"], pairs["day"], strict=True
        )
    ]
    return pairs.assign(hours=hours)[CLASH_COLUMNS].reset_index(drop=True)


def count_clashes(clashes: pd.DataFrame) -> pd.DataFrame:
    """Count the pupils of `measure_clashes`, free of names: by day, pair of hosts and `hours`.

    Those who cannot be at both come first, then those of whom an hour is missing, then by day.
    """
    keys = ["day", "host_uai", "other_host", "hours"]
    counts = clashes.groupby(keys)["pupil"].nunique().rename("pupils").reset_index()
    rank = counts["hours"].map([OVERLAP, UNKNOWN, APART].index)
    return counts.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def day_spans(sessions: pd.DataFrame) -> dict[tuple[str, pd.Timestamp], tuple[Span | None, ...]]:
    """Return by offer and day the hours of its sessions, None for one whose hours are not known."""
    spans: dict[tuple[str, pd.Timestamp], tuple[Span | None, ...]] = {}
    dated = sessions[sessions["day"].notna() & sessions["doubt"].isna()]
    for offer, day, start, end in zip(
        dated["offer"], dated["day"], dated["start"], dated["end"], strict=True
    ):
        known = isinstance(start, time) and isinstance(end, time) and start < end
        spans[offer, day] = (*spans.get((offer, day), ()), (start, end) if known else None)
    return spans


def compare_hours(first: tuple[Span | None, ...], second: tuple[Span | None, ...]) -> str:
    """Tell whether some span of the first ends before some span of the second begins, or after it."""
    pairs = [(a, b) for a in first for b in second if a and b]
    if any(a[1] <= b[0] or b[1] <= a[0] for a, b in pairs):
        return APART
    return OVERLAP if pairs and None not in (*first, *second) else UNKNOWN


def closed_days(sessions: pd.DataFrame, workdays: WorkCalendar) -> pd.DataFrame:
    """Return the dated sessions held on a day that is not worked, with `why` in French."""
    dated = sessions[sessions["day"].notna()]
    reasons = {day: workdays.why_not(day.date()) for day in dated["day"].unique()}
    why = dated["day"].map(reasons)
    return dated.assign(why=why)[why.notna()].reset_index(drop=True)
