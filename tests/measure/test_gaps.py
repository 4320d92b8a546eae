"""The catalogue's lines to complete: one row an offer, a gap and a text."""

from __future__ import annotations

import pytest
from interviews import OTHER, make_offers, make_sessions, make_settings, session

from passpro_nb.domain.figures import GAP_LABELS
from passpro_nb.export.records import records
from passpro_nb.measure.capacity import measure_seats
from passpro_nb.measure.gaps import (
    CLOSED,
    DOUBTED,
    INCOMPLETE,
    NO_LENGTH,
    NO_SEATS,
    NO_SESSION,
    OUTSIDE,
    UNDATED,
    incomplete_lines,
)


def gaps(*sessions: dict) -> list[dict]:
    """Return what the sessions of the offer « A » leave open."""
    settings = make_settings()
    seats = measure_seats(make_sessions(*sessions), settings.entretiens)
    return records(incomplete_lines(make_offers({"offer": "A"}), seats, settings))


@pytest.mark.parametrize(
    ("sessions", "gap", "detail"),
    [
        ([], NO_SESSION, None),
        ([{"offer": "A", "reason": "sur convocation"}], UNDATED, "sur convocation"),
        ([session("A", 13, "14:00", "15:00", doubt="mot inconnu")], DOUBTED, "mot inconnu"),
        ([session("A", 13, "14:00", "15:00", mode=None)], NO_SEATS, None),
        ([session("A", 13, "15:00", "14:00")], NO_LENGTH, None),
        ([session("A", 9, "14:00", "15:00")], OUTSIDE, "09/03/2025"),
        ([session("A", 29, "14:00", "15:00")], OUTSIDE, "29/03/2025"),
        ([session("A", 15, "14:00", "15:00")], CLOSED, "un samedi"),
    ],
)
def test_each_gap(sessions: list[dict], gap: str, detail: str | None):
    """What lacks is named, with its reason where there is one, and has a French label."""
    (row,) = gaps(*sessions)
    assert (row["gap"], row["detail"]) == (gap, detail)
    assert list(row) == INCOMPLETE
    assert GAP_LABELS[gap]


@pytest.mark.parametrize("day", [10, 28], ids=["first day", "last day"])
def test_nothing_lacks(day: int):
    """A session with hours, mode and a working day of the window, bounds included, is complete."""
    assert gaps(session("A", day, "14:00", "15:00")) == []
    assert gaps(session("A", day, declared=3, mode=None)) == []


def test_a_text_is_said_once():
    """Three days of one text that lack the same thing are one line; two texts are two."""
    days = [session("A", day, mode=None) for day in (11, 12, 13)]
    assert len(gaps(*days)) == 1
    assert len(gaps(*days, session("A", 14, mode=None, text="autre"))) == 2


def test_offers_that_are_not_chosen_are_left_out():
    """Sessions of other offers say nothing of those looked at."""
    settings = make_settings()
    seats = measure_seats(make_sessions({"offer": "C", "host_uai": OTHER}), settings.entretiens)
    rows = records(incomplete_lines(make_offers({"offer": "A"}), seats, settings))
    assert [(row["offer"], row["gap"]) for row in rows] == [("A", NO_SESSION)]
