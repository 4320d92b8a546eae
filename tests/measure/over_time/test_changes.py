"""What moved: before + plus − minus = after everywhere, and each kind of movement told exactly."""

from collections import Counter
from datetime import date
from random import Random

import pandas as pd
import pytest
from campaigns import applications, measurable, offers, on, sessions, settings
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.measure.figures import CampaignFigures, Measurable
from passpro_nb.measure.groups import GROUPS
from passpro_nb.measure.over_time.changes import FOLLOWED, SHORT, Changes, Look, compare, look_at

FIRST, SECOND = on("01/04"), on("28/04")
RULES = settings()
SEEDS = st.tuples(st.integers(0, 5_000), st.integers(0, 5_000))


def look(source: Measurable, day: date) -> Look:
    """Look at a campaign on a day."""
    return look_at(source.offers, source.sessions, source.applications, source.settings, day)


def next_delivery(source: Measurable, draw: Random) -> Measurable:
    """Return a campaign's next delivery: rows went, came, and say other things."""
    other = measurable(draw)
    kept = source.applications[[draw.random() > 0.2 for _ in range(len(source.applications))]]
    turned = ("opinion", "interview_on", "cancelled", "convened", "attendance")
    told = kept.assign(**{
        name: kept[name].sample(frac=1, random_state=draw.randrange(99)).to_numpy()
        if draw.random() > 0.5 else kept[name]
        for name in turned
    }).astype(kept.dtypes.to_dict())  # fmt: skip
    rows = pd.concat([told, other.applications], ignore_index=True)
    rows = rows.drop_duplicates(["pupil", "offer"])
    offered = pd.concat([other.offers, source.offers]).drop_duplicates("offer")
    inside = offered.set_index("offer")["in_passpro"]
    rows = rows.assign(in_passpro=rows["offer"].map(inside).astype(bool))
    return Measurable(RULES, offered, source.sessions, rows, source.directory)


def two(seeds: tuple[int, int]) -> tuple[Measurable, Measurable]:
    """Return a random campaign and its next delivery."""
    source = measurable(Random(seeds[0]))
    return source, next_delivery(source, Random(seeds[1]))


@given(SEEDS, st.sampled_from([*GROUPS]))
def test_before_plus_minus_is_after(seeds: tuple[int, int], by: str) -> None:
    """In every group and figure; hosts add up to the whole; both ends are those of `coverage`."""
    was, now = two(seeds)
    moved = compare(look(was, FIRST), look(now, SECOND))
    table, whole, key = moved.balance(by), moved.balance("academie"), GROUPS[by][0]
    ends = [
        CampaignFigures(source, day).coverage(by).set_index(key)
        for source, day in ((was, FIRST), (now, SECOND))
    ]
    told = table.set_index(key)
    assert set(told.index) == set(ends[0].index) | set(ends[1].index)
    for figure in FOLLOWED:
        before, plus, minus = (table[f"{figure}_{end}"] for end in ("before", "plus", "minus"))
        assert (before + plus - minus == table[figure]).all()
        for end, name in zip(ends, (f"{figure}_before", figure), strict=True):
            assert told[name].equals(end[figure].reindex(told.index, fill_value=0))
            assert table[name].sum() == whole[name].sum()


