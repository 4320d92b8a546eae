"""Opinion coverage: each figure of definitions.md, « Opinion coverage », computed here only.

Two steps, so that a page without names can do the second: `tally_applications` counts what is
there by offer or by origin; `measure_coverage` adds the counts up into any group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.settings import Settings
from passpro_nb.measure.groups import GROUPS, UNKNOWN_ORIGIN, group_frame
from passpro_nb.measure.over_time.progress import FORECAST, count_steps, forecast
from passpro_nb.measure.states import STATES

if TYPE_CHECKING:
    from pandas.core.groupby import DataFrameGroupBy

COUNTS = (*STATES, "convoked", "interviewed", "to_interview")
COVERAGE = (
    "registered", "convoked", "interviewed", "absent", "expected", "entered", "coverage", "overdue",
    "due", "due_coverage", "awaiting", "convened", "not_convened", "cancelled", "lateness_max",
    "lateness_median", *FORECAST,
)  # fmt: skip
PUPILS = ("pupils", "pupils_without_interview")  # beside them where applications are known


@dataclass(frozen=True, repr=False)
class Tally(Discreet):
    """Counts by `key` (`offer`, or `origin_uai`), free of names.

    `counts`: key, then `COUNTS`. `lateness`: key, `days`, `count` of overdue applications.
    `entered`: key, `day` (NaT: undated), `count`. `steps`: `measure.over_time.progress.count_steps`.
    """

    key: str
    counts: pd.DataFrame
    lateness: pd.DataFrame
    entered: pd.DataFrame
    steps: pd.DataFrame


def tally_applications(states: pd.DataFrame, key: str = "offer") -> Tally:
    """Count the applications of `measure_states` by `key`, one of `offer` and `origin_uai`."""
    rows = states.assign(origin_uai=states["origin_uai"].fillna(UNKNOWN_ORIGIN))
    state = pd.Categorical(
        rows["state"], categories=STATES
    ).codes  # numbers compare ten times faster
    flags = {name: state == at for at, name in enumerate(STATES)}
    flags |= {name: rows[name].to_numpy(bool) for name in COUNTS[len(STATES) :]}
    counts = pd.DataFrame({key: rows[key], **flags}).groupby(key).sum().astype(int).reset_index()
    late = rows.loc[flags["overdue"], [key, "lateness"]].set_axis([key, "days"], axis=1)
    entered = rows.loc[flags["entered"], [key, "entered_day"]].set_axis([key, "day"], axis=1)
    spread = _count(late, key, "days"), _count(entered, key, "day")
    return Tally(key, counts, *spread, count_steps(rows, key))


def count_values(states: pd.DataFrame) -> pd.DataFrame:
    """Count the opinions of `measure_states` by `offer` and `value`: `count`.

    Apart from the tally, for most rest on too few opinions to be published (`measure_values`).
    """
    entered = states.loc[states["state"].eq("entered"), ["offer", "opinion"]]
    entered = entered.set_axis(["offer", "value"], axis=1)
    return _count(entered, "offer", "value")


def _count(rows: pd.DataFrame, *keys: str) -> pd.DataFrame:
    return rows.groupby(list(keys), dropna=False).size().rename("count").reset_index()


def measure_coverage(
    tally: Tally, members: pd.DataFrame, by: str, settings: Settings, day: date, *,
    ahead: bool = True,
) -> pd.DataFrame:  # fmt: skip
    """Return one row a member of the group `by`: its key columns, then `COVERAGE`.

    Without `ahead`, less `FORECAST`: to draw days again at random takes as long as all the rest.

    In: a tally, and the frame that says to which group each of its keys belongs:
    `measure.groups.measured_offers`, or `origins` for the group `origin`. Members without
    applications are listed with zeros. Shares are 0..1, None where « sans objet »; `lateness_*`
    are working days; `pace` is opinions a working day, `late_at_limit` None without a limit. Worst first: overdue, then coverage.
    """
    group = GROUPS[by][0]
    belongs = _belongs(members, tally.key, group)
    base = group_frame(members, by).set_index(group, drop=False).rename_axis(None)
    counts = _grouped(tally.counts, tally.key, belongs, group).sum(numeric_only=True)
    table = base.join(counts[list(COUNTS)]).fillna(dict.fromkeys(COUNTS, 0))
    table = table.astype(dict.fromkeys(COUNTS, int)).assign(
        registered=lambda t: t[list(STATES[1:])].sum(axis=1),
        expected=lambda t: t["registered"] - t["absent"],
        due=lambda t: t["entered"] + t["overdue"],
        coverage=lambda t: share(t["entered"], t["expected"]),
        due_coverage=lambda t: share(t["entered"], t["due"]),
    )
    table = table.join(_lateness(tally, belongs, group))
    if ahead:
        entered = tally.entered.set_index(tally.entered[tally.key].map(belongs))
        table = table.join(forecast(table, entered, settings, day))
    worst = table.sort_values(["overdue", "coverage", group], ascending=[False, True, True])
    shown = COVERAGE if ahead else COVERAGE[: -len(FORECAST)]
    return worst[[*GROUPS[by], *shown]].reset_index(drop=True)


def count_pupils(rows: pd.DataFrame, members: list[pd.Series]) -> pd.DataFrame:
    """Return `PUPILS` of each group that applications are in, by its keys: one in several, in each.

    In: rows of `measure_states` that are not cancelled (`pupil`: a number from 0 on), and the member
    of each group that each belongs to. A pupil without interview has none among the applications of
    that group.
    """
    groups = rows["pupil"].groupby(members, observed=True)
    number, pupil = groups.ngroup().to_numpy(), rows["pupil"].to_numpy()
    many = pupil.max(initial=0) + 1
    known = number >= 0

    def count(counted: np.ndarray) -> np.ndarray:
        met = np.sort((number * many + pupil)[counted])  # a number for each pupil in each group
        once = met[np.diff(met, prepend=-1) > 0]
        return np.bincount(once // many, minlength=groups.ngroups)

    there = count(known)
    unseen = there - count(known & rows["interviewed"].to_numpy(bool))
    return pd.DataFrame(dict(zip(PUPILS, (there, unseen), strict=True)), groups.size().index)


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """Return part / whole, None where the whole is 0 (« sans objet », never 0 % nor 100 %)."""
    return part.astype("Float64") / whole.where(whole > 0).astype("Float64")


def _belongs(members: pd.DataFrame, key: str, group: str) -> pd.Series:
    """Return the member of the group to which each key belongs; a key may be its own group."""
    return pd.Series(members[group].to_numpy(), index=members[key])


def _grouped(
    rows: pd.DataFrame, key: str, belongs: pd.Series, group: str
) -> DataFrameGroupBy[Any, Any]:
    """Group counted rows by the group that their key belongs to; keys outside are left out."""
    return rows.assign(**{group: rows[key].map(belongs)}).dropna(subset=[group]).groupby(group)


def _lateness(tally: Tally, belongs: pd.Series, group: str) -> pd.DataFrame:
    """Return the largest and the median lateness of each group that has some."""
    spread = tally.lateness.loc[tally.lateness.index.repeat(tally.lateness["count"])]
    days = _grouped(spread, tally.key, belongs, group)["days"]
    return pd.DataFrame({"lateness_max": days.max(), "lateness_median": days.median()}).astype(
        {"lateness_max": "Int64", "lateness_median": "Float64"}
    )


def origins(states: pd.DataFrame, directory: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return one row an origin of the applications on `offers`: `origin_uai`, `origin_name`.

    Named by the directory, else by the applications; the missing ones are « origine inconnue ».
    """
    rows = states[states["offer"].isin(offers["offer"])]
    said = rows.dropna(subset=["origin_uai"]).groupby("origin_uai")["origin_name"].first()
    known = directory.dropna(subset=["uai"]).drop_duplicates("uai").set_index("uai")["name"]
    names = said.dropna().to_dict() | known.dropna().to_dict()
    uais = sorted(rows["origin_uai"].fillna(UNKNOWN_ORIGIN).unique())
    named = {"origin_uai": uais, "origin_name": [names.get(uai, uai) for uai in uais]}
    return pd.DataFrame(named, dtype="str")


