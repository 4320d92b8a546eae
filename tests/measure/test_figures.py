"""The one opening: the same figures by every door, filters by code or label, wrong calls said."""

from random import Random

import pytest
from campaigns import applications, blank, measurable, offers, on, settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from passpro_nb.domain.errors import UsageError
from passpro_nb.measure.capacity import CAPACITY
from passpro_nb.measure.coverage import COVERAGE, PUPILS, measure_coverage
from passpro_nb.measure.figures import CampaignFigures, Figures, Measurable
from passpro_nb.measure.groups import GROUPS, ORIGIN
from passpro_nb.measure.over_time.changes import FOLLOWED
from passpro_nb.store.published import measure_campaign

DAY = on("28/04")


def test_by_every_door(campaign) -> None:
    """What is published, without names, gives the figures of the campaign itself."""
    own, published = campaign.figures(DAY), measure_campaign(campaign, DAY).figures
    assert type(published) is Figures
    for by in GROUPS:
        table = own.coverage(by)
        assert list(table) == [*GROUPS[by], "registered", *PUPILS, *COVERAGE[1:]]
        assert_frame_equal(table.drop(columns=[*PUPILS]), published.coverage(by))
        if by != ORIGIN:
            assert list(own.capacity(by)) == [*GROUPS[by], *CAPACITY]
            assert_frame_equal(own.capacity(by), published.capacity(by))
            assert_frame_equal(own.calendar(by), published.calendar(by))
    assert_frame_equal(own.gaps(), published.gaps())
    assert_frame_equal(own.progress(), published.progress())
    assert len(own.sessions()) == len(published.sessions()) > 90


def test_it_is_the_measure(campaign) -> None:
    """The opening adds nothing of its own: coverage is `measure_coverage` of the same tally."""
    figures = campaign.figures("2025-04-28")
    table = measure_coverage(figures.counts.tally, figures.offers(), "host", campaign.settings, DAY)
    assert_frame_equal(figures.coverage().drop(columns=[*PUPILS]), table)


@pytest.mark.parametrize(
    ("by_code", "by_label"),
    [
        ({"department": "93"}, {"department": "Seine-Saint-Denis"}),
        ({"department": ["93", "94"]}, {"department": ("seine saint denis", 94)}),
        ({"host": "0930901A"}, {"host_uai": "0930901A"}),
    ],
)
def test_filters_take_codes_and_labels(campaign, by_code, by_label) -> None:
    """A filter is one value or several, a code or what the code is called."""
    figures = campaign.figures(DAY)
    if "host" in by_code:
        uai, name = figures.offers()[["host_uai", "host_name"]].iloc[0]
        by_code, by_label = {"host": uai}, {"host_uai": name.upper()}
    assert 0 < len(figures.coverage("offer", **by_code)) < len(figures.coverage("offer"))
    assert_frame_equal(figures.coverage("offer", **by_code), figures.coverage("offer", **by_label))
    assert_frame_equal(figures.capacity("offer", **by_code), figures.capacity("offer", **by_label))


def test_applications_are_those_counted(campaign) -> None:
    """The applications are those in Passpro, each with its state and its place in the files."""
    figures = campaign.figures(DAY)
    rows = figures.applications(department="93")
    counted = figures.coverage("academie", department="93").iloc[0]
    assert (rows["state"] != "cancelled").sum() == counted["registered"]
    assert {"state", "file", "sheet", "row"} <= set(rows)
    assert rows["in_passpro"].all()


def test_one_origin(campaign) -> None:
    """By origin, a filter keeps the schools named; it also filters any other group."""
    figures = campaign.figures(DAY)
    whole = figures.coverage("origin").set_index("origin_uai")
    for uai in (*whole.index[:3], "origine inconnue"):
        one = figures.coverage("origin", origin=uai)
        assert list(one["origin_uai"]) == [uai]
        assert one["registered"].iloc[0] == whole.loc[uai, "registered"]
        spread = figures.coverage("host", origin=uai)
        assert spread["entered"].sum() == whole.loc[uai, "entered"]
    name = whole["origin_name"].iloc[0]
    assert whole.index[0] in set(figures.coverage("origin", origin=name)["origin_uai"])


