"""Seats and interviews by week, conflicts of hours and days."""

from __future__ import annotations

from datetime import date, time

import pandas as pd
import pytest
from interviews import (
    DAY,
    HOST,
    OTHER,
    make_offers,
    make_sessions,
    make_settings,
    make_states,
    pupils,
    session,
)

from passpro_nb.domain.workdays import Period, WorkCalendar
from passpro_nb.export.records import records
from passpro_nb.measure.calendar import measure_calendar, plan_interviews
from passpro_nb.measure.capacity import count_capacity, measure_seats
from passpro_nb.measure.clashes import (
    APART,
    CLASH_COLUMNS,
    OVERLAP,
    UNKNOWN,
    closed_days,
    compare_hours,
    count_clashes,
    measure_clashes,
)
from passpro_nb.measure.coverage import tally_applications


def calendar(sessions: pd.DataFrame, states: pd.DataFrame, by: str, **interviews: object):
    """Return the calendar of two hosts, and the rows it was counted on."""
    settings = make_settings(**interviews)
    offers = make_offers({"offer": "A"}, {"offer": "B"}, {"offer": "C", "host_uai": OTHER})
    counted = count_capacity(offers, sessions, tally_applications(states), settings, DAY)
    seats = measure_seats(sessions, settings.entretiens)
    return measure_calendar(counted, seats, plan_interviews(states), by, settings), counted


def test_weeks_hold_their_seats_and_interviews():
    """Monday and Sunday are one week; outside the window no seat, but the interview is shown."""
    sessions = make_sessions(
        session("A", 10, declared=5), session("A", 16, declared=2), session("A", 17, declared=9),
        session("A", 31, declared=50),
    )  # fmt: skip
    states = make_states(
        *pupils("A", 3, interview_on=date(2025, 3, 16)),
        {"pupil": "late", "offer": "A", "interview_on": date(2025, 3, 31)},
        {"pupil": "none", "offer": "A"},
    )
    table, _ = calendar(sessions, states, "host")
    assert [(r["week"], r["seats"], r["planned"]) for r in records(table)] == [
        (date(2025, 3, 10), 7, 3), (date(2025, 3, 17), 9, 0), (date(2025, 3, 31), 0, 1),
        (None, 0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "planned"),
    [
        ({}, [(None, 1)]),
        ({"opinion": "Favorable"}, []),
        ({"attendance": "absent"}, []),
        ({"cancelled": True, "interview_on": date(2025, 3, 20)}, []),
        ({"attendance": "absent", "interview_on": date(2025, 3, 11)}, [(date(2025, 3, 11), 1)]),
        ({"opinion": "Favorable", "interview_on": date(2025, 3, 11)}, [(date(2025, 3, 11), 1)]),
        ({"interview_on": date(2025, 3, 20), "convened_on": date(2025, 3, 13)}, [(None, 1)]),
    ],
    ids=[
        "to interview",
        "entered",
        "absent",
        "cancelled",
        "absent that day",
        "held",
        "not yet known",
    ],
)
def test_what_is_planned(more: dict, planned: list):
    """A day keeps a seat whatever came of it; without a day only those to interview are awaited."""
    rows = plan_interviews(make_states({"pupil": "p", "offer": "A", **more}))
    assert [(r["day"], r["count"]) for r in records(rows)] == planned


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("by", ["academie", "department", "host", "offer", "programme"])
def test_the_weeks_add_up(by: str, shared: bool):
    """Seats over the weeks are the capacity, whatever the group; shared sessions count once."""
    sessions = make_sessions(
        session("A", 13, "14:00", "15:00"), session("B", 13, "14:00", "15:00"),
        session("C", 20, "09:00", "12:00", host_uai=OTHER), session("C", 30, host_uai=OTHER),
    )  # fmt: skip
    states = make_states(*pupils("A", 2), *pupils("C", 3, interview_on=date(2025, 3, 20)))
    table, counted = calendar(sessions, states, by, seances_communes=shared)
    assert table["seats"].sum() == counted["capacity"].sum() == (16 if shared else 20)
    assert table["planned"].sum() == 5