def plain_states(source: Measurable, day: date) -> dict[tuple[str, str], dict[str, object]]:
    """Work the applications of a day out one by one, by pupil and offer: their group, state, facts."""
    limit, found = on("14/05"), {}
    hosts = {row["offer"]: row for row in source.offers.to_dict("records") if row["in_passpro"]}
    for row in source.applications.astype(object).to_dict("records"):
        fact = {k: None if pd.isna(v) else v for k, v in row.items()}
        days = {k: v.date() for k, v in fact.items() if k.endswith("_on") and v is not None}
        past = {k: k not in days or days[k] <= day for k in fact if k.endswith("_on")}
        if row["offer"] not in hosts or not past["registered_on"]:
            continue
        held = days.get("interview_on") if past["convened_on"] else None
        due = (
            max(held, min(source.settings.calendrier.workdays.add(held, 5), limit))
            if held
            else limit
        )
        noted = fact["convened"] is True or "convened_on" in days
        written = days.get("opinion_on", days.get("interview_on"))
        there = fact["opinion"] is not None and (written is None or written <= day)
        if fact["cancelled"] is True and past["cancelled_on"]:
            state = "cancelled"
        elif there:
            state = "entered"
        elif fact["attendance"] == "absent" and past["interview_on"]:
            state = "absent"
        elif due < day:
            state = "overdue"
        elif held and held <= day:
            state = "awaiting"
        else:
            known = held or (noted and past["convened_on"])
            state = "convened" if known else "not_convened"
        seen = there or bool(held and held <= day)
        found[row["pupil"], row["offer"]] = {
            "state": state, "host": hosts[row["offer"]]["host_uai"], "held": held,
            "opinion": fact["opinion"] if state == "entered" else None,
            "interviewed": seen and state not in ("cancelled", "absent"),
            "told": bool(held or (noted and past["convened_on"])), "came": fact["attendance"],
        }  # fmt: skip
    return found


def plain_moves(was: dict, now: dict) -> Counter:
    """Count the movements from one day's applications to another's, without pandas."""
    both = was.keys() & now.keys()
    found = Counter({"new": len(now.keys() - both), "gone": len(was.keys() - both)})
    left, came = Counter(p for p, _ in was.keys() - both), Counter(p for p, _ in now.keys() - both)
    found["moved"] = sum((left & came).values())
    for key in both:
        a, b = was[key], now[key]
        dead = "cancelled"
        found["cancelled"] += a["state"] != dead == b["state"]
        if b["state"] == dead:
            continue
        found["restored"] += a["state"] == dead
        found["entered"] += a["state"] != "entered" == b["state"]
        found["convened"] += b["told"] and not a["told"]
        found["unconvened"] += a["told"] and not b["told"]
        for name, noun in (("opinion", "opinion"), ("held", "interview"), ("came", "attendance")):
            if a[name] is not None and a[name] != b[name]:
                other = "moved" if noun == "interview" else "changed"
                found[f"{noun}_{'lost' if b[name] is None else other}"] += 1
    return +found


PLAIN = {
    "registered": lambda row: row["state"] != "cancelled",
    "expected": lambda row: row["state"] not in ("cancelled", "absent"),
    "interviewed": lambda row: row["interviewed"],
    "convoked": lambda row: row["told"] and row["state"] != "cancelled",
}


@given(SEEDS)
def test_an_independent_computation_agrees(seeds: tuple[int, int]) -> None:
    """Rows taken one by one, in plain Python, give the same movements and the same balances."""
    was, now = two(seeds)
    moved = compare(look(was, FIRST), look(now, SECOND))
    old, new = plain_states(was, FIRST), plain_states(now, SECOND)
    assert Counter(moved.movements["kind"].tolist()) == plain_moves(old, new)
    table = moved.balance("host").set_index("host_uai")
    for figure in FOLLOWED:
        counts = PLAIN.get(figure, lambda row, figure=figure: row["state"] == figure)
        before, after = ({k: r for k, r in rows.items() if counts(r)} for rows in (old, new))
        stays = before.keys() & after.keys()
        plus, minus = (
            Counter(row["host"] for key, row in rows.items() if key not in stays)
            for rows in (after, before)
        )
        assert {k: v for k, v in table[f"{figure}_plus"].items() if v} == plus
        assert {k: v for k, v in table[f"{figure}_minus"].items() if v} == minus


@given(st.integers(0, 5_000))
def test_nothing_moves_between_twins(seed: int) -> None:
    """The same files on the same day, in whatever order their rows stand: no movement at all."""
    source = measurable(Random(seed))
    mixed = source.applications.sample(frac=1, random_state=seed).reset_index(drop=True)
    twin = Measurable(RULES, source.offers, source.sessions, mixed, source.directory)
    moved = compare(look(source, SECOND), look(twin, SECOND))
    assert moved.counts() == {}
    table = moved.balance("offer")
    ends = [name for name in table if name.endswith(("_plus", "_minus"))]
    assert not table[ends].any(axis=None)
    assert (table["shortfall"] == table["shortfall_before"]).all()


