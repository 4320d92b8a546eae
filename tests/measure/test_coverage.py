"""Opinion coverage: each figure of definitions.md, in every group, on any day; small numbers kept."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from random import Random

import numpy as np
import pandas as pd
import pytest
from campaigns import (
    BREAKS,
    SCALE,
    applications,
    offers,
    on,
    random_applications,
    random_offers,
    settings,
)
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from passpro_nb.domain.settings import Secrecy, Settings
from passpro_nb.measure.coverage import (
    COVERAGE,
    hidden_members,
    measure_coverage,
    measure_values,
    origins,
    tally_applications,
)
from passpro_nb.measure.groups import GROUPS, ORIGIN, UNKNOWN_ORIGIN, Selection, measured_offers
from passpro_nb.measure.states import STATES, measure_states

LIMIT = settings()
OPEN = settings(limite_avis=None)
MODE, BOIS = "0930125F-MODE", "0940111A-BOIS"
SUMS = (
    "registered", "interviewed", "absent", "expected", "entered", "overdue", "due", "awaiting",
    "convened", "not_convened", "cancelled",
)  # fmt: skip


def measured(
    rows: pd.DataFrame,
    catalogue: pd.DataFrame,
    by: str,
    day: date,
    under: Settings = LIMIT,
    selection: Selection | None = None,
) -> pd.DataFrame:
    """Return the coverage of applications on a catalogue, as the command works it out."""
    return each_group(rows, catalogue, day, under, selection, [by])[by]


def each_group(
    rows: pd.DataFrame,
    catalogue: pd.DataFrame,
    day: date,
    under: Settings = LIMIT,
    selection: Selection | None = None,
    groups: Iterable[str] = tuple(GROUPS),
) -> dict[str, pd.DataFrame]:
    """Return the coverage by each group; states are worked out once."""
    chosen = measured_offers(catalogue, "Créteil", selection)
    states = measure_states(rows, under, day)
    states = states[states["offer"].isin(chosen["offer"])]
    known = origins(states, pd.DataFrame({"uai": [], "name": []}), chosen)
    by_offer, by_origin = (tally_applications(states, key) for key in ("offer", "origin_uai"))
    return {
        by: measure_coverage(
            *((by_origin, known) if by == ORIGIN else (by_offer, chosen)), by, under, day
        )
        for by in groups
    }


def opinions(*days: str | None, **said: object) -> list[dict[str, object]]:
    """Return one application with an opinion a day."""
    return [{"opinion": "Favorable", "opinion_on": d and on(d), **said} for d in days]


def whole(rows: list[dict[str, object]], day: str, under: Settings = LIMIT) -> dict[str, object]:
    """Return the figures of these applications, all on one offer."""
    table = measured(applications(*rows), offers(), "academie", on(day), under)
    return table.iloc[0].to_dict()


EVERY_STATE = [
    {"cancelled": True},
    {"opinion": "Favorable", "interview_on": on("12/03")},
    {"opinion": "Réservé", "opinion_on": on("20/03"), "attendance": "absent"},
    {"attendance": "absent", "interview_on": on("12/03")},
    {"interview_on": on("05/03")},  # due on 12 March: late by 7 working days on the 21st
    {"interview_on": on("10/03")},  # due on 17 March: late by 4
    {"interview_on": on("17/03")},  # received, not due yet
    {"interview_on": on("26/03")},
    {"convened_on": on("03/03")},
    {},
    {"registered_on": on("24/03")},  # does not exist yet
]


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("registered", 9),
        ("interviewed", 5),
        ("absent", 1),
        ("expected", 8),
        ("entered", 2),
        ("coverage", 2 / 8),
        ("overdue", 2),
        ("due", 4),
        ("due_coverage", 2 / 4),
        ("awaiting", 1),
        ("convened", 2),
        ("not_convened", 1),
        ("cancelled", 1),
        ("lateness_max", 7),
        ("lateness_median", 5.5),
        ("pace", 0.2),  # two opinions in the last ten working days
        ("projected", 8),  # 2 + 0.2 × 35 working days, bounded by those expected
    ],
)
def test_figure(figure, value) -> None:
    """Each figure of the page of definitions, on 21 March, worked out by hand."""
    assert whole(EVERY_STATE, "21/03")[figure] == pytest.approx(value)


def test_every_column() -> None:
    """A table has its group's key columns, then the figures by their codes."""
    table = measured(applications(*EVERY_STATE), offers(), "host", on("21/03"))
    assert list(table.columns) == [*GROUPS["host"], *COVERAGE]