def test_an_empty_calendar():
    """Nothing stated, nobody waiting: no week."""
    table, _ = calendar(make_sessions(), make_states(), "host")
    assert table.empty


# -------------------------------------------------------------------------------- conflicts

MORNING, NOON, AFTERNOON = (time(9), time(12)), (time(11), time(14)), (time(14), time(17))
LATE = (time(12), time(13))


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((MORNING,), (MORNING,), OVERLAP),
        ((MORNING,), (NOON,), OVERLAP),
        ((MORNING,), (LATE,), APART),  # one ends when the other begins
        ((MORNING,), (AFTERNOON,), APART),
        ((MORNING, AFTERNOON), (NOON,), APART),  # noon ends when the afternoon begins
        ((MORNING,), (None,), UNKNOWN),
        ((MORNING,), (), UNKNOWN),
        ((MORNING, None), (AFTERNOON,), APART),  # whatever the other session is, this pair can be
        ((MORNING, None), (NOON,), UNKNOWN),
    ],
)
def test_hours_that_can_both_be_kept(first: tuple, second: tuple, said: str):
    """What is said of two interviews never goes beyond what the hours allow, and is symmetric."""
    assert compare_hours(first, second) == said
    assert compare_hours(second, first) == said


def test_two_hosts_on_one_day():
    """The same day in two hosts is a clash; in one host, or on two days, it is not."""
    sessions = make_sessions(
        session("A", 13, "09:00", "12:00"), session("C", 13, "10:00", "11:00", host_uai=OTHER)
    )
    held = {"interview_on": date(2025, 3, 13)}
    states = make_states(
        {"pupil": "p", "offer": "A", **held},
        {"pupil": "p", "offer": "B", **held},
        {"pupil": "p", "offer": "C", "host_uai": OTHER, **held},
        {"pupil": "q", "offer": "A", **held},
        {"pupil": "q", "offer": "C", "host_uai": OTHER, "interview_on": date(2025, 3, 14)},
        {"pupil": "r", "offer": "A", **held},
        {"pupil": "r", "offer": "C", "host_uai": OTHER, "cancelled": True, **held},
        {"pupil": "s", "offer": "A", **held},
        {"pupil": "s", "offer": "D", "host_uai": OTHER, "in_passpro": False, **held},
    )
    clashes = records(measure_clashes(states, sessions))
    assert [(c["pupil"], c["offer"], c["other_offer"], c["hours"]) for c in clashes] == [
        ("p", "A", "C", OVERLAP), ("p", "B", "C", UNKNOWN),
    ]  # fmt: skip
    assert (clashes[0]["host_uai"], clashes[0]["other_host"]) == (HOST, OTHER)


def test_those_who_cannot_be_at_both_come_first():
    """A clash that two schools must settle stands above more pupils who can be at both."""
    day = pd.Timestamp(2025, 3, 13)
    rows = [("p", APART), ("q", APART), ("r", UNKNOWN), ("s", OVERLAP)]
    clashes = pd.DataFrame(
        [(pupil, day, "A", HOST, "C", OTHER, hours) for pupil, hours in rows], columns=CLASH_COLUMNS
    )
    counts = count_clashes(clashes)
    assert counts["hours"].tolist() == [OVERLAP, UNKNOWN, APART]
    assert counts["pupils"].tolist() == [1, 1, 2]
    assert count_clashes(clashes.head(0)).empty


def test_nobody_has_two_interviews():
    """Without interviews there is no clash, and every column is there."""
    assert measure_clashes(make_states(), make_sessions())["hours"].tolist() == []


def test_sessions_on_days_that_are_not_worked():
    """A Saturday and a day of the breaks are said, with why; a working day and no day are not."""
    breaks = WorkCalendar((Period(date(2025, 3, 20), date(2025, 3, 21)),))
    sessions = make_sessions(
        session("A", 15), session("A", 19), session("A", 20), session("A", 22), {"offer": "A"}
    )
    found = closed_days(sessions, breaks)
    assert found["why"].tolist() == ["un samedi", "pendant les congés", "un samedi"]
    assert closed_days(make_sessions(), breaks).empty