HERE, THERE = "0930125F-MODE", "0940111A-MODE"
OTHER = "0930125F-BOIS"
UFA = "0930125F-UFA"
CATALOGUE = offers(
    {"offer": HERE}, {"offer": THERE}, {"offer": OTHER},
    {"offer": UFA, "programme": "MODE", "status": "apprentissage"},
)  # fmt: skip


def moves(before: list[dict], after: list[dict], **given: pd.DataFrame) -> Changes:
    """Return what moved between applications of one day, and catalogues if they differ."""
    looks = [
        look_at(
            given.get(f"offers_{end}", CATALOGUE), given.get(f"sessions_{end}", sessions()),
            applications(*({"pupil": "P", **row} for row in rows)), RULES, SECOND,
        )
        for end, rows in (("before", before), ("after", after))
    ]  # fmt: skip
    return compare(*looks)


def told(changes: Changes) -> list[tuple[object, ...]]:
    """Return each movement: its kind, its offer, and from what to what where it is a value."""
    rows = changes.movements[["kind", "offer", "before", "after"]].astype(object)
    rows = rows.where(rows.notna(), None)
    return [tuple(x for x in row if x is not None) for row in rows.itertuples(index=False)]


GOOD, FAIR = {"opinion": "Très favorable"}, {"opinion": "Réservé"}
DAY_1, DAY_2 = {"interview_on": on("10/04")}, {"interview_on": on("06/05")}
STAMPS = pd.Timestamp("2025-04-10"), pd.Timestamp("2025-05-06")
MOVED = [
    ("new", [], [{}], [("new", HERE)]),
    ("gone", [{}], [], [("gone", HERE)]),
    ("gone with its opinion", [GOOD], [], [("gone", HERE)]),
    ("moved to another host", [{}], [{"offer": THERE}],
     [("new", THERE), ("gone", HERE), ("moved", THERE, HERE, THERE)]),
    ("moved to another status", [{}], [{"offer": UFA}],
     [("new", UFA), ("gone", HERE), ("moved", UFA, HERE, UFA)]),
    ("moved to another programme", [{}], [{"offer": OTHER}],
     [("new", OTHER), ("gone", HERE), ("moved", OTHER, HERE, OTHER)]),
    ("two left, one came: that of the same programme", [{"offer": OTHER, "programme": "BOIS"},
     {"programme": "MODE"}], [{"offer": THERE, "programme": "MODE"}],
     [("new", THERE), ("gone", OTHER), ("gone", HERE), ("moved", THERE, HERE, THERE)]),
    ("one more offer is no move", [{}], [{}, {"offer": THERE}], [("new", THERE)]),
    ("a pupil whose key changes", [{"pupil": "D12"}], [{"pupil": "INE"}],
     [("new", HERE), ("gone", HERE)]),
    ("cancelled", [GOOD | DAY_1], [GOOD | {"cancelled": True}], [("cancelled", HERE)]),
    ("cancelled before and after", [{"cancelled": True}], [{"cancelled": True} | GOOD], []),
    ("restored", [{"cancelled": True}], [{}], [("restored", HERE)]),
    ("restored with an opinion", [{"cancelled": True}], [GOOD],
     [("restored", HERE), ("entered", HERE, "Très favorable")]),
    ("convened", [{}], [DAY_2], [("convened", HERE, STAMPS[1])]),
    ("convened without a day", [{}], [{"convened": True}], [("convened", HERE)]),
    ("convened, its day alone said", [{}], [{"convened_on": on("02/04")}], [("convened", HERE)]),
    ("given a day after a convocation", [{"convened": True}], [{"convened": True} | DAY_2], []),
    ("unconvened", [{"convened": True}], [{}], [("unconvened", HERE)]),
    ("interview moved", [DAY_1], [DAY_2], [("interview_moved", HERE, *STAMPS)]),
    ("interview lost", [DAY_1 | {"convened": True}], [{"convened": True}],
     [("interview_lost", HERE, STAMPS[0])]),
    ("interview and convocation lost", [DAY_1], [{}],
     [("unconvened", HERE), ("interview_lost", HERE, STAMPS[0])]),
    ("opinion entered", [{}], [GOOD], [("entered", HERE, "Très favorable")]),
    ("opinion dated after the day", [{}], [GOOD | {"opinion_on": on("02/05")}], []),
    ("opinion lost", [GOOD], [{}], [("opinion_lost", HERE, "Très favorable")]),
    ("opinion changed", [GOOD], [FAIR],
     [("opinion_changed", HERE, "Très favorable", "Réservé")]),
    ("attendance changed", [{"attendance": "absent"}], [{"attendance": "present"}],
     [("attendance_changed", HERE, "absent", "present")]),
    ("attendance lost", [{"attendance": "present"}], [{}],
     [("attendance_lost", HERE, "present")]),
    ("only its row and its spelling", [{"last_name": "A", "row": 2}], [{"last_name": "B", "row": 9}],
     []),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), [case[1:] for case in MOVED],
                         ids=[case[0] for case in MOVED])  # fmt: skip
