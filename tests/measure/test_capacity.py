"""Seats, load, shortfall: definitions.md, Interview capacity."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, time
from statistics import median

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
from places import ROOT

from passpro_nb.check.campaign import Campaign, default_day, open_campaign
from passpro_nb.domain.settings import Interviews, Settings
from passpro_nb.export.records import records
from passpro_nb.interviews.what_if import Change, measure_what_if
from passpro_nb.measure.capacity import (
    CAPACITY,
    SHARED,
    SUMS,
    count_capacity,
    measure_capacity,
    measure_seats,
)
from passpro_nb.measure.coverage import tally_applications
from passpro_nb.measure.groups import GROUPS, ORIGIN, Selection, measured_offers, select_offers
from passpro_nb.measure.states import measure_states

FULL = dict.fromkeys(CAPACITY, 0) | {"load": None}


def count(offers: pd.DataFrame, sessions: pd.DataFrame, states: pd.DataFrame, settings: Settings):
    """Return `count_capacity` on the day of the small campaigns."""
    return count_capacity(offers, sessions, tally_applications(states), settings, DAY)


def one(table: pd.DataFrame) -> dict[str, object]:
    """Return the figures of the only row."""
    (row,) = records(table[list(CAPACITY)])
    return row


# --------------------------------------------------------------------------- seats of a session

SEATS = [
    # mode, start, end, declared → seats, estimated
    ("individual", "14:00", "17:00", None, 12, True),
    ("individual", "14:00", "14:15", None, 1, True),
    ("individual", "14:00", "14:14", None, 0, True),
    ("individual", "14:00", "14:29", None, 1, True),
    ("individual", "14:00", "14:30", None, 2, True),
    ("individual", "14:00", "", None, 12, True),
    ("individual", "", "", None, 12, True),
    ("individual", "17:00", "14:00", None, None, False),
    ("individual", "14:00", "14:00", None, None, False),
    ("individual", "17:00", "14:00", 8, 8, False),
    ("individual", "14:00", "17:00", 0, 0, False),
    ("individual", "14:00", "17:00", 40, 40, False),
    ("collective", "14:00", "17:00", None, 36, True),
    ("collective", "14:00", "15:00", None, 12, True),
    ("collective", "14:00", "15:59", None, 12, True),
    ("collective", "14:00", "16:00", None, 24, True),
    ("collective", "14:00", "14:20", None, 12, True),
    ("collective", "", "", None, 36, True),
    (None, "14:00", "17:00", None, None, False),
    (None, "14:00", "17:00", 15, 15, False),
]


@pytest.mark.parametrize(("mode", "start", "end", "declared", "seats", "estimated"), SEATS)
def test_seats_of_a_session(
    mode: str | None, start: str, end: str, declared: int | None, seats: int | None, estimated: bool
):
    """Declared seats win; else hours and mode estimate them; else they are unknown, never zero."""
    rows = make_sessions(session("A", 13, start, end, mode=mode, declared=declared))
    (row,) = records(measure_seats(rows, Interviews()))
    assert (row["seats"], row["estimated"]) == (seats, estimated)


def test_juries_multiply_individual_seats_only():
    """Two juries double an individual session; a collective one depends on its group."""
    rows = make_sessions(
        session("A", 13, "14:00", "17:00"), session("A", 14, "14:00", "17:00", mode="collective")
    )
    changed = Interviews(jurys=2, duree_individuel_min=20, taille_groupe=10, duree_collectif_min=90)
    assert measure_seats(rows, changed)["seats"].tolist() == [18, 20]


@pytest.mark.parametrize(
    ("rate", "start", "end", "seats", "estimated"),
    [
        ({"declared": 6, "per_minutes": 60}, "9:00", "11:30", 15, True),
        ({"declared": 1, "per_minutes": 20}, "9:00", "12:00", 9, True),
        ({"declared": 2, "per_minutes": 30}, "9:00", "9:20", 1, True),
        ({"declared": 6, "per_minutes": 60}, "", "", 18, True),
        ({"declared": 6, "per_minutes": 60}, "11:00", "9:00", None, False),
        ({"declared": 4, "juries": 3}, "9:00", "12:00", 12, True),
        ({"declared": 4, "juries": 0}, "9:00", "12:00", 8, True),
        ({"declared": 2, "per_minutes": 60, "juries": 0}, "9:00", "12:00", 12, True),
    ],
)
def test_a_rate_is_an_estimate(
    rate: dict, start: str, end: str, seats: int | None, estimated: bool
):
    """« 6 par heure » depends on the hours, « 4 par jury » on the juries said, else on the settings'."""
    start, end = (hour.zfill(5) if hour else "" for hour in (start, end))
    rows = make_sessions(session("A", 13, start, end, mode=None, **rate))
    (row,) = records(measure_seats(rows, Interviews(jurys=2)))
    assert (row["seats"], row["estimated"]) == (seats, estimated)