# -------------------------------------------------------------------------------- sans objet


def test_nothing_expected() -> None:
    """Where nothing is expected coverage is « sans objet », neither 0 % nor 100 %."""
    absent = whole([{"attendance": "absent"}], "12/03")
    assert (absent["registered"], absent["expected"]) == (1, 0)
    assert absent["coverage"] is None


def test_nothing_due() -> None:
    """Where nothing is due yet, coverage at the due day is « sans objet »; coverage is 0."""
    early = whole([{"interview_on": on("12/03")}], "12/03")
    assert early["due_coverage"] is None
    assert early["coverage"] == 0


def test_nobody_is_late() -> None:
    """Without a late opinion there is no lateness: neither 0 day nor any other."""
    early = whole([{"interview_on": on("12/03")}], "12/03")
    assert early["lateness_max"] is None
    assert early["lateness_median"] is None


def test_members_without_applications() -> None:
    """Hosts and offers in Passpro that nobody asks for are listed with zeros; hors Passpro, not."""
    catalogue = offers(
        {"offer": MODE}, {"offer": BOIS}, {"offer": "0770930X-BOIS", "in_passpro": False}
    )
    for by in ("host", "offer"):
        table = measured(applications({}), catalogue, by, on("12/03")).set_index(GROUPS[by][0])
        empty = table.loc[[key for key in table.index if key.startswith("0940111A")]].iloc[0]
        assert len(table) == 2
        assert [empty[figure] for figure in SUMS] == [0] * len(SUMS)
        assert empty["coverage"] is pd.NA
        assert (empty["pace"], empty["projected"]) == (0, 0)


def test_hors_passpro_is_in_no_measure() -> None:
    """The applications on an offer hors Passpro are in no figure."""
    catalogue = offers({"offer": MODE}, {"offer": BOIS, "in_passpro": False})
    rows = applications({}, {"offer": BOIS, "host_uai": "0940111A", "in_passpro": False})
    for by in GROUPS:
        assert measured(rows, catalogue, by, on("12/03"))["registered"].sum() == 1


def test_no_applications_at_all() -> None:
    """Before the first application every group but origins shows its members, with zeros."""
    for by in GROUPS:
        table = measured(applications(), offers(), by, on("12/03"))
        assert len(table) == (by != ORIGIN)
        assert table["registered"].sum() == 0


def test_nothing_passes_two_filters() -> None:
    """Filters that no offer passes together leave an empty table, not an error."""
    nothing = Selection(department=("93",), host_uai=("0940111A",))
    catalogue = offers({"offer": MODE}, {"offer": BOIS})
    for by in GROUPS:
        table = measured(applications({}), catalogue, by, on("12/03"), selection=nothing)
        assert len(table) == 0
        assert list(table.columns) == [*GROUPS[by], *COVERAGE]


# ------------------------------------------------------------------------ pace and projection


