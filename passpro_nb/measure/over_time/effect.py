"""What relaunches changed: the opinions asked that were entered since, and how soon."""

from datetime import date

import numpy as np
import pandas as pd

SCHOOL = ["side", "uai"]  # one may be a host and an origin
LAST = [*SCHOOL, "day", "level", "since", "answered"]


def measure_effect(asked: pd.DataFrame, states: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return what relaunches changed, by level: opinions entered within 3, 7 and 14 days.

    In: one row an opinion asked (`pack`, `side`, `uai`, `day`, `level`, `pupil`, `offer`),
    `measure_states` on `day`. Out: `level`, `relaunches` (schools × packs), `opinions` asked,
    `within_3`, `within_7`, `within_14`, `without_date` (entered, on an unknown day). An opinion counts
    for the latest relaunch before it; days are calendar days, the day of the relaunch being 0.
    """
    placed = place_answers(asked, states, day)
    groups = placed.groupby("level")
    table = groups.agg(opinions=("pupil", "size"), without_date=("undated", "sum"))
    table["relaunches"] = placed.drop_duplicates(["pack", "side", "uai"]).groupby("level").size()
    windows = {f"within_{limit}": placed["after"].le(limit) for limit in (3, 7, 14)}
    table = table.assign(
        **{c: inside.groupby(placed["level"]).sum() for c, inside in windows.items()}
    )
    return table.reset_index()[["level", "relaunches", "opinions", *windows, "without_date"]]


def place_answers(asked: pd.DataFrame, states: pd.DataFrame, day: date) -> pd.DataFrame:
    """Add to each opinion asked `after` (days until it was entered, NaN: not) and `undated`.

    An opinion asked several times counts for the latest relaunch before it, of two on one day the
    second; without a date, for the latest of all.
    """
    entered = states.loc[states["state"].eq("entered"), ["pupil", "offer", "opinion_on"]]
    past = asked[asked["day"] <= np.datetime64(day, "s")].sort_values(["day", "pack"])
    rows = past.merge(entered.assign(there=True), on=["pupil", "offer"], how="left")
    after = (rows["opinion_on"] - rows["day"]).dt.days
    undated = rows["there"].eq(True) & rows["opinion_on"].isna()
    place = pd.Series(range(len(rows)), rows.index).where(undated | after.ge(0))
    latest = place.eq(place.groupby([rows["pupil"], rows["offer"]]).transform("max"))
    return rows.assign(after=after.where(latest), undated=undated & latest)


def count_answers(asked: pd.DataFrame, states: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return by school what its last relaunch asked: `since` opinions, of which `answered` were entered."""
    placed = place_answers(asked, states, day)
    last = placed[placed["pack"].eq(placed.groupby(SCHOOL)["pack"].transform("max"))]
    entered = last["after"].notna() | last["undated"]
    counts = last.assign(since=1, answered=entered).groupby(SCHOOL)
    return counts[["since", "answered"]].sum().reset_index()


def last_relaunches(
    history: pd.DataFrame, asked: pd.DataFrame, states: pd.DataFrame, day: date
) -> pd.DataFrame:
    """Return the last relaunch of each school and its effect, free of names: columns `LAST`.

    In: the journal's `HISTORY` and `ASKED`. `since` and `answered` are missing where no opinion was
    ever asked of the school.
    """
    past = history[history["day"] <= np.datetime64(day, "s")].sort_values("day", kind="stable")
    last = past.drop_duplicates(SCHOOL, keep="last")
    table = last.merge(count_answers(asked, states, day), on=SCHOOL, how="left")
    kinds = {"level": "int64", "since": "Int64", "answered": "Int64", "day": "datetime64[s]"}
    return table[LAST].astype({"side": "str", "uai": "str", **kinds}).reset_index(drop=True)


def no_relaunches() -> pd.DataFrame:
    """Return what `last_relaunches` does where nobody was relaunched yet."""
    kinds = dict(zip(LAST, ("str", "str", "datetime64[s]", "int64", "Int64", "Int64"), strict=True))
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
