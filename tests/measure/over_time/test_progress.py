"""Progress: curves that are the coverage of each day, what the limit will miss, who has stopped."""

from datetime import timedelta
from random import Random

import pytest
from campaigns import applications, offers, on, random_applications, random_offers, settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from passpro_nb.domain.settings import Opinions, Settings
from passpro_nb.measure.coverage import measure_coverage, tally_applications
from passpro_nb.measure.groups import measured_offers
from passpro_nb.measure.over_time.progress import CURVES, measure_entered, measure_progress
from passpro_nb.measure.states import measure_states

LIMIT = settings()
LAST = on("10/06")


def curves(rows: list[dict[str, object]], day: str) -> list[tuple[object, ...]]:
    """Return the curves of these applications, a row a day."""
    states = measure_states(applications(*rows), LIMIT, on(day))
    table = measure_progress(tally_applications(states), offers(), on(day))
    return [*table.assign(day=table["day"].dt.strftime("%d/%m")).itertuples(index=False, name=None)]


def figures(rows: list[dict[str, object]], day: str, under: Settings = LIMIT) -> dict[str, object]:
    """Return the figures of these applications, all on one offer."""
    states = measure_states(applications(*rows), under, on(day))
    table = measure_coverage(
        tally_applications(states), measured_offers(offers(), "Créteil"), "academie", under, on(day)
    )
    return table.iloc[0].to_dict()


def entered(*days: str) -> list[dict[str, object]]:
    """Return one application with an opinion a day."""
    return [{"opinion": "Favorable", "opinion_on": on(day)} for day in days]


def test_a_life_is_a_step_in_each_curve() -> None:
    """Registered, convoked, interviewed, entered: each on its day, and nothing after D."""
    life = {
        "registered_on": on("03/02"), "convened_on": on("03/03"), "interview_on": on("12/03"),
        "opinion": "Favorable", "opinion_on": on("14/03"),
    }  # fmt: skip
    assert curves([life], "21/03") == [
        ("03/02", 1, 0, 0, 0),
        ("03/03", 1, 1, 0, 0),
        ("12/03", 1, 1, 1, 0),
        ("14/03", 1, 1, 1, 1),
        ("21/03", 1, 1, 1, 1),
    ]
    assert curves([life], "13/03")[-1] == ("13/03", 1, 1, 1, 0)


def test_a_cancellation_takes_it_away_from_its_day() -> None:
    """Cancelled on a day, an application counts until then; without a day, it never counted."""
    life = {"registered_on": on("03/02"), "cancelled": True}
    assert curves([{**life, "cancelled_on": on("10/03")}], "21/03") == [
        ("03/02", 1, 0, 0, 0), ("10/03", 0, 0, 0, 0), ("21/03", 0, 0, 0, 0),
    ]  # fmt: skip
    assert curves([life], "21/03") == [("21/03", 0, 0, 0, 0)]


def test_what_is_undated_stands_from_the_first_day() -> None:
    """An undated fact has always happened; an undated opinion is of the day of its interview."""
    rows = [
        {"opinion": "Favorable"},
        {"opinion": "Favorable", "interview_on": on("12/03")},
        *entered("17/03"),
    ]
    assert [(day, last) for day, *_, last in curves(rows, "21/03")] == [
        ("12/03", 2), ("17/03", 3), ("21/03", 3),
    ]  # fmt: skip


def test_nobody_absent_is_interviewed() -> None:
    """Who was absent enters no curve of interviews, unless an opinion is there all the same."""
    absent = {"interview_on": on("12/03"), "attendance": "absent"}
    assert curves([absent], "21/03")[-1] == ("21/03", 1, 1, 0, 0)
    given = {**absent, "opinion": "Réservé", "opinion_on": on("18/03")}
    assert curves([given], "21/03")[-2:] == [("18/03", 1, 1, 1, 1), ("21/03", 1, 1, 1, 1)]


@effort(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from([None, "0930125F", "0940111A"]))
def test_each_day_of_a_curve_is_the_coverage_of_that_day(seed: int, host: str | None) -> None:
    """On every day, dated facts or not, the four curves are what `coverage` says on it."""
    draw = Random(seed)
    catalogue = random_offers(draw)
    rows = random_applications(draw, catalogue, 60)
    chosen = measured_offers(catalogue, "Créteil")
    chosen = chosen if host is None else chosen[chosen["host_uai"] == host]
    tally = tally_applications(measure_states(rows, LIMIT, LAST))
    table = measure_progress(tally, chosen, LAST).set_index("day")
    for day in (table.index[0].date() + timedelta(n) for n in range(130)):
        if day > LAST or chosen.empty:
            break
        on_day = tally_applications(measure_states(rows, LIMIT, day))
        said = measure_coverage(on_day, chosen, "academie", LIMIT, day)
        assert table[: str(day)].iloc[-1].tolist() == said[list(CURVES)].iloc[0].tolist()