def test_a_start_without_an_end_runs_to_the_next_one():
    """Only to a start of its offer, on its day, that is in no doubt; the last one has its full length."""
    rows = make_sessions(
        session("A", 13, "09:00"), session("A", 13, "10:00"), session("A", 13, "16:00"),
        session("A", 14, "09:00"), session("B", 13, "09:30"), session("A", 13, "", "12:00"),
        session("A", 13, "09:00", "12:00", ordinal=2), session("A", 13, "09:15", doubt="mot inconnu"),
    )  # fmt: skip
    minutes = measure_seats(rows, Interviews())["minutes"].tolist()
    assert minutes == [60, 180, 180, 180, 180, 180, 180, 45]


def test_a_doubt_adds_nothing():
    """A session in doubt changes no figure, but the offer is not without session."""
    rows = [session("A", 13, "14:00", "15:00"), session("B", 14, "14:00", "15:00", doubt="?")]
    doubt = session("A", 20, "14:00", "17:00", declared=40, doubt="mot inconnu")
    table = [
        count(make_offers({"offer": "A"}, {"offer": "B"}), make_sessions(*given),
              make_states(*pupils("A", 9)), make_settings())
        for given in (rows, [*rows, doubt])
    ]  # fmt: skip
    pd.testing.assert_frame_equal(*table)
    assert table[0]["capacity"].tolist() == [4, 0]
    assert table[0]["without_session"].tolist() == [0, 0]


def test_an_undated_session_has_no_seat():
    """Seats beside « sur rendez-vous » are not counted: nobody can be put on no day."""
    (row,) = records(measure_seats(make_sessions({"offer": "A", "declared": 8}), Interviews()))
    assert (row["seats"], row["estimated"]) == (None, False)


def test_seats_leave_the_sessions_as_they_were():
    """The table given is not changed."""
    rows = make_sessions(session("A", 13, "14:00", "17:00"))
    before = rows.copy(deep=True)
    measure_seats(rows, Interviews())
    pd.testing.assert_frame_equal(rows, before)


# -------------------------------------------------------------------------------- of an offer


def test_every_figure_of_one_offer():
    """Declared, estimated, unknown, undated, past and outside sessions each go where they belong."""
    sessions = make_sessions(
        session("A", 10, "14:00", "17:00", declared=5),  # before D: capacity, not left
        session("A", 12, "14:00", "17:00"),  # on D: not left
        session("A", 13, "14:00", "15:00", declared=2),
        session("A", 28, "14:00", "15:00"),  # the window's last day
        session("A", 29, "14:00", "17:00", declared=50),  # outside
        session("A", 14, "14:00", "17:00", mode=None),  # unknown
        {"offer": "A"},
    )
    states = make_states(
        *pupils("A", 10),
        {"pupil": "held", "offer": "A", "interview_on": date(2025, 3, 12)},
        {"pupil": "gone", "offer": "A", "cancelled": True},
    )
    table = measure_capacity(
        count(make_offers({"offer": "A"}), sessions, states, make_settings()), "host"
    )
    assert one(table) == {
        "seats_declared": 7, "seats_estimated": 16, "seats_unknown": 1, "capacity": 23,
        "undated": 1, "without_session": 0, "demand": 11, "load": pytest.approx(11 / 23),
        "to_interview": 10, "seats_left": 6, "shortfall": 4, "sessions_to_add": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("held", "to_interview"), [(12, 0), (13, 1)], ids=["on the day", "the day after"]
)
def test_an_interview_of_today_is_held(held: int, to_interview: int):
    """On D the interview has taken place; the day after it is still to come."""
    states = make_states({"pupil": "p", "offer": "A", "interview_on": date(2025, 3, held)})
    table = count(make_offers({"offer": "A"}), make_sessions(), states, make_settings())
    assert table["to_interview"].tolist() == [to_interview]


