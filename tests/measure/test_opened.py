"""A figure opens: as many lines as it counts, for every figure, every group and every filter."""

from dataclasses import replace
from datetime import time
from random import Random

import pandas as pd
import pytest
from campaigns import blank, measurable, on, sessions
from hypothesis import given, settings
from hypothesis import strategies as st

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.settings import Interviews
from passpro_nb.measure.asks import LACKS
from passpro_nb.measure.capacity import SUMS
from passpro_nb.measure.coverage import PUPILS
from passpro_nb.measure.figures import CampaignFigures, Measurable
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.opened import OPENED
from passpro_nb.store.published import measure_campaign

DAY = on("28/04")
SEATS = ("capacity", "seats_declared", "seats_estimated", "seats_left")
OF_COVERAGE = (
    "registered", *PUPILS, "interviewed", "absent", "expected", "entered", "overdue", "due",
    "awaiting", "convened", "not_convened", "cancelled",
)  # fmt: skip
LINED = ("seats_unknown", "undated", "without_session", "demand", "to_interview")
FILTER = {key: key for keys in GROUPS.values() for key in keys} | {
    "host_uai": "host", "origin_uai": ORIGIN,
}  # fmt: skip


def held(draw: Random, source: Measurable, shared: bool) -> Measurable:
    """Return a campaign with sessions of every kind, of which a host may share some."""
    rows = [
        {
            "offer": offer, "host_uai": host, "ordinal": 1,
            "day": draw.choice([None, on("02/04"), on("28/04"), on("06/05")]),
            "start": draw.choice([time(9), time(14)]), "end": draw.choice([None, time(17)]),
            "mode": draw.choice([None, "individual", "collective"]),
            "declared": draw.choice([None, None, 0, 8]), "doubt": draw.choice([None, None, "à voir"]),
        }
        for offer, host in source.offers[["offer", "host_uai"]].itertuples(index=False)
        for _ in range(draw.randrange(4))
    ]  # fmt: skip
    rules = replace(source.settings, entretiens=Interviews(seances_communes=shared))
    return replace(source, settings=rules, sessions=sessions(*rows))


def counted(rows: pd.DataFrame, figure: str) -> int:
    """Return what a figure is, from the lines that it opens."""
    if figure in SEATS:
        return int(rows["seats"].sum())
    return rows["pupil"].nunique() if figure in PUPILS else len(rows)


@settings(max_examples=20)
@given(st.integers(0, 5_000), st.booleans(), st.sampled_from([*GROUPS]))
def test_the_lines_are_the_figure(seed: int, shared: bool, by: str) -> None:
    """Each figure of each member of each group opens into as many lines, or seats, with their place."""
    figures = CampaignFigures(held(Random(seed), measurable(Random(seed)), shared), DAY)
    tables = [(figures.coverage(by), OF_COVERAGE)]
    if by != ORIGIN:
        tables.append((figures.capacity(by), (*SEATS, *LINED)))
    key = GROUPS[by][0]
    for table, codes in tables:
        for row in table.to_dict("records"):
            chosen = {} if by == "academie" else {FILTER[key]: row[key]}
            for figure in codes:
                lines = figures.rows(figure, **chosen)
                assert counted(lines, figure) == row[figure], (figure, chosen)
                assert {"file", "sheet", "row"} <= set(lines)


@settings(max_examples=20)
@given(st.integers(0, 5_000), st.booleans())
def test_a_shortfall_opens_into_those_to_interview(seed: int, shared: bool) -> None:
    """Wherever seats lack, and only there, the lines are the pupils among whom some have none."""
    figures = CampaignFigures(held(Random(seed), measurable(Random(seed)), shared), DAY)
    for row in figures.capacity("host").to_dict("records"):
        lines = figures.rows("shortfall", host=row["host_uai"])
        assert row["shortfall"] <= len(lines) <= row["to_interview"]
        assert (len(lines) > 0) == (row["shortfall"] > 0)
        assert len(figures.rows("sessions_to_add", host=row["host_uai"])) == len(lines)


def test_interviews_planned_or_not_open(campaign) -> None:
    """The calendar's interviews, with a day and without, open into as many applications."""
    figures = campaign.figures(DAY)
    weeks = figures.calendar("academie")
    planned = weeks.loc[weeks["week"].notna(), "planned"].sum()
    assert len(figures.rows("planned")) == planned > 0
    assert len(figures.rows("unplanned")) == weeks.loc[weeks["week"].isna(), "planned"].sum() > 0


def test_what_schools_are_asked_opens(campaign) -> None:
    """Each reason opens into the applications, or the offers, that `asks` counts."""
    figures = campaign.figures(DAY)
    counts = figures.counts.asks.groupby("reason")["count"].sum()
    assert {"avis_en_retard", "avis_illisibles", "a_reconvoquer"} <= set(counts.index)
    for reason, count in counts.items():
        lines = figures.rows(reason)
        if reason == "places_insuffisantes":
            assert count <= len(lines)
        else:
            assert len(lines) == count, reason
    late = counts["avis_en_retard"] + counts["avis_illisibles"]
    assert len(figures.rows("missing")) == late


def test_nothing_is_left_out() -> None:
    """Every count of coverage, capacity and asks opens."""
    assert {*OF_COVERAGE, *SUMS, *LACKS, "missing"} <= {*OPENED}


def test_where_a_line_stands(campaign) -> None:
    """A late opinion opens into its line of the file, as a person sees it in Excel."""
    figures = campaign.figures(DAY)
    host = figures.coverage("host")["host_uai"].iloc[0]
    lines = figures.rows("overdue", host=host)
    assert set(lines["host_uai"]) == {host}
    assert (lines["row"] > 1).all()
    assert set(lines["file"]) == {"candidatures_2025-04-30.xlsx"}


@pytest.mark.parametrize(
    ("figure", "filters", "said"),
    [
        ("retards", {}, "Le chiffre « retards » ne s’ouvre pas : cancelled, entered, absent, overdue, "),
        ("coverage", {}, "Le chiffre « coverage » ne s’ouvre pas : "),
        ("overdue", {"ville": "Créteil"}, "Le filtre « ville » n’existe pas ici : host, "),
        ("capacity", {"origin": "0931235Y"}, "Le filtre « origin » n’existe pas ici : host, "),
    ],
)  # fmt: skip
def test_a_wrong_figure_lists_the_choices(campaign, figure, filters, said) -> None:
    """A figure that is none, or is no count, is refused with those that open."""
    with pytest.raises(UsageError) as raised:
        campaign.figures(DAY).rows(figure, **filters)
    assert blank(str(raised.value)).startswith(said)


def test_published_figures_have_no_lines(campaign) -> None:
    """What is published names nobody: it says so, and where to look."""
    with pytest.raises(UsageError) as raised:
        measure_campaign(campaign, DAY).figures.rows("overdue")
    assert blank(str(raised.value)) == (
        "Sans les candidatures, « Avis en retard » ne s’ouvre pas : ouvrez la campagne elle-même."
    )
