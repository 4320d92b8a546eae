"""The plan of a relaunch on a day: which schools, for what, with which figures, before any writing.

`plan_relaunches` is the door; the dry view, the synthesis, the schools' workbooks and the mails are
all drawn from the one plan, so that their counts cannot differ.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.settings import Settings
from passpro_nb.export.records import records
from passpro_nb.measure.asks import HOST, LACKS, ORIGIN, REASONS, list_concerned, list_gaps
from passpro_nb.measure.coverage import origins
from passpro_nb.measure.figures import Figures
from passpro_nb.measure.groups import offer_labels, select_offers
from passpro_nb.measure.over_time.effect import count_answers
from passpro_nb.relaunch import levels
from passpro_nb.relaunch.levels import KEYS, Wanted
from passpro_nb.store.journal import empty_history

_ANSWERS = {"since": "Int64", "answered": "Int64"}
FIGURES = ("registered", "expected", "entered", "coverage", "overdue", "not_convened", "absent")
_COUNTS = {name: "Int64" for name in FIGURES if name != "coverage"}
_NOTHING: dict[str, Any] = dict.fromkeys(FIGURES, 0) | {"coverage": None}


@dataclass(frozen=True, repr=False)
class Plan(Discreet):
    """Who may be relaunched on `day` under the filters `wanted`; `silent` says why nobody is.

    `schools`: every host, and the origins that something is or was asked of, with the columns of
    `measure_relaunches`, then the `FIGURES` of hosts, `since` and `answered` (opinions that the last
    relaunch asked, entered since; missing without one). `asks`: what these schools are asked, with
    the `programme` of each offer. `coverage`: the `FIGURES` of each programme; `total`: of the whole
    selection. `concerned`, `gaps`, `short`: the pupils (nominative), the catalogue lines and the
    offers short of seats that are asked about, each with its `programme_label`.
    """

    settings: Settings
    day: date
    wanted: Wanted
    silent: str | None
    files: tuple[str, ...]
    schools: pd.DataFrame
    asks: pd.DataFrame
    coverage: pd.DataFrame
    total: dict[str, Any]
    concerned: pd.DataFrame
    gaps: pd.DataFrame
    short: pd.DataFrame

    @property
    def proposed(self) -> pd.DataFrame:
        """Return the schools that may be relaunched now."""
        return self.schools[self.schools["stand"].eq("ask")]

    @property
    def held(self) -> pd.DataFrame:
        """Return the schools left aside: relaunched too short a time ago."""
        return self.schools[self.schools["stand"].eq("recent")]

    @property
    def programmes(self) -> pd.DataFrame:
        """Return the figures of each programme and what its schools are asked, the worst first."""
        counts = self.asks.pivot_table(
            index="programme", columns="reason", values="count", aggfunc="sum"
        ).reindex(columns=list(REASONS))
        table = self.coverage.merge(counts.reset_index(), on="programme", how="left")
        table = table.fillna(dict.fromkeys(REASONS, 0)).astype(dict.fromkeys(REASONS, int))
        order = ["avis_en_retard", "non_convoques", "places_insuffisantes", "programme"]
        return table.sort_values(order, ascending=[False] * 3 + [True]).reset_index(drop=True)

    def only(self, chosen: Collection[tuple[str, str]]) -> Plan:
        """Return the plan of the schools picked by hand: their (side, uai)."""
        schools = self.schools[_among(self.schools, chosen)]
        if len(schools) == len(self.schools):
            return self
        picked = replace(self.wanted, schools=tuple(schools["uai"].unique()))
        asks = self.asks[_among(self.asks, chosen)]
        return replace(self, wanted=picked, schools=schools, asks=asks)

    def including_held(self) -> Plan:
        """Return the plan with the schools relaunched a short time ago proposed again."""
        stand = self.schools["stand"].replace("recent", "ask")
        return replace(self, schools=self.schools.assign(stand=stand))


def plan_relaunches(
    campaign: Campaign, day: date, wanted: Wanted | None = None,
    history: pd.DataFrame | None = None, asked: pd.DataFrame | None = None,
) -> Plan:  # fmt: skip
    """Return the plan of a campaign on `day`.

    In: the journal's `HISTORY` and, for what relaunches changed, its opinions asked
    (`store.journal`). Raises `UsageError` for a filter that no offer has. While schools are on
    holiday, nobody is proposed and `silent` says so.

    >>> campaign = open_campaign("data/exemple")
    >>> plan = plan_relaunches(campaign, campaign.figures().day)
    >>> len(plan.proposed) > 10
    True
    """
    figures, settings = campaign.figures(day), campaign.settings
    offers, capacity, states = figures.offers(), figures.counts.capacity, figures.applications()
    known = levels.list_schools(
        offers, origins(states, campaign.directory, offers), campaign.directory, settings
    )
    wanted = levels.choose_wanted(wanted or Wanted(), campaign.offers, known)
    concerned, gaps = list_concerned(states, settings, day), list_gaps(offers, campaign.sessions)
    asks = levels.select_asks(figures.counts.asks, capacity, wanted)
    by_host, by_programme, total = (
        _covered(figures, by, wanted) for by in ("host", "programme", "academie")
    )
    schools = _looked_at(known, offers, states, wanted)
    past = empty_history() if history is None else history
    table = levels.measure_relaunches(asks, schools, past, settings, day)
    covered = by_host[["host_uai", *FIGURES]].rename(columns={"host_uai": "uai"})
    table = table.merge(covered.assign(side=HOST), on=KEYS, how="left").astype(_COUNTS)
    table = _with_answers(table, asked, states, day)
    idle = table["side"].eq(ORIGIN) & table["stand"].eq("nothing") & table["last_day"].isna()
    table = levels.select_schools(table[~idle], wanted)
    asks = asks[_among(asks, set(table[KEYS].itertuples(index=False, name=None)))]
    silent = levels.why_silent(settings, day)
    asks = asks.assign(programme=asks["offer"].map(capacity.set_index("offer")["programme"]))
    return Plan(
        settings, day, wanted, silent,
        files=tuple(dict.fromkeys(source.file for source in campaign.sources)),
        schools=table.assign(stand="nothing") if silent else table,
        asks=asks,
        coverage=_with_asked(by_programme, asks, offers),
        total=next(iter(records(total[list(FIGURES)])), _NOTHING),
        concerned=_asked_about(concerned, asks, offers),
        gaps=_asked_offers(gaps, asks, *LACKS),
        short=_asked_offers(capacity, asks, "places_insuffisantes"),
    )  # fmt: skip


def _among(table: pd.DataFrame, keys: Collection[tuple[str, str]]) -> pd.Series:
    """Tell which rows are about these (side, uai): a school may be a host and an origin."""
    pairs = zip(table["side"], table["uai"], strict=True)
    return pd.Series([pair in keys for pair in pairs], table.index, dtype=bool)


def _covered(figures: Figures, by: str, wanted: Wanted) -> pd.DataFrame:
    """Return the coverage of the hosts asked: of none where a département has only origins."""
    active = wanted.selection.active()
    if departments := active.get("department"):
        active["department"] = tuple({*departments} & {*figures.offers()["department"]})
        if not active["department"]:
            return figures.cover(by, "", {}, ahead=False).head(0)
    return figures.cover(by, "", active, ahead=False)


def _with_asked(covered: pd.DataFrame, asks: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage of programmes, and nothing for those that only origins are asked about."""
    keys = ["programme", "programme_label"]
    others = offers.loc[offers["programme"].isin(asks["programme"]), keys].drop_duplicates(keys[0])
    others = others[~others["programme"].isin(covered["programme"])].assign(**_NOTHING)
    covered = covered[[*keys, *FIGURES]]
    return pd.concat([covered, others], ignore_index=True) if len(others) else covered