def test_each_movement_is_told_exactly(before, after, expected) -> None:
    """Each kind of movement once, with its offer and what it went from and to; and no other."""
    assert told(moves(before, after)) == expected


def test_the_line_of_the_file_is_told() -> None:
    """A movement says where it stands: in the new files, or for what is gone in the old ones."""
    place = {"file": "avril.csv", "sheet": "A", "row": 7}
    changes = moves([place, {"pupil": "Q"}], [{"pupil": "Q", "file": "mai.csv", "row": 3} | GOOD])
    rows = changes.movements.set_index("kind")
    assert rows.loc["gone", ["pupil", "file", "sheet", "row"]].tolist() == [
        "P",
        "avril.csv",
        "A",
        7,
    ]
    assert rows.loc["entered", ["pupil", "file", "row"]].tolist() == ["Q", "mai.csv", 3]


def test_an_offer_that_disappears() -> None:
    """Its applications are gone; its host stays in the balance, at zero."""
    changes = moves(
        [{"offer": THERE}, {"offer": HERE, "pupil": "Q"}],
        [{"offer": HERE, "pupil": "Q"}], offers_after=offers({"offer": HERE}),
    )  # fmt: skip
    assert told(changes) == [("gone", THERE)]
    row = changes.balance("host").set_index("host_uai").loc["0940111A"]
    ends = ["registered_before", "registered_plus", "registered_minus", "registered"]
    assert row[ends].tolist() == [1, 0, 1, 0]


def test_an_offer_that_leaves_passpro() -> None:
    """Hors Passpro counts in no measure: its applications are gone, and its sessions withdrawn."""
    held = sessions({"offer": HERE, "host_uai": "0930125F", "day": on("06/05")})
    changes = moves(
        [{}], [{"in_passpro": False}], sessions_before=held, sessions_after=held,
        offers_after=offers({"offer": HERE, "in_passpro": False}, {"offer": THERE}),
    )  # fmt: skip
    assert told(changes) == [("gone", HERE)]
    assert changes.sessions["kind"].tolist() == ["session_withdrawn"]


def test_lost_opinions() -> None:
    """An opinion that was there and is no longer is lost, but not that of a pupil who withdrew."""
    pupils = [{"pupil": name} | GOOD for name in "ABCD"]
    changed = [{"pupil": "A"} | FAIR, {"pupil": "B"}, {"pupil": "C", "cancelled": True} | GOOD]
    assert moves(pupils, changed).lost_opinions == 2


