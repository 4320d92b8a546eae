"""The what-if: what a change would do, the data untouched (the sums: test_measure_capacity)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from interviews import (
    DAY,
    OTHER,
    make_offers,
    make_sessions,
    make_settings,
    make_states,
    pupils,
    session,
)

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.settings import Interviews, Settings
from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change, count_what_if, extra_sessions, measure_what_if
from passpro_nb.measure.capacity import SHARED, count_capacity
from passpro_nb.measure.coverage import tally_applications

OFFERS = make_offers({"offer": "A"}, {"offer": "B"}, {"offer": "C", "host_uai": OTHER})
SESSIONS = make_sessions(
    session("A", 13, "14:00", "15:00"),
    session("B", 13, "14:00", "15:00"),
    session("C", 13, "14:00", "15:00", host_uai=OTHER),
)
STATES = make_states(*pupils("A", 20), *pupils("B", 2), *pupils("C", 5, host_uai=OTHER))
TALLY = tally_applications(STATES)


def tried(change: Change, **interviews: object) -> dict[str, tuple]:
    """Return by host the shortfall before and after, with the change."""
    rules = make_settings(**interviews)
    rows = records(measure_what_if(OFFERS, SESSIONS, TALLY, rules, DAY, change))
    names = ("shortfall", "shortfall_after", "shortfall_change")
    return {row["host_uai"]: tuple(row[name] for name in names) for row in rows}


def test_one_host_or_all():
    """A change for one host leaves the other as it was."""
    host = OFFERS["host_uai"].iloc[0]
    assert tried(Change(jurys=2)) == {host: (16, 12, -4), OTHER: (1, 0, -1)}
    assert tried(Change(jurys=2, hosts=(OTHER,))) == {host: (16, 16, 0), OTHER: (1, 0, -1)}


@pytest.mark.parametrize("change", [Change(jurys=2), Change(seances_ajoutees=1)])
def test_without_any_offer_there_is_nothing_to_try(change: Change):
    """A campaign whose offers are all hors Passpro has no host to change, and no failure."""
    empty = OFFERS.head(0)
    after = measure_what_if(empty, SESSIONS, TALLY, make_settings(), DAY, change)
    assert after.empty


def test_a_session_goes_to_each_offer_that_is_short():
    """One more session is of twelve seats, for A and for C; B, which lacks none, has none."""
    host = OFFERS["host_uai"].iloc[0]
    assert tried(Change(seances_ajoutees=1)) == {host: (16, 4, -12), OTHER: (1, 0, -1)}
    assert tried(Change(seances_ajoutees=2)) == {host: (16, 0, -16), OTHER: (1, 0, -1)}


def test_a_session_for_a_host_that_shares_them():
    """Where sessions are shared the host has one more, for all its offers together."""
    host = OFFERS["host_uai"].iloc[0]
    found = tried(Change(seances_ajoutees=1), seances_communes=True)
    assert found == {host: (18, 6, -12), OTHER: (1, 0, -1)}
    rules = make_settings(seances_communes=True)
    counted = count_what_if(OFFERS, SESSIONS, TALLY, rules, DAY, Change(seances_ajoutees=1))
    assert counted.loc[counted["programme"] == SHARED, "shortfall"].tolist() == [6]


def test_what_is_given_is_left_as_it_was():
    """Neither the sessions nor the settings change."""
    rules, before = make_settings(), SESSIONS.copy(deep=True)
    measure_what_if(OFFERS, SESSIONS, TALLY, rules, DAY, Change(jurys=3, seances_ajoutees=2))
    pd.testing.assert_frame_equal(SESSIONS, before)
    assert rules == make_settings()


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2025, 3, 1), date(2025, 3, 10)),  # before the window: its first day
        (date(2025, 3, 12), date(2025, 3, 13)),
        (date(2025, 3, 14), date(2025, 3, 17)),  # a Friday: the Monday after
        (date(2025, 3, 27), date(2025, 3, 28)),  # the last day
    ],
)
def test_the_next_working_day_of_the_window(day: date, held: date):
    """A session is added on the first working day after D that the window holds."""
    rules = make_settings()
    counted = count_capacity(OFFERS, SESSIONS, TALLY, rules, DAY)
    more = extra_sessions(counted, 1, rules, day)
    assert [stamp.date() for stamp in more["day"]] == [held, held]


def test_no_day_is_left():
    """On the last day of the window nothing can be added; without a window, always."""
    rules = make_settings()
    counted = count_capacity(OFFERS, SESSIONS, TALLY, rules, DAY)
    with pytest.raises(UsageError, match="Les entretiens finissent le 28 mars 2025"):
        extra_sessions(counted, 1, rules, date(2025, 3, 28))
    assert len(extra_sessions(counted, 3, Settings(rules.campagne), date(2026, 1, 1))) == 6


@pytest.mark.parametrize(
    "name",
    ["jurys", "taille_groupe", "duree_individuel_min", "duree_collectif_min", "duree_seance_min"],
)
def test_the_bounds_are_those_of_the_settings(name: str):
    """One is the least; zero is refused; None leaves the setting as it is."""
    assert Change(**{name: 1}).apply(Interviews()) == replace(Interviews(), **{name: 1})
    assert Change().apply(Interviews(jurys=4)) == Interviews(jurys=4)
    with pytest.raises(UsageError, match="vaut au moins 1"):
        Change(**{name: 0}).apply(Interviews())


def test_sessions_are_added_where_they_are_said() -> None:
    """Each is of its offer's usual seats, there and nowhere else, whichever hosts a change is for."""
    host = OFFERS["host_uai"].iloc[0]
    assert tried(Change(places=(("A", 2),))) == {host: (16, 8, -8), OTHER: (1, 1, 0)}
    assert tried(Change(places=(("C", 1),), hosts=(host,))) == {
        host: (16, 16, 0),
        OTHER: (1, 0, -1),
    }
    assert tried(Change(places=(("A", 0),))) == {host: (16, 16, 0), OTHER: (1, 1, 0)}


def test_the_sessions_to_add_are_what_is_needed() -> None:
    """As many more sessions as the figure says leave nobody without a seat; one less would not."""
    for shared in (False, True):
        rules = make_settings(seances_communes=shared)
        short = count_capacity(OFFERS, SESSIONS, TALLY, rules, DAY)
        need = tuple(short[["offer", "sessions_to_add"]].itertuples(index=False, name=None))
        after = count_what_if(OFFERS, SESSIONS, TALLY, rules, DAY, Change(places=need))
        assert short["shortfall"].sum() > after["shortfall"].sum() == 0
        less = tuple((offer, max(0, count - 1)) for offer, count in need)
        assert count_what_if(OFFERS, SESSIONS, TALLY, rules, DAY, Change(places=less))[
            "shortfall"
        ].any()


def test_an_offer_that_is_not_there_is_refused() -> None:
    """Sessions cannot be added to what the catalogue has not, nor be fewer than none."""
    with pytest.raises(UsageError, match=r"Le catalogue n’a pas d’offre «.Z.» dans Passpro."):
        tried(Change(places=(("Z", 1),)))
    with pytest.raises(UsageError, match="vaut au moins 1"):
        tried(Change(places=(("A", -1),)))


def test_what_moves_nothing_is_told() -> None:
    """Settings at their values and no session more are nothing to try."""
    assert not Change(jurys=1, places=(("A", 0),)).moves(Interviews(jurys=1))
    assert Change(jurys=2).moves(Interviews(jurys=1))
    assert Change(places=(("A", 1),)).moves(Interviews())