@pytest.mark.parametrize(
    ("day", "under", "entered", "pace"),
    [
        ("21/03", LIMIT, ["10/03", "21/03"], 0.2),  # the first and the last of ten working days
        ("21/03", LIMIT, ["07/03"], 0.0),  # the eleventh
        ("21/03", LIMIT, ["24/03"], 0.0),  # not yet
        ("21/03", LIMIT, ["15/03", "16/03"], 0.2),  # a weekend's opinions count
        ("23/03", LIMIT, ["22/03"], 0.1),  # D a Sunday, the opinion of the Saturday
        ("21/03", LIMIT, ["09/03"], 0.0),  # the Sunday before the first of ten days
        ("30/04", BREAKS, ["02/04", "03/04"], 0.1),  # over the break, back to 3 April
        ("02/05", BREAKS, ["03/04", "04/04"], 0.1),  # over 1 May and the break, back to 4 April
        ("21/03", LIMIT, [None], 0.0),  # undated
    ],
)
def test_pace(day, under, entered, pace) -> None:
    """The pace counts the opinions of the last ten working days up to D, a day."""
    assert whole(opinions(*entered), day, under)["pace"] == pytest.approx(pace)


def test_an_undated_opinion_keeps_its_interview() -> None:
    """An undated opinion was entered on its interview's day, for the pace too."""
    row = {"opinion": "Favorable", "interview_on": on("20/03")}
    assert whole([row], "21/03")["pace"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("day", "under", "left"),
    [
        ("13/05", LIMIT, 1),
        ("14/05", LIMIT, 0),
        ("15/05", LIMIT, 0),
        ("09/05", LIMIT, 3),  # a Friday: Monday, Tuesday, Wednesday
        ("07/05", LIMIT, 4),  # over 8 May
        ("11/04", BREAKS, 11),  # over the break, 1 and 8 May
    ],
)
def test_projection_counts_working_days(day, under, left) -> None:
    """The projection adds the pace for each working day from D to the limit; none past it."""
    entered = (on(day) - timedelta(1)).strftime("%d/%m")
    many = [*opinions(*[entered] * 5), *[{} for _ in range(100)]]
    figures = whole(many, day, under)
    assert figures["projected"] == pytest.approx(5 + 0.5 * left)


def test_projection_is_bounded() -> None:
    """No more opinions are projected than are expected."""
    assert whole([*opinions("20/03", "21/03"), {}], "21/03")["projected"] == 3


def test_projection_without_a_limit() -> None:
    """Without a limit there is nothing to project to: « sans objet », the pace is still known."""
    figures = whole(opinions("20/03"), "21/03", OPEN)
    assert figures["pace"] == pytest.approx(0.1)
    assert [figures[f] for f in ("projected", "projected_low", "projected_high")] == [None] * 3


def test_projected_range() -> None:
    """The range holds what the same ten days drawn again give eight times out of ten, seeded."""
    rows = [*opinions(*["17/03"] * 20), *opinions(*["20/03"] * 5), *[{} for _ in range(2000)]]
    figures = whole(rows, "21/03")
    left, draw = 35, np.random.default_rng(1)
    again = [25 + draw.choice([20, 5, *[0] * 8], 10).mean() * left for _ in range(4000)]
    low, high = np.percentile(again, [10, 90])
    assert figures["projected_low"] == pytest.approx(low, abs=6)
    assert figures["projected_high"] == pytest.approx(high, abs=6)
    assert figures["projected_low"] < figures["projected"] < figures["projected_high"]
    assert whole(rows, "21/03") == figures


def test_a_steady_pace_has_no_range() -> None:
    """As many opinions each day leave no doubt: the range is the projection."""
    each = [
        "10/03",
        "11/03",
        "12/03",
        "13/03",
        "14/03",
        "17/03",
        "18/03",
        "19/03",
        "20/03",
        "21/03",
    ]
    figures = whole([*opinions(*each), *[{} for _ in range(100)]], "21/03")
    assert figures["projected_low"] == figures["projected"] == figures["projected_high"]


# ---------------------------------------------------------------------------------- properties

seeds = st.integers(0, 2**32 - 1)
days = st.dates(date(2025, 1, 27), date(2025, 6, 30))
every_settings = st.sampled_from([LIMIT, OPEN, BREAKS])