@pytest.mark.parametrize(("waiting", "shortfall"), [(4, 0), (5, 1)])
def test_the_shortfall_begins_one_pupil_after_the_seats(waiting: int, shortfall: int):
    """Four seats receive four pupils; the fifth is short."""
    sessions = make_sessions(session("A", 13, "14:00", "15:00"))
    table = count(
        make_offers({"offer": "A"}), sessions, make_states(*pupils("A", waiting)), make_settings()
    )
    assert table["shortfall"].tolist() == [shortfall]


def test_seats_of_one_offer_do_not_help_another():
    """A host with twenty free seats in one programme is still short in the other."""
    sessions = make_sessions(
        session("A", 13, "14:00", "15:00", declared=20), session("B", 13, "14:00", "15:00")
    )
    states = make_states(*pupils("B", 7))
    counted = count(make_offers({"offer": "A"}, {"offer": "B"}), sessions, states, make_settings())
    assert measure_capacity(counted, "host")["shortfall"].tolist() == [3]


@pytest.mark.parametrize(
    ("sessions", "to_add"),
    [
        (
            [session("A", day, declared=n) for day, n in ((10, 4), (11, 6), (12, 40))],
            2,
        ),  # its median
        ([session("B", 11, declared=3)], 4),  # its host's: 3
        ([], 1),  # one session of the settings: 12
        ([session("A", 11, "14:00", "14:10"), session("B", 11, declared=3)], 4),  # 0 seat: no size
    ],
)
def test_sessions_to_add(sessions: list[dict], to_add: int):
    """Ten pupils too many, divided by the offer's median session, else its host's, else the settings'."""
    offers = make_offers({"offer": "A"}, {"offer": "B"})
    counted = count(
        offers, make_sessions(*sessions), make_states(*pupils("A", 10)), make_settings()
    )
    assert counted["sessions_to_add"].tolist() == [to_add, 0]


def test_the_usual_session_is_the_host_s_own():
    """Another host's sessions say nothing of this one's."""
    offers = make_offers({"offer": "A"}, {"offer": "C", "host_uai": OTHER})
    sessions = make_sessions(session("C", 11, declared=1, host_uai=OTHER))
    counted = count(offers, sessions, make_states(*pupils("A", 10)), make_settings())
    assert counted["sessions_to_add"].tolist() == [1, 0]


def test_nothing_at_all():
    """A host without session or pupil is listed with zeros, its load « sans objet »."""
    counted = count(make_offers({"offer": "A"}), make_sessions(), make_states(), make_settings())
    assert one(measure_capacity(counted, "host")) == FULL | {"without_session": 1}


def test_no_offer_at_all():
    """An empty catalogue gives an empty table with every column."""
    counted = count(make_offers(), make_sessions(), make_states(), make_settings())
    assert measure_capacity(counted, "host").columns.tolist() == [*GROUPS["host"], *CAPACITY]


def test_an_undated_offer_is_not_without_session():
    """« Sur convocation » is a text: the session is undated, the offer is not without session."""
    counted = count(
        make_offers({"offer": "A"}), make_sessions({"offer": "A"}), make_states(), make_settings()
    )
    assert counted[["undated", "without_session"]].to_numpy().tolist() == [[1, 0]]


