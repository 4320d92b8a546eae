"""Progress: the curves of a campaign day after day, the pace, and where it leads (definitions.md).

The curves come from `count_steps`, free of names: when an application begins to count for a figure,
and when its cancellation ends it. The forecast comes from the opinions of the last ten working days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from passpro_nb.domain.settings import Settings

if TYPE_CHECKING:
    from passpro_nb.measure.coverage import Tally

CURVES = ("registered", "convoked", "interviewed", "entered")
PACE_DAYS = 10
DRAWS = 1000
FORECAST = (
    "pace", "projected", "projected_low", "projected_high", "missing_at_limit",
    "missing_at_limit_low", "missing_at_limit_high", "late_at_limit", "stalled_days", "stalled",
)  # fmt: skip
_ALWAYS, _NEVER = np.iinfo(np.int64).min, np.iinfo(np.int64).max  # the first is how NaT is kept


def count_steps(states: pd.DataFrame, key: str) -> pd.DataFrame:
    """Count by `key`, `figure` (of `CURVES`) and `day` (NaT: always) what came, less what was cancelled.

    In: the applications of `measure_states`, with `key`. Added up until a day, they are the figures
    of `coverage` on that day: an undated fact has always happened, an undated opinion is of the
    interview's day, and an application counts until the day of its cancellation (undated: never).
    """
    end = np.where(states["cancelled"].eq(True), _days(states["cancelled_on"]), _NEVER)
    keys, names = pd.factorize(states[key])
    places, figures, days, counts = [], [], [], []
    for at, start in enumerate(_starts(states)):
        counted = start < end
        ended = counted & (end < _NEVER)
        places += [keys[counted], keys[ended]]
        days += [start[counted], end[ended]]
        counts += [np.ones(counted.sum(), int), -np.ones(ended.sum(), int)]
        figures.append(np.full(counted.sum() + ended.sum(), at))
    columns = (places, figures, days, counts)
    named = zip((key, "figure", "day", "count"), map(np.concatenate, columns), strict=True)
    steps = pd.DataFrame(dict(named)).groupby([key, "figure", "day"])["count"].sum()
    table = steps[steps != 0].reset_index()
    return table.assign(**{
        key: pd.Series(names.take(table[key]), dtype="str"),
        "figure": pd.Series(np.array(CURVES)[table["figure"]], dtype="str"),
        "day": table["day"].to_numpy("datetime64[D]").astype("datetime64[s]"),
    })  # fmt: skip


def _days(values: pd.Series) -> np.ndarray:
    return values.to_numpy("datetime64[D]").astype(np.int64)


def _starts(states: pd.DataFrame) -> list[np.ndarray]:
    """Return for each of `CURVES` the day from which each application counts."""
    days = {
        name: _days(states[f"{name}_on"])
        for name in ("registered", "convened", "interview", "opinion")
    }
    planned = states["interview_on"].notna().to_numpy(bool)
    told = planned | states["convened"].eq(True) | states["convened_on"].notna()
    there = planned & states["attendance"].ne("absent")
    held = np.where(there, np.maximum(days["interview"], days["convened"]), _NEVER)
    dated = np.where(states["opinion_on"].notna(), days["opinion"], days["interview"])
    entered = np.where(states["opinion"].notna(), dated, _NEVER)
    starts = (_ALWAYS, np.where(told, days["convened"], _NEVER), np.minimum(held, entered), entered)
    return [np.maximum(days["registered"], start) for start in starts]


def measure_progress(tally: Tally, members: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return `day` and `CURVES` so far, up to `day`; a day on which nothing moved is left out.

    On each day they are what `coverage` says of these files on that day. What is undated stands from
    the first day; a dated cancellation makes its curves fall.
    """
    steps = tally.steps[tally.steps[tally.key].isin(members[tally.key])]
    return _add_up(steps, "figure", CURVES, day)


def measure_entered(tally: Tally, members: pd.DataFrame, by: str, day: date) -> pd.DataFrame:
    """Return `day` and the opinions entered until then, a column a value of `by`, a column of members."""
    groups = members.set_index(tally.key)[by]
    steps = tally.steps[tally.steps["figure"].eq("entered")]
    of_groups = steps.assign(**{by: steps[tally.key].map(groups)})
    return _add_up(of_groups, by, sorted(groups.unique()), day)