def drawn(seed: int, count: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return random applications and the catalogue that they are on."""
    draw = Random(seed)
    catalogue = random_offers(draw)
    return random_applications(draw, catalogue, count), catalogue


@effort(max_examples=6)
@given(seeds, days, every_settings)
def test_groups_add_up(seed, day, under) -> None:
    """Every group's counts add up to the whole, whatever the day; shares are shares."""
    rows, catalogue = drawn(seed)
    tables = each_group(rows, catalogue, day, under)
    total = tables["academie"].iloc[0]
    for table in tables.values():
        assert table[list(SUMS)].sum().to_dict() == {f: total[f] for f in SUMS}
        assert table["pace"].sum() == pytest.approx(total["pace"])
        parts = [s for s in STATES if s != "cancelled"]
        assert (table[parts].sum(axis=1) == table["registered"]).all()
        shares = pd.concat([table["coverage"], table["due_coverage"]]).dropna()
        assert shares.between(0, 1).all()
        assert (table["coverage"].isna() == (table["expected"] == 0)).all()


@effort(max_examples=15)
@given(seeds, days)
def test_projections_stay_in_bounds(seed, day) -> None:
    """A projection lies between what is entered and what is expected, inside its range."""
    rows, catalogue = drawn(seed)
    table = measured(rows, catalogue, "host", day)
    for figure in ("projected", "projected_low", "projected_high"):
        assert table[figure].between(table["entered"], table["expected"]).all()
    assert (table["projected_low"] <= table["projected_high"]).all()


@effort(max_examples=6)
@given(seeds, days, st.sampled_from(["department", "district", "host", "programme", "diploma"]))
def test_a_filter_never_adds(seed, day, column) -> None:
    """A filter keeps some rows, each as it was without it."""
    rows, catalogue = drawn(seed)
    key = GROUPS[column][0]
    more = each_group(rows, catalogue, day)
    value = more[column][key].iloc[0]
    fewer = each_group(rows, catalogue, day, selection=Selection(**{key: (value,)}))
    assert_frame_equal(fewer[column], more[column].iloc[:1])
    for by in GROUPS:
        assert set(fewer[by][GROUPS[by][0]]) <= set(more[by][GROUPS[by][0]])


@effort(max_examples=15)
@given(seeds, days, every_settings)
def test_nothing_is_changed(seed, day, under) -> None:
    """Measuring changes nothing in what it is given."""
    rows, catalogue = drawn(seed, 10)
    before = rows.copy(deep=True), catalogue.copy(deep=True)
    measured(rows, catalogue, "offer", day, under)
    for frame, copy in zip((rows, catalogue), before, strict=True):
        assert_frame_equal(frame, copy)


def test_worst_first() -> None:
    """Groups come with the most late first, then the least covered."""
    rows = applications(
        {"offer": MODE}, *opinions(None, offer=BOIS), {"offer": "0770930X-MODE", "interview_on": on("03/03")},
        *[{"offer": "0931234X-BOIS", "interview_on": on("03/03")}] * 2,
    )  # fmt: skip
    catalogue = offers(*[{"offer": o} for o in (BOIS, MODE, "0770930X-MODE", "0931234X-BOIS")])
    table = measured(rows, catalogue, "host", on("21/03"))
    assert list(table["host_uai"]) == ["0931234X", "0770930X", "0930125F", "0940111A"]


# ------------------------------------------------------------------------------------- origins


def test_unknown_origin() -> None:
    """Missing origins are one group, « origine inconnue »; a known one has its directory's name."""
    rows = applications({"origin_uai": None}, {"origin_uai": None}, {"origin_uai": "0931235Y", "origin_name": "clg"})  # fmt: skip
    states = measure_states(rows, LIMIT, on("12/03"))
    directory = pd.DataFrame({"uai": ["0931235Y"], "name": ["Collège Alan Turing"]})
    known = origins(states, directory, offers())
    table = measure_coverage(
        tally_applications(states, "origin_uai"), known, ORIGIN, LIMIT, on("12/03")
    )
    named = table.set_index("origin_uai")[["origin_name", "registered"]].to_dict("index")
    assert named == {
        UNKNOWN_ORIGIN: {"origin_name": UNKNOWN_ORIGIN, "registered": 2},
        "0931235Y": {"origin_name": "Collège Alan Turing", "registered": 1},
    }


def test_an_origin_out_of_the_directory() -> None:
    """An origin that the directory does not know has the name that applications give, else its UAI."""
    rows = applications(
        {"origin_uai": "0931235Y", "origin_name": "clg Turing"}, {"origin_uai": "0941236C"}
    )
    directory = pd.DataFrame({"uai": [], "name": []})
    known = origins(measure_states(rows, LIMIT, on("12/03")), directory, offers())
    assert list(known["origin_name"]) == ["clg Turing", "0941236C"]


# ------------------------------------------------------------------------------- small numbers


def by_value(counts: dict[str, list[int]], threshold: int = 5, by: str = "host") -> pd.DataFrame:
    """Return the breakdown of hosts that have so many opinions of each value of the scale."""
    keys = [f"{host}-MODE" for host in counts]
    values = pd.DataFrame(
        [(k, v, n) for k, ns in zip(keys, counts.values(), strict=True)
         for v, n in zip(SCALE, ns, strict=True) if n],
        columns=["offer", "value", "count"],
    )  # fmt: skip
    under = Settings(LIMIT.campagne, secret=Secrecy(threshold))
    chosen = measured_offers(offers(*[{"offer": key} for key in keys]), "Créteil")
    return measure_values(values, chosen, by, under)


def hidden(table: pd.DataFrame) -> set[str]:
    """Return the hosts of which nothing is shown by value."""
    return set(table.loc[table["count"].isna(), "host_uai"])


def test_breakdown() -> None:
    """Each value has its count and its share of the opinions entered, in the order of the scale."""
    table = by_value({"0930125F": [5, 3, 2, 0], "0940111A": [0, 0, 0, 0]})
    first = table[table["host_uai"] == "0930125F"]
    assert list(first["value"]) == list(SCALE)
    assert list(first["count"]) == [5, 3, 2, 0]
    assert list(first["share"]) == [0.5, 0.3, 0.2, 0.0]
    assert table[table["host_uai"] == "0940111A"]["share"].isna().all()


@pytest.mark.parametrize(
    ("entered", "secret"),
    [
        ({"a": 5, "b": 9}, set()),  # exactly the threshold is shown
        ({"a": 4, "b": 9, "c": 20}, {"a", "b"}),  # a subtraction would tell: the next one goes too
        ({"a": 2, "b": 2, "c": 9}, {"a", "b", "c"}),  # two that together rest on too few
        ({"a": 2, "b": 3, "c": 9}, {"a", "b"}),  # two that together rest on enough
        ({"a": 4}, {"a"}),  # alone
        ({"a": 0, "b": 9}, set()),  # nothing to hide
        ({"a": 0, "b": 4, "c": 9}, {"b", "c"}),  # nothing hides nothing
        ({}, set()),
    ],
)
def test_hidden_members(entered, secret) -> None:
    """Fewer opinions than the threshold are hidden, with what a subtraction would need."""
    assert hidden_members(pd.Series(entered, dtype="int64"), 5) == secret


def test_a_hidden_breakdown_says_nothing() -> None:
    """A hidden member shows neither count nor share, its number of opinions only; others show all."""
    table = by_value({"0770930X": [4, 0, 0, 0], "0930125F": [4, 4, 1, 0], "0940111A": [9, 9, 9, 9]})
    assert hidden(table) == {"0770930X", "0930125F"}
    assert table.loc[table["count"].isna(), "share"].isna().all()
    assert table["entered"].notna().all()


@pytest.mark.parametrize("threshold", [0, 1])
def test_no_threshold(threshold) -> None:
    """A threshold of 0 or 1 hides nothing."""
    assert (
        hidden(by_value({"0770930X": [1, 0, 0, 0], "0930125F": [1, 0, 1, 0]}, threshold)) == set()
    )


def test_no_opinion_yet() -> None:
    """Before the first opinion, the breakdown is zeros without a share."""
    table = by_value({"0770930X": [0, 0, 0, 0]})
    assert table["count"].tolist() == [0] * 4
    assert table["share"].isna().all()


@given(st.lists(st.integers(0, 12), min_size=1, max_size=9), st.integers(0, 8))
def test_subtraction_tells_nothing(entered, threshold) -> None:
    """Whatever is taken from the whole, what remains rests on enough opinions of two members.

    What one can work out from the shown members and the whole is the sum of the hidden ones (the
    whole is itself hidden when it rests on too few): never one of them, nor too few opinions.
    """
    counts = pd.Series(entered, index=[f"h{at}" for at in range(len(entered))])
    secret = hidden_members(counts, threshold)
    assert {h for h in counts.index if 0 < counts[h] < threshold} <= secret
    assert not any(counts[h] == 0 for h in secret)
    if secret and counts.sum() >= threshold:
        assert len(secret) > 1
        assert counts[list(secret)].sum() >= threshold


def test_a_hidden_departement_hides_its_hosts() -> None:
    """A département hidden for another's sake shows none of its hosts: they would add up to it."""
    counts = {"0770930X": [1, 1, 0, 0], "0930125F": [4, 4, 0, 0], "0931234X": [3, 3, 0, 0], "0940111A": [9, 9, 9, 9]}  # fmt: skip
    departments = by_value(counts, by="department")
    assert set(departments.loc[departments["count"].isna(), "department"]) == {"77", "93"}
    assert hidden(by_value(counts)) == {"0770930X", "0930125F", "0931234X"}


def test_hosts_are_hidden_in_their_departement() -> None:
    """A host hidden alone in its département would be told by it: another of the same goes too."""
    counts = {"0770930X": [5, 5, 0, 0], "0930125F": [1, 1, 0, 0], "0931234X": [9, 9, 0, 0], "0931235Y": [8, 8, 0, 0]}  # fmt: skip
    assert hidden(by_value(counts)) == {"0930125F", "0931235Y"}


HIERARCHY = ("0770930X", "0930125F", "0931234X", "0931235Y", "0940111A", "0941236C")


@given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=6, max_size=6))
def test_no_hidden_count_follows_from_what_is_shown(counts) -> None:
    """No hidden count is told by the shown ones: hosts, départements and the whole side by side.

    Sums alone (no bound such as « not negative »): each host's count of a value is an unknown, all
    that is shown is an equation; none of the hidden counts is a combination of what is shown.
    """
    given_to = dict(zip(HIERARCHY, counts, strict=True))
    cells = [(host, value) for host in HIERARCHY for value in SCALE]
    known: list[list[float]] = [[host == h for h, _ in cells] for host in HIERARCHY]
    secret: list[list[float]] = []
    for by in ("host", "department", "academie"):
        for row in by_value(given_to, by=by).to_dict("records"):
            members = [h for h in HIERARCHY if row[GROUPS[by][0]] in (h, h[1:3], "Créteil")]
            equation = [h in members and v == row["value"] for h, v in cells]
            if not row["entered"]:  # no opinion at all: each of its counts is 0, and says nothing
                known += [[c == cell for c in cells] for cell in cells if cell[0] in members]
            else:
                (secret if pd.isna(row["count"]) else known).append(equation)
    shown = np.array(known, dtype=float)
    rank = np.linalg.matrix_rank(shown)
    for equation in secret:
        assert np.linalg.matrix_rank(np.vstack([shown, equation])) > rank


def test_every_pair_of_groups_is_told_apart() -> None:
    """Two groups never share their first key column: filters and tables name them by it."""
    for one, other in combinations(GROUPS, 2):
        assert GROUPS[one][0] != GROUPS[other][0]