def test_open_bounds_let_every_day_in():
    """Without a window, every dated session counts."""
    settings = Settings(make_settings().campagne)
    sessions = make_sessions(session("A", 1, declared=3), session("A", 29, declared=4))
    counted = count(make_offers({"offer": "A"}), sessions, make_states(), settings)
    assert counted[["capacity", "seats_left"]].to_numpy().tolist() == [[7, 4]]


# ---------------------------------------------------------------------------- shared sessions

TWO_OFFERS = ({"offer": "A"}, {"offer": "B"})


def shared_campaign() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sessions and states of a host whose two offers state one session in common."""
    sessions = make_sessions(
        session("A", 13, "14:00", "15:00"),
        session("B", 13, "14:00", "15:00", declared=6),
        session("B", 14, "09:00", "10:00"),
    )
    return sessions, make_states(*pupils("A", 8), *pupils("B", 7))


def test_the_same_hours_are_two_sessions_by_default():
    """Parallel juries: the same hours stated for two offers are two sessions."""
    sessions, states = shared_campaign()
    counted = count(make_offers(*TWO_OFFERS), sessions, states, make_settings())
    assert counted["capacity"].tolist() == [4, 10]
    assert counted["shortfall"].tolist() == [4, 0]


def test_shared_sessions_count_once_for_the_host():
    """They stand on a line of their own, with the declared seats, and the host's shortfall."""
    sessions, states = shared_campaign()
    settings = make_settings(seances_communes=True)
    counted = count(make_offers(*TWO_OFFERS), sessions, states, settings)
    assert counted["programme"].tolist() == ["A", "B", SHARED]
    assert counted["capacity"].tolist() == [0, 4, 6]
    assert counted["shortfall"].tolist() == [0, 0, 5]
    assert counted["without_session"].tolist() == [0, 0, 0]
    assert one(measure_capacity(counted, "host"))["sessions_to_add"] == 1


def test_hosts_without_shared_sessions_keep_their_offers_apart():
    """With the setting, a host that shares nothing is measured offer by offer."""
    sessions = make_sessions(session("A", 13, "14:00", "15:00", declared=20))
    settings = make_settings(seances_communes=True)
    counted = count(make_offers(*TWO_OFFERS), sessions, make_states(*pupils("B", 7)), settings)
    assert counted["shortfall"].tolist() == [0, 7]


# --------------------------------------------------------------------------------- properties

NUMBERS = st.integers(0, 30)
SESSION = st.fixed_dictionaries(
    {
        "offer": st.sampled_from(["A", "B", "C"]),
        "day": st.sampled_from(
            [None, *(pd.Timestamp(2025, 3, d) for d in (9, 10, 12, 13, 28, 29))]
        ),
        "start": st.sampled_from([None, time(9), time(14)]),
        "end": st.sampled_from([None, time(10), time(17, 30)]),
        "mode": st.sampled_from([None, "individual", "collective"]),
        "declared": st.none() | NUMBERS,
    }
)
HOSTS = {"A": HOST, "B": HOST, "C": OTHER}
OFFERS = make_offers(*({"offer": o, "host_uai": h} for o, h in HOSTS.items()))


def host_of(row: dict) -> dict:
    """Return a session with the host of its offer."""
    return {**row, "host_uai": HOSTS[row["offer"]]}


@settings(deadline=None, max_examples=40)
@given(st.lists(SESSION, max_size=12), st.lists(NUMBERS, min_size=3, max_size=3), st.booleans())
def test_groups_add_up(rows: list[dict], asked: list[int], shared: bool):
    """Every sum is the same over offers, hosts, départements and the académie."""
    waiting = [p for offer, n in zip(HOSTS, asked, strict=True) for p in pupils(offer, n)]
    sessions = make_sessions(*map(host_of, rows))
    rules = make_settings(seances_communes=shared)
    counted = count(OFFERS, sessions, make_states(*waiting), rules)
    totals = [
        measure_capacity(counted, by)[list(SUMS)].sum().tolist() for by in GROUPS if by != ORIGIN
    ]
    assert all(total == totals[0] for total in totals)
    assert (counted["capacity"] == counted["seats_declared"] + counted["seats_estimated"]).all()
    assert (counted["seats_left"] <= counted["capacity"]).all()
    assert (counted["shortfall"] <= counted["to_interview"].sum()).all()


