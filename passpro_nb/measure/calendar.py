"""Seats and interviews week by week: where the pupils are expected, and who has no day yet."""

import pandas as pd

from passpro_nb.domain.settings import Settings
from passpro_nb.measure.capacity import in_window, pool_sessions, without_doubt
from passpro_nb.measure.groups import GROUPS, group_frame

WEEKLY = ("seats", "unknown", "planned")


def plan_interviews(states: pd.DataFrame) -> pd.DataFrame:
    """Count interviews by offer and day: `offer`, `day` (NaT: no day yet), `count`; free of names.

    In: `measure_states`. With a day: every application that is not cancelled, held or to come,
    absent or not (a seat was kept). Without one: those `to_interview` only.
    """
    wanted = states["interview_day"].notna() | states["to_interview"]
    rows = states[wanted & states["state"].ne("cancelled")].rename(columns={"interview_day": "day"})
    return rows.groupby(["offer", "day"], dropna=False).size().rename("count").reset_index()


def measure_calendar(
    members: pd.DataFrame,
    sessions: pd.DataFrame,
    planned: pd.DataFrame,
    by: str,
    settings: Settings,
) -> pd.DataFrame:
    """Return one row a member of the group `by` and a week in which it has seats or interviews.

    In: the rows of `count_capacity`, the sessions of `measure_seats`, and `plan_interviews`.
    Out: the key columns, `week` (its Monday; NaT: interviews without a day), `seats` (those of
    `capacity`, so that weeks add up to it), `unknown` (sessions whose seats are not known) and
    `planned`.
    """
    group = GROUPS[by][0]
    belongs = members.set_index("offer", drop=False)[group]
    pooled = pool_sessions(without_doubt(sessions), settings.entretiens)
    held = pooled[in_window(pooled["day"], settings)]
    parts = [
        _by_week(held, seats=held["seats"], unknown=held["seats"].isna()),
        _by_week(planned, planned=planned["count"]),
    ]
    weeks = pd.concat(parts, ignore_index=True).fillna(dict.fromkeys(WEEKLY, 0))
    placed = weeks["offer"].map(belongs).astype(belongs.dtype)  # said, for where nothing is chosen
    weeks = weeks.assign(**{group: placed}).dropna(subset=[group])
    sums = weeks.groupby([group, "week"], dropna=False)[list(WEEKLY)].sum().astype(int)
    return group_frame(members, by).merge(sums.reset_index(), on=group)


def _by_week(rows: pd.DataFrame, **numbers: pd.Series) -> pd.DataFrame:
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.day_of_week, unit="D")
    counted = {name: values.astype("Int64") for name, values in numbers.items()}
    return pd.DataFrame({"offer": rows["offer"], "week": monday, **counted})