@given(st.integers(0, 10_000))
def test_opinions_of_each_group_are_those_of_its_own_curve(seed: int) -> None:
    """On every day the column of a département is the curve of its offers alone; nobody else has one."""
    draw = Random(seed)
    catalogue = random_offers(draw)
    rows = random_applications(draw, catalogue, 60)
    chosen = measured_offers(catalogue, "Créteil")
    tally = tally_applications(measure_states(rows, LIMIT, LAST))
    table = measure_entered(tally, chosen, "department", LAST).set_index("day")
    assert [*table] == sorted(chosen["department"].unique())
    for department, column in table.items():
        mine = chosen[chosen["department"] == department]
        own = measure_progress(tally, mine, LAST).set_index("day")["entered"]
        known = max(column.index[0], own.index[0])
        every = [day for day in column.index.union(own.index) if day >= known]
        assert [column[:day].iloc[-1] for day in every] == [own[:day].iloc[-1] for day in every]


# ------------------------------------------------------------------------------- at the limit


FOUR = entered("05/05", "05/05", "05/05", "05/05")  # 0.4 a day, six working days: 6.4 at the limit


@pytest.mark.parametrize(("expected", "missing"), [(6, 0), (7, 1), (10, 4)])
def test_what_would_miss_at_the_limit(expected: int, missing: int) -> None:
    """The expected less the projected, rounded up; never below none."""
    found = figures([*FOUR, *[{}] * (expected - 4)], "05/05")
    assert found["missing_at_limit"] == missing
    assert found["missing_at_limit_low"] <= missing <= found["missing_at_limit_high"]


@pytest.mark.parametrize(("expected", "late"), [(8, False), (40, True)])
def test_late_even_at_best(expected: int, late: bool) -> None:
    """A group will not be done when even the high end of its range falls short."""
    found = figures([*FOUR, *[{}] * (expected - 4)], "05/05")
    assert found["late_at_limit"] is late
    assert (found["projected_high"] < expected) is late


def test_a_round_number_stays_one() -> None:
    """Three opinions in ten days, ten days left: of 8 expected 2 would miss, not 3."""
    under = settings(limite_avis=on("19/05"))
    assert under.calendrier.workdays.between(on("02/05"), on("19/05")) == 10
    found = figures([*entered("02/05", "30/04", "29/04"), *[{}] * 5], "02/05", under)
    assert found["missing_at_limit"] == 2


def test_on_the_limit_what_is_not_there_misses() -> None:
    """From the limit on, nothing more is projected: all that is not entered misses, surely."""
    found = figures([*FOUR, {}], "14/05")
    names = ("missing_at_limit", "missing_at_limit_low", "missing_at_limit_high")
    assert [found[name] for name in names] == [1, 1, 1]
    assert found["late_at_limit"] is True


def test_without_a_limit_nothing_is_forecast() -> None:
    """Without a limit, what would miss is « sans objet », and nobody is late for it."""
    found = figures([*FOUR, {}], "05/05", settings(limite_avis=None))
    assert found["missing_at_limit"] is None
    assert found["late_at_limit"] is None


# ------------------------------------------------------------------------------- who has stopped

WAITS = {"interview_on": on("10/03")}


@pytest.mark.parametrize(("day", "days", "stalled"), [("21/03", 4, False), ("24/03", 5, True)])
def test_who_has_stopped(day: str, days: int, stalled: bool) -> None:
    """Five working days after its last opinion, on a Monday, who has some to enter has stopped."""
    found = figures([*entered("17/03"), WAITS], day)
    assert (found["stalled_days"], found["stalled"]) == (days, stalled)


def test_the_days_that_make_a_stop_are_a_setting() -> None:
    """`arret_jours_ouvres` says after how many working days a host has stopped."""
    patient = Settings(LIMIT.campagne, LIMIT.calendrier, Opinions(arret_jours_ouvres=6))
    assert not figures([*entered("17/03"), WAITS], "24/03", patient)["stalled"]
    assert figures([*entered("17/03"), WAITS], "25/03", patient)["stalled"]


@pytest.mark.parametrize("left", [{}, {"interview_on": on("22/04")}, {"cancelled": True}])
def test_who_has_nothing_to_enter_has_not_stopped(left: dict[str, object]) -> None:
    """Without an interview held that waits for its opinion, nobody has stopped."""
    assert not figures([*entered("17/03"), left], "11/04")["stalled"]


@pytest.mark.parametrize(("day", "stalled"), [("17/03", False), ("18/03", True)])
def test_who_never_began_has_stopped_once_late(day: str, stalled: bool) -> None:
    """Before any dated opinion there are no days to count: the first one overdue says it."""
    for undated in ([], [{"opinion": "Favorable"}]):
        found = figures([*undated, WAITS], day)
        assert found["stalled_days"] is None
        assert bool(found["stalled"]) is stalled