def _add_up(steps: pd.DataFrame, across: str, values: Sequence[str], day: date) -> pd.DataFrame:
    """Return `day` and a column for each of the values of `across`: steps added up until each day."""
    now = np.datetime64(day, "s")
    dated = steps[steps["day"] <= now].groupby(["day", across])["count"].sum().unstack()
    days = pd.DatetimeIndex(dated.index, dtype="datetime64[s]").union([now])
    undated = steps[steps["day"].isna()].groupby(across)["count"].sum()
    wide = dated.reindex(index=days, columns=[*values]).fillna(0).cumsum()
    table = wide + undated.reindex(values).fillna(0)
    return table.astype(int).rename_axis(index="day", columns=None).reset_index()


def forecast(
    table: pd.DataFrame, entered: pd.DataFrame, settings: Settings, day: date
) -> pd.DataFrame:
    """Return the columns `FORECAST` of groups.

    In: their `expected`, `entered`, `awaiting` and `overdue`, by group; the opinions entered, by
    group (its index), `day` and `count`. Without a limit, nothing is projected.
    """
    dated = entered.dropna(subset=["day"])
    pace = _daily(dated, settings, day).reindex(table.index).fillna(0).to_numpy(float)
    led = _lead(table, pace, settings, day)
    return pd.concat([led, _stalled(table, dated, settings, day)], axis=1)[list(FORECAST)]


def _daily(dated: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return opinions entered on each of the last ten working days; a weekend's go to the Friday."""
    days = settings.calendrier.workdays.last(day, PACE_DAYS)
    starts = np.array(days, dtype="datetime64[s]")
    slot = np.searchsorted(starts, dated["day"].to_numpy("datetime64[s]"), side="right") - 1
    rows = dated.assign(slot=slot, group=dated.index)[slot >= 0]
    daily = rows.pivot_table(index="group", columns="slot", values="count", aggfunc="sum")
    return daily.reindex(columns=range(PACE_DAYS)).fillna(0)


def _lead(table: pd.DataFrame, daily: np.ndarray, settings: Settings, day: date) -> pd.DataFrame:
    """Return the pace, what the limit would see, what would miss, with their ranges (seeded draws)."""
    found = pd.DataFrame({"pace": daily.mean(axis=1)}, table.index)
    limit = settings.calendrier.limite_avis
    if limit is None:
        nothing = pd.Series(None, table.index, dtype="Float64")
        return found.assign(**dict.fromkeys(FORECAST[1:7], nothing), late_at_limit=None)
    left = settings.calendrier.workdays.between(day, limit)
    weights = np.random.default_rng(0).multinomial(PACE_DAYS, [1 / PACE_DAYS] * PACE_DAYS, DRAWS)
    low, high = np.percentile(daily @ weights.T / PACE_DAYS, [10, 90], axis=1)
    for name, pace in (("", found["pace"]), ("_low", low), ("_high", high)):
        found[f"projected{name}"] = np.minimum(table["expected"], table["entered"] + pace * left)
    for name, other in (("", ""), ("_low", "_high"), ("_high", "_low")):
        short = table["expected"] - found[f"projected{other}"]
        found[f"missing_at_limit{name}"] = np.ceil(short.round(6)).astype(int)  # 14.000001 is 14
    return found.assign(late_at_limit=found["missing_at_limit_low"] > 0)


def _stalled(
    table: pd.DataFrame, dated: pd.DataFrame, settings: Settings, day: date
) -> pd.DataFrame:
    """Return the working days since the last opinion (None: none is dated), and who has stopped.

    With some awaiting or overdue: no opinion for the days of the settings; where none was ever
    dated, as soon as one is overdue.
    """
    workdays = settings.calendrier.workdays
    last = dated["day"].groupby(dated.index).max()
    since = {stamp: workdays.between(stamp.date(), day) for stamp in last.unique()}
    days = last.map(since).reindex(table.index).astype("Int64")
    idle = days.ge(settings.avis.arret_jours_ouvres) & (table["awaiting"] + table["overdue"] > 0)
    stalled = idle.where(days.notna(), table["overdue"] > 0).astype(bool)
    return pd.DataFrame({"stalled_days": days, "stalled": stalled})