def measure_values(
    values: pd.DataFrame, members: pd.DataFrame, by: str, settings: Settings
) -> pd.DataFrame:
    """Return opinions by value: one row a member of `by` and a value, under the rule of secrecy.

    In: `count_values`, and the offers of `measure.groups.measured_offers`. Out: the key columns,
    `value`, `count`, `entered`, `share` (0..1). A member with fewer than `seuil_secret` opinions
    has None throughout, and so has the next smallest one when hiding a single member, or members
    with too few opinions together, would let a subtraction tell: from the whole, and from the
    départements and hosts that they are in. Groups that cross each other (programmes and hosts) are
    not to be shown side by side.
    """
    group = GROUPS[by][0]
    placed = values.assign(**{group: values["offer"].map(_belongs(members, "offer", group))})
    scale = list(settings.avis.echelle)
    table = placed.pivot_table(index=group, columns="value", values="count", aggfunc="sum")
    base = group_frame(members, by)
    counts = table.reindex(index=base[group], columns=scale).fillna(0).astype(int)
    entered = counts.sum(axis=1)
    hidden = _hidden_within(base, entered, by, settings.secret.seuil_secret)
    long = counts.stack().rename("count").reset_index().rename(columns={"level_1": "value"})
    long = base.merge(long, on=group).assign(entered=lambda t: t[group].map(entered))
    secret = long[group].isin(hidden)
    shown = long.assign(
        count=long["count"].astype("Int64").mask(secret),
        share=share(long["count"], long["entered"]).mask(secret),
    )
    return shown[[*GROUPS[by], "value", "count", "entered", "share"]]


_WITHIN = {"host": "department", "offer": "host"}  # whose breakdown may be shown too


def _hidden_within(base: pd.DataFrame, entered: pd.Series, by: str, threshold: int) -> set[object]:
    """Return the members of `by` to hide: in each group that they are in, and all of a hidden one."""
    if by not in _WITHIN:
        return hidden_members(entered, threshold)
    above = GROUPS[_WITHIN[by]][0]
    place = _belongs(base, GROUPS[by][0], above)
    totals = entered.groupby(place).sum()
    gone = _hidden_within(base.drop_duplicates(above), totals, _WITHIN[by], threshold)
    hidden: set[object] = set()
    for name, mine in entered.groupby(place):
        hidden |= set(mine.index[mine > 0]) if name in gone else hidden_members(mine, threshold)
    return hidden


def hidden_members(entered: pd.Series, threshold: int) -> set[object]:
    """Return the members of a partition whose breakdown must be hidden.

    Those with 1 to `threshold` − 1 opinions; then the next smallest, until the hidden ones rest
    together on at least `threshold` opinions and are more than one.
    """
    some = entered[entered > 0].sort_values(kind="stable")
    hidden = list(some.index[some < threshold])
    while (
        hidden and len(hidden) < len(some) and (len(hidden) < 2 or some[hidden].sum() < threshold)
    ):
        hidden.append(some.index[len(hidden)])
    return set(hidden)