@settings(deadline=None, max_examples=60)
@given(st.lists(SESSION, max_size=8), SESSION, st.booleans())
def test_one_more_session_never_lowers_capacity(rows: list[dict], more: dict, shared: bool):
    """A session on a day of its own takes no seat from any offer, and none from what is left."""
    rows = [row for row in rows if (row["offer"], row["day"]) != (more["offer"], more["day"])]
    rules, states = make_settings(seances_communes=shared), make_states(*pupils("A", 9))
    before, after = (
        measure_capacity(count(OFFERS, make_sessions(*map(host_of, given)), states, rules), "host")
        .set_index("host_uai")[["capacity", "seats_left"]]
        .sort_index()
        for given in (rows, [*rows, more])
    )
    assert (after >= before).all(axis=None)


@settings(deadline=None, max_examples=40)
@given(st.lists(SESSION, max_size=12), st.booleans())
def test_a_filter_only_takes_rows_away(rows: list[dict], shared: bool):
    """Each row of a filtered table is the row of the whole one."""
    sessions = make_sessions(*map(host_of, rows))
    counted = count(
        OFFERS, sessions, make_states(*pupils("A", 9)), make_settings(seances_communes=shared)
    )
    whole = records(measure_capacity(counted, "offer"))
    for kept in (
        Selection(department=("93",)),
        Selection(host_uai=(OTHER,)),
        Selection(offer=("A",)),
    ):
        part = records(measure_capacity(select_offers(counted, kept), "offer"))
        assert all(row in whole for row in part)


# ------------------------------------------------- an independent computation, in plain Python


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Return the example campaign, read and checked."""
    return open_campaign(ROOT / "data" / "exemple")


def plain_seats(row: dict, rules: dict) -> int | None:
    """Return a session's seats, straight from the definition."""
    if row["declared"] is not None:
        return row["declared"]
    minutes = rules["session"]
    if row["start"] and row["end"]:
        minutes = (
            (row["end"].hour - row["start"].hour) * 60 + row["end"].minute - row["start"].minute
        )
        if minutes <= 0:
            return None
    if row["mode"] == "individual":
        return math.floor(minutes / rules["one"]) * rules["juries"]
    if row["mode"] == "collective":
        return max(1, math.floor(minutes / rules["together"])) * rules["group"]
    return None


def plain_waiting(row: dict, day: date) -> bool:
    """Tell whether an application is still to interview, straight from the definition."""
    if row["registered_on"] and row["registered_on"] > day:
        return False
    held = row["interview_on"]
    if row["convened_on"] and row["convened_on"] > day:
        held = None
    if row["cancelled"] and not (row["cancelled_on"] and row["cancelled_on"] > day):
        return False
    given = row["opinion_on"] or row["interview_on"]
    if row["opinion"] and not (given and given > day):
        return False
    absent_since = row["interview_on"]
    if row["attendance"] == "absent" and not (absent_since and absent_since > day):
        return False
    return held is None or held > day