def test_pupils_are_counted_once_a_group() -> None:
    """A pupil on two offers of a host is one pupil there, a cancelled one none, beside applications."""
    two = [
        {"pupil": "A"},
        {"pupil": "A", "offer": "0930125F-BOIS"},
        {"pupil": "B", "cancelled": True},
    ]
    source = measurable(Random(0), 0)
    catalogue = offers({"offer": "0930125F-MODE"}, {"offer": "0930125F-BOIS"})
    figures = CampaignFigures(
        Measurable(settings(), catalogue, source.sessions, applications(*two), source.directory),
        DAY,
    )
    assert figures.coverage("host")[["registered", "pupils"]].to_numpy().tolist() == [[2, 1]]
    assert figures.coverage("offer")[["registered", "pupils"]].to_numpy().tolist() == [[1, 1]] * 2


@given(st.integers(0, 10_000), st.sampled_from([by for by in GROUPS if by != "academie"]))
def test_pupils_stay_between(seed, by) -> None:
    """In each group pupils are at most the applications; together at least those of the whole."""
    figures = CampaignFigures(measurable(Random(seed)), DAY)
    table, whole = figures.coverage(by), figures.coverage("academie")
    assert (table["pupils"] <= table["registered"]).all()
    assert ((table["pupils"] > 0) == (table["registered"] > 0)).all()
    assert table["pupils"].sum() >= whole["pupils"].sum()


def test_pupils_without_interview() -> None:
    """Of a group, the pupils none of whose applications there was received: to come, absent, unconvened.

    One interview is enough, the day itself too; a cancelled application counts on neither side, and
    another group's interview does not make up for this one's.
    """
    rows = [
        {"pupil": "seen", "interview_on": DAY}, {"pupil": "seen", "offer": "0930125F-BOIS"},
        {"pupil": "to come", "interview_on": on("29/04")},
        {"pupil": "absent", "interview_on": on("02/04"), "attendance": "absent"},
        {"pupil": "unconvened"}, {"pupil": "unconvened", "offer": "0930125F-BOIS"},
        {"pupil": "gone", "cancelled": True},
        {"pupil": "half gone", "interview_on": on("02/04"), "cancelled": True},
        {"pupil": "half gone", "offer": "0930125F-BOIS"},
    ]  # fmt: skip
    source = measurable(Random(0), 0)
    catalogue = offers({"offer": "0930125F-MODE"}, {"offer": "0930125F-BOIS"})
    figures = CampaignFigures(
        Measurable(settings(), catalogue, source.sessions, applications(*rows), source.directory),
        DAY,
    )
    whole = figures.coverage("host")[[*PUPILS]].to_numpy().tolist()
    assert whole == [[5, 4]]
    by_offer = figures.coverage("offer").set_index("offer")
    assert by_offer.loc["0930125F-MODE", [*PUPILS]].tolist() == [4, 3]
    assert by_offer.loc["0930125F-BOIS", [*PUPILS]].tolist() == [3, 3]
    lines = figures.rows("pupils_without_interview")
    assert sorted(lines["pupil"]) == ["absent", "half gone", "to come", "unconvened", "unconvened"]


@given(st.integers(0, 10_000), st.sampled_from([*GROUPS]))
def test_who_was_received_is_not_without_interview(seed, by) -> None:
    """No more pupils without interview than pupils; the others are at most the applications received."""
    table = CampaignFigures(measurable(Random(seed)), DAY).coverage(by)
    with_one = table["pupils"] - table["pupils_without_interview"]
    assert ((with_one >= 0) & (with_one <= table["interviewed"])).all()
    assert ((with_one > 0) == (table["interviewed"] > 0)).all()


WHERE = ({}, {"department": "93"}, {"host": "0931234X"}, {"origin": "0931235Y"})