def test_an_opinion_that_went_along_is_not_lost() -> None:
    """A pupil who goes to another offer with an opinion loses none; one who goes without, does."""
    before = [{"pupil": name} | GOOD for name in "AB"]
    after = [{"pupil": "A", "offer": THERE} | GOOD, {"pupil": "B", "offer": THERE}]
    assert moves(before, after).lost_opinions == 1


def test_where_opinions_were_lost_or_changed() -> None:
    """A corrected opinion is told with its host, a lost one first; one of a pupil who withdrew is not."""
    away = {"offer": THERE}
    before = [{"pupil": name} | GOOD for name in "ABC"] + [{"pupil": "D"} | away | GOOD]
    after = [{"pupil": "A"} | FAIR, {"pupil": "B", "cancelled": True} | GOOD, {"pupil": "C"} | GOOD]
    turned = moves(before, after).turned_opinions()
    assert turned[["host_uai", "lost_opinions", "changed_opinions"]].to_numpy().tolist() == [
        ["0940111A", 1, 0], ["0930125F", 0, 1],
    ]  # fmt: skip
    assert moves(before[1:2], after[1:2]).turned_opinions().empty


def at(day: str, **more: object) -> dict[str, object]:
    """Return a session of a day."""
    return {"offer": HERE, "host_uai": "0930125F", "day": on(day), "mode": "individual", **more}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [at("06/05")], ["session_added"]),
        ([at("06/05")], [], ["session_withdrawn"]),
        ([at("06/05")], [at("07/05")], ["session_added", "session_withdrawn"]),
        ([at("06/05")], [at("06/05", declared=12)], ["session_changed"]),
        ([at("06/05")], [at("06/05", mode="collective")], ["session_changed"]),
        ([at("06/05")], [at("06/05", text="autrement dit", row=9)], []),
        ([at("06/05")], [at("06/05"), at("06/05")], []),
        ([at("06/05")], [at("06/05", doubt="à confirmer")], ["session_withdrawn"]),
        ([{"offer": HERE, "text": "en mai"}], [{"offer": HERE, "text": "en juin"}], []),
    ],
    ids=[
        "added",
        "withdrawn",
        "another day",
        "seats",
        "mode",
        "words",
        "twice",
        "doubt",
        "undated",
    ],
)
def test_sessions(before: list[dict], after: list[dict], expected: list[str]) -> None:
    """A session is told apart by its offer, its day and its hours; what it holds may change."""
    changes = moves([], [], sessions_before=sessions(*before), sessions_after=sessions(*after))
    assert changes.sessions["kind"].tolist() == expected


def test_shortfall_before_and_after() -> None:
    """A session withdrawn shows in the shortfall of its host."""
    held = sessions(at("06/05", declared=1))
    balance = moves([{}], [{}], sessions_before=held, sessions_after=sessions()).balance("host")
    row = balance.set_index("host_uai").loc["0930125F"]
    ends = [name + end for name in SHORT for end in ("_before", "")]
    assert row[ends].tolist() == [1, 1, 1, 0, 0, 1], "as many to interview, one seat less"


def test_a_move_is_a_minus_and_a_plus() -> None:
    """A pupil who changes host leaves the one and enters the other, opinion included."""
    balance = moves([GOOD], [{"offer": THERE} | GOOD]).balance("department").set_index("department")
    assert balance[["entered_before", "entered_plus", "entered_minus", "entered"]].to_numpy().tolist() == [
        [1, 0, 1, 0], [0, 1, 0, 1],
    ]  # fmt: skip


def test_nothing_at_all() -> None:
    """Without an application, without an offer, nothing moves and nothing breaks."""
    assert moves([], []).counts() == {}
    nothing = offers().iloc[:0]
    assert moves([], [], offers_before=nothing, offers_after=nothing).balance("host").empty
    assert moves([{}], [], offers_after=nothing).balance()["registered_minus"].tolist() == [1]


def test_no_name_is_shown_by_accident() -> None:
    """What moved, printed, shows no row."""
    changes = moves([{"last_name": "Zzyzx"}], [])
    assert HERE not in repr(changes)
    assert "Zzyzx" not in repr(changes)