def plain_shortfall(campaign: Campaign, day: date, rules: dict) -> dict[str, tuple[int, int]]:
    """Return by host the shortfall and the sessions to add, without any of the package's measures."""
    first = campaign.settings.calendrier.debut_entretiens
    last = campaign.settings.calendrier.fin_entretiens
    left: dict[str, int] = defaultdict(int)
    sizes: dict[str, list[int]] = defaultdict(list)
    waiting: dict[str, int] = defaultdict(int)
    offers = {o["offer"]: o for o in records(campaign.offers) if o["in_passpro"]}
    for row in records(campaign.sessions):
        seats = plain_seats(row, rules) if row["day"] else None
        if seats and row["offer"] in offers:
            sizes[row["offer"]].append(seats)
            sizes[row["host_uai"]].append(seats)
            left[row["offer"]] += seats if first <= row["day"] <= last and row["day"] > day else 0
    for row in records(campaign.applications):
        waiting[row["offer"]] += plain_waiting(row, day)
    found: dict[str, tuple[int, int]] = {}
    for key, offer in offers.items():
        short = max(0, waiting[key] - left[key])
        own = sizes[key] or sizes[offer["host_uai"]]
        default = plain_seats(
            {"declared": None, "start": None, "end": None,
             "mode": "collective" if offer["mode"] == "collective" else "individual"}, rules,
        )  # fmt: skip
        extra = rules["extra"] * default if short else 0
        to_add = math.ceil(short / (median(own) if own else default)) if short else 0
        before = found.get(offer["host_uai"], (0, 0))
        found[offer["host_uai"]] = (before[0] + max(0, short - extra), before[1] + to_add)
    return found


RULES = {"one": 15, "juries": 1, "together": 60, "group": 12, "session": 180, "extra": 0}
DAYS = [date(2025, 3, 1), date(2025, 3, 20), date(2025, 4, 10), date(2025, 5, 6), date(2025, 5, 20)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_shortfall_equals_an_independent_computation(campaign: Campaign, day: date):
    """On several days of the example, each host's shortfall and sessions to add are the same."""
    settings = campaign.settings
    states = measure_states(campaign.applications, settings, day)
    offers = measured_offers(campaign.offers, settings.campagne.academie)
    counted = count_capacity(offers, campaign.sessions, tally_applications(states), settings, day)
    table = measure_capacity(counted, "host")
    found = {r["host_uai"]: (r["shortfall"], r["sessions_to_add"]) for r in records(table)}
    assert found == plain_shortfall(campaign, day, RULES)


CHANGES = [
    (Change(), {}),
    (Change(duree_individuel_min=10), {"one": 10}),
    (Change(jurys=3), {"juries": 3}),
    (Change(taille_groupe=20, duree_collectif_min=45), {"group": 20, "together": 45}),
    (Change(duree_seance_min=240, jurys=2), {"session": 240, "juries": 2}),
    (Change(seances_ajoutees=1), {"extra": 1}),
    (Change(seances_ajoutees=2, jurys=2), {"extra": 2, "juries": 2}),
]


@pytest.mark.parametrize(
    ("change", "rules"), CHANGES, ids=lambda v: "" if isinstance(v, dict) else None
)
@pytest.mark.parametrize("everywhere", [True, False], ids=["all", "one host"])
def test_what_if_equals_an_independent_computation(
    campaign: Campaign, change: Change, rules: dict, everywhere: bool
):
    """Before and after a change, for one host or all, each host's shortfall is the same."""
    settings, day = campaign.settings, date(2025, 4, 10)
    states = measure_states(campaign.applications, settings, day)
    offers = measured_offers(campaign.offers, settings.campagne.academie)
    tally = tally_applications(states)
    before = plain_shortfall(campaign, day, RULES)
    worst = max(before, key=lambda uai: before[uai])
    scope = () if everywhere else (worst,)
    tried = Change(**{**vars(change), "hosts": scope})
    table = measure_what_if(offers, campaign.sessions, tally, settings, day, tried)
    changed = plain_shortfall(campaign, day, RULES | rules)
    after = {u: changed[u][0] if everywhere or u == worst else n for u, (n, _) in before.items()}
    found = {r["host_uai"]: (r["shortfall"], r["shortfall_after"]) for r in records(table)}
    assert found == {uai: (before[uai][0], after[uai]) for uai in before}
    assert sum(n for n, _ in before.values()) > 0
    assert (table["shortfall_change"] == table["shortfall_after"] - table["shortfall"]).all()


def test_the_example_is_looked_at_on_its_own_day(campaign: Campaign):
    """The example's day is inside the window, so that what is left means something."""
    assert campaign.settings.calendrier.in_window(default_day(campaign, date.today()))