def _looked_at(
    schools: pd.DataFrame, offers: pd.DataFrame, states: pd.DataFrame, wanted: Wanted
) -> pd.DataFrame:
    """Return the schools that the filters leave: the hosts of offers, the origins of their pupils."""
    chosen = select_offers(offers, wanted.anywhere)
    applied = states[states["offer"].isin(chosen["offer"])]
    hosts, asking = (
        schools["uai"].isin(uais) for uais in (chosen["host_uai"], applied["origin_uai"])
    )
    theirs = hosts.where(schools["side"].eq(HOST), asking)
    if departments := wanted.selection.department:
        theirs &= schools["department"].isin(departments)
    return schools[theirs & schools["side"].isin(wanted.asked_sides)]


def _with_answers(
    table: pd.DataFrame, asked: pd.DataFrame | None, states: pd.DataFrame, day: date
) -> pd.DataFrame:
    """Add `since` and `answered`: opinions asked by the last relaunch, and entered since then.

    Both are missing for a school whose opinions were never asked for.
    """
    if asked is None or asked.empty:
        return table.assign(since=pd.NA, answered=pd.NA).astype(_ANSWERS)
    counts = count_answers(asked, states, day)
    return table.merge(counts, on=KEYS, how="left").astype(_ANSWERS)


def _asked_about(concerned: pd.DataFrame, asks: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Return the applications that the asks count, and no other, with their programme's label."""
    keys = [*KEYS, "offer", "reason"]
    rows = concerned.merge(asks[keys].drop_duplicates(), on=keys)
    return rows.assign(programme_label=rows["offer"].map(offer_labels(offers)))


def _asked_offers(offers: pd.DataFrame, asks: pd.DataFrame, *reasons: str) -> pd.DataFrame:
    mine = offers[offers["offer"].isin(asks.loc[asks["reason"].isin(reasons), "offer"])]
    return mine.assign(programme_label=mine["offer"].map(offer_labels(mine)))
