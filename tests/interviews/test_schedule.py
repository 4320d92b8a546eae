"""The convening aid, and the matching under it, against independent searches."""

from __future__ import annotations

from datetime import date, time
from itertools import combinations
from time import process_time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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

from passpro_nb.interviews.far import spare_far
from passpro_nb.interviews.matching import Cell, overlap, seat_apart, seat_most
from passpro_nb.interviews.schedule import (
    ELSEWHERE,
    FULL,
    NO_SESSION,
    OWN_DAY,
    Schedule,
    measure_schedule,
)
from passpro_nb.interviews.slots import Slot

# ---------------------------------------------------------------------------------- matching

WISHES = st.lists(st.lists(st.integers(0, 4), unique=True, max_size=4), max_size=9)
SEATS = st.lists(st.integers(0, 3), min_size=5, max_size=5)


def largest_by_elimination(wishes: list[list[int]], seats: list[int]) -> int:
    """Return the size of a maximum matching by another road: Tutte's theorem.

    The rank of the matrix of edges, each a random number modulo a prime, is the size of a maximum
    matching (wrong once in a billion). A cell of n seats is n columns.
    """
    prime = 2**31 - 1
    columns = [cell for cell, n in enumerate(seats) for _ in range(n)]
    draw = np.random.default_rng(len(wishes))
    rows = [[int(draw.integers(1, prime)) * (c in wish) for c in columns] for wish in wishes]
    rank = 0
    for at in range(len(columns)):
        pivot = next((k for k in range(rank, len(rows)) if rows[k][at]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        inverse = pow(rows[rank][at], -1, prime)
        for k in range(rank + 1, len(rows)):
            factor = rows[k][at] * inverse % prime
            rows[k] = [(a - factor * b) % prime for a, b in zip(rows[k], rows[rank], strict=True)]
        rank += 1
    return rank


def cells_of(seats: list[int]) -> list[Cell]:
    """Return cells one after the other, an hour each."""
    return [Cell(at * 60, at * 60 + 60, n) for at, n in enumerate(seats)]


@settings(deadline=None)
@given(WISHES, SEATS)
def test_as_many_as_a_maximum_matching(wishes: list[list[int]], seats: list[int]):
    """As many are seated as an independent computation says, nobody where he may not, none too many."""
    places = seat_most(wishes, cells_of(seats))
    assert sum(place is not None for place in places) == largest_by_elimination(wishes, seats)
    assert all(place is None or place in wish for place, wish in zip(places, wishes, strict=True))
    assert all(places.count(cell) <= n for cell, n in enumerate(seats))


@settings(deadline=None)
@given(WISHES, SEATS)
def test_the_first_are_served_first(wishes: list[list[int]], seats: list[int]):
    """Whoever is left out could not be served even if all those after him were not there."""
    places = seat_most(wishes, cells_of(seats))
    for who, place in enumerate(places):
        earlier = [w for w, p in zip(wishes[:who], places, strict=False) if p is not None]
        could = largest_by_elimination([*earlier, wishes[who]], seats) == len(earlier) + 1
        assert could == (place is not None)


def largest_apart(wishes: list[list[int]], cells: list[Cell], whose: list[int]) -> int:
    """Return the most that can be seated with nobody at two places at once, trying everything."""

    def search(who: int, taken: tuple[tuple[int, int], ...]) -> int:
        if who == len(wishes):
            return len(taken)
        most = search(who + 1, taken)
        for cell in wishes[who]:
            room = sum(c == cell for _, c in taken) < cells[cell].seats
            free = all(p != whose[who] or not overlap(cells[c], cells[cell]) for p, c in taken)
            if room and free:
                most = max(most, search(who + 1, (*taken, (whose[who], cell))))
        return most

    return search(0, ())


CELLS = st.lists(
    st.builds(lambda s, n, c: Cell(s, s + n, c), st.integers(0, 5), st.integers(1, 4), st.integers(0, 2)),
    min_size=5,
    max_size=5,
)  # fmt: skip
INTERVIEWS = st.lists(
    st.tuples(st.integers(0, 2), st.lists(st.integers(0, 4), unique=True, max_size=4)), max_size=6
)


@settings(deadline=None)
@given(INTERVIEWS, CELLS)
def test_nobody_at_two_places_and_still_as_many(interviews: list, cells: list[Cell]):
    """With pupils who have several interviews, as many are seated as an exhaustive search finds."""
    whose, wishes = [p for p, _ in interviews], [w for _, w in interviews]
    seating = seat_apart(wishes, cells, whose)
    assert seating.proven
    assert seating.count == largest_apart(wishes, cells, whose)
    seated = [(p, c) for p, c in zip(whose, seating.places, strict=True) if c is not None]
    assert all(
        n <= cells[c].seats for c, n in pd.Series([c for _, c in seated]).value_counts().items()
    )
    for (one, here), (other, there) in combinations(seated, 2):
        assert one != other or not overlap(cells[here], cells[there])


def test_a_search_without_end_is_said():
    """Thirty pupils wanted everywhere at once: the best found is given, and not called proven."""
    cells = [Cell(0, 60, 30), Cell(30, 90, 30)]
    wishes = [wish for _ in range(30) for wish in ([0], [1])]
    seating = seat_apart(wishes, cells, [at // 2 for at in range(60)])
    assert seating.count == 30
    assert not seating.proven


# ---------------------------------------------------------------------------------- schedule

OFFERS = make_offers({"offer": "A"}, {"offer": "B"}, {"offer": "C", "host_uai": OTHER})
# The host, a school next door, one 40 km away, one whose commune only is known.
DIRECTORY = pd.DataFrame(
    {
        "uai": [HOST, "0930001A", "0770001B", "0770002C"],
        "commune": ["Bondy", "Bondy", "Meaux", "Meaux"],
        "department": ["93", "93", "77", "77"],
        "latitude": [48.90, 48.91, 48.96, None],
        "longitude": [2.48, 2.49, 3.02, None],
    }
)
NEAR, FAR, FAR_TOO = "0930001A", "0770001B", "0770002C"


def schedule(*rows: dict, sessions: list[dict], **interviews: object) -> Schedule:
    """Return the draft schedule of the host."""
    rules = make_settings(**interviews)
    states = make_states(*rows, settings=rules)
    return measure_schedule(HOST, states, OFFERS, make_sessions(*sessions), DIRECTORY, rules, DAY)


def hours(table: pd.DataFrame) -> list[str]:
    """Return the days and hours given, as texts."""
    return [f"{d:%d} {h:%H:%M}" for d, h in zip(table["day"], table["start"], strict=True)]


def named(name: str, offer: str = "A", **more: object) -> dict:
    """Return an application of a pupil known by his name."""
    return {"pupil": name, "last_name": name, "offer": offer, **more}


def test_one_after_the_other():
    """An individual session is cut by the length of an interview; two juries receive two at once."""
    one = schedule(*pupils("A", 5), sessions=[session("A", 13, "14:00", "15:00")])
    assert hours(one.placed) == ["13 14:00", "13 14:15", "13 14:30", "13 14:45"]
    two = schedule(*pupils("A", 5), sessions=[session("A", 13, "14:00", "15:00")], jurys=2)
    assert hours(two.placed)[:3] == ["13 14:00", "13 14:00", "13 14:15"]
    assert one.sessions["taken"].tolist() == [4]


def test_a_directory_without_departements():
    """Where no school's département is known, those with their own coordinates still have a distance."""
    nowhere = DIRECTORY.assign(department=pd.Series([None] * len(DIRECTORY), dtype="str"))
    states = make_states(named("a", origin_uai=FAR), named("b", origin_uai=FAR_TOO))
    rows = make_sessions(session("A", 13, "14:00", "15:00"))
    placed = measure_schedule(HOST, states, OFFERS, rows, nowhere, make_settings(), DAY).placed
    assert placed.set_index("last_name")["distance"].round().fillna(-1).to_dict() == {
        "a": 40,
        "b": -1,
    }


def test_groups_come_together():
    """A collective session of two groups convenes the second an hour later; declared seats spread."""
    meeting = session("A", 13, "14:00", "16:00", mode="collective", declared=27)
    drafted = schedule(*pupils("A", 27), sessions=[meeting])
    assert pd.Series(hours(drafted.placed)).value_counts().to_dict() == {
        "13 14:00": 14, "13 15:00": 13,
    }  # fmt: skip


@pytest.mark.parametrize("day", [12, 29], ids=["on the day", "after the window"])
def test_only_sessions_to_come(day: int):
    """A session of the day itself, or outside the window, receives nobody."""
    drafted = schedule(named("p"), sessions=[session("A", day, "14:00", "15:00")])
    assert drafted.waiting["why"].tolist() == [NO_SESSION]


def test_without_hour_the_host_sets_it():
    """A session without hours gives a day and no hour."""
    drafted = schedule(named("p"), sessions=[session("A", 13, declared=3)])
    assert drafted.placed[["day", "start"]].to_numpy().tolist() == [
        [pd.Timestamp(2025, 3, 13), None]
    ]


def test_unknown_seats_receive_nobody():
    """Where seats are unknown nobody is put, rather than too many."""
    drafted = schedule(named("p"), sessions=[session("A", 13, "14:00", "15:00", mode=None)])
    assert drafted.waiting["why"].tolist() == [NO_SESSION]


def test_the_earliest_registered_are_served():
    """With one seat, the first registered has it; an unknown day of registration comes last."""
    drafted = schedule(
        named("anna", registered_on=date(2025, 2, 12)),
        named("bob", registered_on=None),
        named("zoé", registered_on=date(2025, 2, 11)),
        sessions=[session("A", 13, "14:00", "15:00", declared=1)],
    )
    assert drafted.placed["last_name"].tolist() == ["zoé"]
    assert drafted.waiting[["last_name", "why"]].to_numpy().tolist() == [
        ["anna", FULL], ["bob", FULL],
    ]  # fmt: skip


def test_a_convened_pupil_keeps_his_day():
    """He is served before others on the day that he was told, and moved to no other."""
    drafted = schedule(
        named("told", interview_on=date(2025, 3, 14), registered_on=date(2025, 3, 1)),
        named("first", registered_on=date(2025, 2, 1)),
        named("lost", interview_on=date(2025, 3, 19)),
        sessions=[
            session("A", 14, "14:00", "15:00", declared=1),
            session("A", 17, "14:00", "15:00"),
        ],
    )
    assert dict(zip(drafted.placed["last_name"], drafted.placed["day"].dt.day, strict=True)) == {
        "told": 14, "first": 17,
    }  # fmt: skip
    assert drafted.waiting[["last_name", "why"]].to_numpy().tolist() == [["lost", OWN_DAY]]


def test_two_interviews_in_the_host_at_two_hours():
    """A pupil of two programmes sits in both sessions of the same afternoon, at two hours."""
    both = [session(offer, 13, "14:00", "14:30") for offer in "AB"]
    drafted = schedule(named("p"), named("p", "B"), sessions=both)
    assert len(drafted.placed) == 2
    assert drafted.placed["start"].nunique() == 2
    assert drafted.proven


@pytest.mark.parametrize(
    ("start", "end", "given"),
    [("14:00", "14:30", ["13 14:30"]), ("13:00", "14:00", ["13 14:00"]), ("14:00", "15:00", []), ("", "", [])],
    ids=["half of it", "just before", "all of it", "unknown hours"],
)  # fmt: skip
def test_an_interview_elsewhere_is_respected(start: str, end: str, given: list[str]):
    """Where the pupil is convened in another host that day, its session's hours are taken."""
    drafted = schedule(
        named("p"),
        named("p", "C", host_uai=OTHER, interview_on=date(2025, 3, 13)),
        sessions=[session("A", 13, "14:00", "15:00"), session("C", 13, start, end, host_uai=OTHER)],
    )
    assert hours(drafted.placed) == given
    assert drafted.waiting["why"].tolist() == ([] if given else [ELSEWHERE])


def test_an_interview_here_without_session_takes_its_day():
    """Convened here on a day without a known session, at an hour unknown: no other one that day."""
    drafted = schedule(
        named("p"),
        named("p", "B", interview_on=date(2025, 3, 14)),
        sessions=[session("A", 14, "14:00", "15:00"), session("A", 17, "14:00", "15:00")],
    )
    assert hours(drafted.placed) == ["17 14:00"]


@pytest.mark.parametrize("origin", [FAR, FAR_TOO])
def test_far_origins_are_not_in_the_first_hour(origin: str):
    """The one who comes from afar is last in, though first registered: a nearer one takes his turn."""
    drafted = schedule(
        named("far", origin_uai=origin, registered_on=date(2025, 2, 1)),
        *(named(f"near{at}", origin_uai=NEAR) for at in range(7)),
        sessions=[session("A", 13, "14:00", "16:00")],
    )
    (at,) = drafted.placed.loc[drafted.placed["last_name"] == "far", "start"]
    assert at >= time(15)
    assert drafted.placed.loc[
        drafted.placed["last_name"] == "far", "distance"
    ].item() == pytest.approx(40, abs=1)


def test_how_far_is_a_setting():
    """Beyond `eloignement_km` is far: at 60 km nobody is, and the first registered comes first."""
    rows = (
        named("far", origin_uai=FAR, registered_on=date(2025, 2, 1)),
        *(named(f"near{at}", origin_uai=NEAR) for at in range(7)),
    )
    held = [session("A", 13, "14:00", "16:00")]
    drafted = schedule(*rows, sessions=held, eloignement_km=60)
    (at,) = drafted.placed.loc[drafted.placed["last_name"] == "far", "start"]
    assert at < time(15)


def test_a_full_session_swaps_near_and_far():
    """Where every seat is taken, far and near change places; none loses his."""
    drafted = schedule(
        *(named(f"far{at}", origin_uai=FAR, registered_on=date(2025, 2, 1)) for at in range(6)),
        *(named(f"near{at}", origin_uai=NEAR) for at in range(2)),
        sessions=[session("A", 13, "14:00", "16:00")],
    )
    early = drafted.placed[drafted.placed["start"] < time(15)]
    assert len(drafted.placed) == 8
    assert early["last_name"].str.startswith("far").sum() == 2  # four later seats for six


def test_a_far_pupil_is_not_moved_onto_his_other_interview():
    """Where the only later seat is at the hour of his other interview, he stays in the first hour."""
    drafted = schedule(
        named("p", origin_uai=FAR),
        named("p", "B", origin_uai=FAR),
        sessions=[session("A", 13, "14:00", "15:15"), session("B", 13, "15:00", "15:15")],
    )
    assert hours(drafted.placed) == ["13 14:00", "13 15:00"]


def test_the_time_follows_the_pupils():
    """Four times the pupils from afar, each with ten seats to try, take about four times as long."""

    def seconds(count: int) -> float:
        day = pd.Timestamp(2025, 3, 13)
        slots = [
            Slot(at, at + 1, 1, 0, day, time(14), frozenset("A"), at < count)
            for at in range(2 * count)
        ]
        wishes = [[at, *(count + (at + k) % count for k in range(10))] for at in range(count)]
        places = [*range(count), *range(count, 2 * count)]
        taken = [[at] for at in range(count, 2 * count)]
        start = process_time()
        spare_far(places, [*wishes, *taken], slots, [True] * 2 * count, places)
        return process_time() - start

    few, many = (min(seconds(count) for _ in range(5)) for count in (500, 2000))
    assert many < 8 * few  # the least of five: a collection of garbage takes longer than either


def test_an_unknown_origin_is_not_far():
    """Without a known place nothing is said of the distance, and nobody is held back."""
    drafted = schedule(named("p"), sessions=[session("A", 13, "14:00", "16:00")])
    assert hours(drafted.placed) == ["13 14:00"]
    assert drafted.placed["distance"].isna().all()


def test_a_shared_session_receives_both_offers():
    """With « séances communes » the one session serves the pupils of both offers, once."""
    both = [session(offer, 13, "14:00", "14:30") for offer in "AB"]
    drafted = schedule(
        named("p"), named("q", "B"), named("r", "B"), sessions=both, seances_communes=True
    )
    assert len(drafted.placed) == 2
    assert drafted.sessions[["seats", "taken"]].to_numpy().tolist() == [[2, 2]]


def test_a_host_with_nobody():
    """No pupil and no session: an empty draft, with every column."""
    drafted = schedule(sessions=[])
    assert (len(drafted.placed), len(drafted.waiting), len(drafted.sessions)) == (0, 0, 0)


APPLICATIONS = st.lists(
    st.builds(
        lambda pupil, offer, day, origin: named(
            f"p{pupil}", offer, origin_uai=origin,
            interview_on=day and date(2025, 3, day), host_uai=OTHER if offer == "C" else HOST,
        ),
        st.integers(0, 9), st.sampled_from("AABC"), st.sampled_from([None, None, 13, 14]),
        st.sampled_from([NEAR, FAR, None]),
    ),
    max_size=14, unique_by=lambda row: (row["pupil"], row["offer"]),
)  # fmt: skip
HELD = st.lists(
    st.builds(
        lambda offer, day, begin, more: session(
            offer, day, begin, "15:00", host_uai=OTHER if offer == "C" else HOST, **more
        ),
        st.sampled_from("AABC"), st.sampled_from([12, 13, 14]), st.sampled_from(["13:30", "14:00"]),
        st.sampled_from([{}, {"mode": "collective"}, {"declared": 2}, {"mode": None}]),
    ),
    max_size=6, unique_by=lambda row: (row["offer"], row["day"], row["start"]),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(APPLICATIONS, HELD, st.booleans())
def test_every_draft_is_sound(rows: list[dict], held: list[dict], shared: bool):
    """Every application is placed or waits, once; no session overfilled; nobody twice at one hour."""
    drafted = schedule(*rows, sessions=held, seances_communes=shared)
    mine = [row for row in rows if row["offer"] != "C"]
    assert drafted.proven
    assert len(drafted.placed) + len(drafted.waiting) == len(mine)
    assert (drafted.sessions["taken"] <= drafted.sessions["seats"].fillna(0)).all()
    assert not drafted.placed.duplicated(["last_name", "day", "start"]).any()
    told = drafted.placed[drafted.placed["kept"]]
    said = {(r["pupil"], r["offer"]): r["interview_on"] for r in mine}
    keys = zip(told["last_name"], told["offer"], told["day"], strict=True)
    assert all(said[name, offer] == day.date() for name, offer, day in keys)