@hypothesis_settings(max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(list(GROUPS)), st.sampled_from(WHERE))
def test_changes_reconcile(seed, by, where) -> None:
    """Before + plus − minus = now, each as measured on its own day, through every filter.

    Nothing of what it stands on moves.
    """
    source = measurable(Random(seed))
    try:
        now = CampaignFigures(source, DAY).coverage(by, **where)
    except UsageError:
        return  # the campaign drawn has no such value
    kept = source.applications.copy(deep=True)
    table = CampaignFigures(source, DAY).changes("2025-04-01", by, **where)
    key = GROUPS[by][0]
    if "origin" not in where:  # a day on which none of that origin is there yet
        then = CampaignFigures(source, on("01/04")).coverage(by, **where).set_index(key)
        told = table.set_index(key)
        for name in FOLLOWED:
            assert (told[f"{name}_before"].sub(then[name], fill_value=0) == 0).all()
    for name in FOLLOWED:
        moved = table[f"{name}_before"] + table[f"{name}_plus"] - table[f"{name}_minus"]
        assert (moved == table[name]).all()
        assert (table.set_index(key)[name] == now.set_index(key)[name].reindex(table[key])).all()
    assert ("shortfall" in table) == (by != ORIGIN and "origin" not in where)
    if "shortfall" in table:
        short = CampaignFigures(source, DAY).capacity(by, **where).set_index(key)["shortfall"]
        assert (table.set_index(key)["shortfall"] == short.reindex(table[key])).all()
    assert_frame_equal(source.applications, kept)


def test_changes_by_origin_say_its_name(campaign) -> None:
    """By origin, what moved is told under the names and for the schools of `coverage`."""
    figures = campaign.figures(DAY)
    now = figures.coverage("origin").set_index("origin_uai")
    moved = figures.changes("2025-04-01", "origin").set_index("origin_uai")
    assert moved["origin_name"].to_dict() == now["origin_name"].to_dict()
    assert moved["entered_plus"].sum() > 0


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (
            lambda f: f.coverage("lycee"),
            "Le groupe « lycee » n’existe pas : academie, department, district, host, offer, "
            "programme, domain, diploma, status et origin.",
        ),
        (
            lambda f: f.capacity("origin"),
            "La capacité d’entretien n’a pas de sens par origine : choisissez un autre groupe.",
        ),
        (
            lambda f: f.coverage(ville="Créteil"),
            "Le filtre « ville » n’existe pas ici : host, department, district, offer, programme, "
            "domain, diploma, status et origin.",
        ),
        (
            lambda f: f.capacity(origin="0770001A"),
            "Le filtre « origin » n’existe pas ici : host, department, district, offer, programme, "
            "domain, diploma et status.",
        ),
        (
            lambda f: f.coverage(["department", "host"]),
            "Le groupe « ['department', 'host'] » n’existe pas : academie, department, district, host, "
            "offer, programme, domain, diploma, status et origin.",
        ),
        (
            lambda f: f.coverage(department=[]),
            "Le filtre « department » est vide : donnez une valeur, ou ôtez-le.",
        ),
        (
            lambda f: f.changes("2025-05-02"),
            "« 2025-05-02 » est après le 28 avril 2025, jour des chiffres.",
        ),
        (
            lambda f: f.offers(department="75"),
            "Aucune offre n’a « 75 » pour filtre. Il y a : 77, 93 et 94.",
        ),
        (
            lambda f: f.changes("hier"),
            "« hier » n’est pas un jour : une date comme 2025-04-28 est attendue.",
        ),
    ],
)
def test_a_wrong_call_lists_the_choices(campaign, call, sentence) -> None:
    """A wrong group, filter, value or day is said in French, with what there is."""
    with pytest.raises(UsageError) as raised:
        call(campaign.figures(DAY))
    assert blank(str(raised.value)) == sentence


def test_a_wrong_day(campaign) -> None:
    """A campaign opened on what is no day says so; an unknown origin lists those there are."""
    with pytest.raises(UsageError, match="n’est pas un jour"):
        campaign.figures("31/04/2025")
    with pytest.raises(UsageError, match=r"Aucune candidature n’a .* Il y a : .* et \d+.autres"):
        campaign.figures(DAY).coverage("origin", origin="0750001A")


def test_published_origins_have_no_filter(campaign) -> None:
    """What is published does not cross origins with offers: a filter is refused, not ignored."""
    published = measure_campaign(campaign, DAY).figures
    assert len(published.coverage("origin", department=None)) > 50
    with pytest.raises(UsageError, match="ouvrez la campagne elle-même"):
        published.coverage("origin", department="93")
