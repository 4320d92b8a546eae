"""Two campaigns on the same working day of each: aligned, matched, what came and what went."""

from dataclasses import replace
from datetime import date
from random import Random

import pandas as pd
import pytest
from campaigns import applications, blank, measurable, offers, on, sessions
from hypothesis import given, settings
from hypothesis import strategies as st

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.settings import Calendar, Campaign, Settings
from passpro_nb.domain.workdays import Period
from passpro_nb.measure.coverage import COVERAGE
from passpro_nb.measure.figures import CampaignFigures, Measurable
from passpro_nb.measure.groups import GROUPS
from passpro_nb.measure.over_time.years import align_years, compare_years, say_fates

WINTER = Period(date(2026, 2, 14), date(2026, 3, 1))
OLD = Settings(
    Campaign("Passpro 2025"),
    Calendar(ouverture_inscriptions=on("03/02"), limite_avis=on("14/05"),
             conges=(Period(on("12/04"), on("27/04")),)),
)  # fmt: skip
NEW = Settings(
    Campaign("Passpro 2026"),
    Calendar(ouverture_inscriptions=date(2026, 2, 2), limite_avis=date(2026, 5, 13),
             conges=(WINTER,)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("landmark", "day", "older", "count"),
    [
        ("ouverture", date(2026, 2, 2), on("03/02"), 0),
        ("ouverture", date(2026, 2, 13), on("14/02"), 9),
        ("ouverture", date(2026, 3, 4), on("19/02"), 12),
        ("ouverture", date(2026, 2, 22), on("14/02"), 9),
        ("ouverture", date(2026, 1, 30), on("31/01"), -1),
        ("limite", date(2026, 5, 13), on("14/05"), 0),
        ("limite", date(2026, 5, 11), on("12/05"), -2),
        ("limite", date(2026, 5, 15), on("15/05"), 1),
    ],
    ids=["the opening", "before the break", "after it", "in it", "before the opening", "the limit",
         "before it", "after the limit"],
)  # fmt: skip
def test_the_same_working_day(landmark: str, day: date, older: date, count: int) -> None:
    """So many working days from the landmark in one are as many in the other, breaks left out."""
    found = align_years(OLD, NEW, day, landmark)
    assert (found.older, found.count) == (older, count)


def test_a_day_off_is_the_working_day_before_it() -> None:
    """A Sunday, or a day of a break, is taken with the last working day."""
    assert align_years(OLD, NEW, date(2026, 3, 1)).newer == date(2026, 2, 13)


def test_a_landmark_on_a_day_off() -> None:
    """The eve of a limit that is a Sunday is a Friday: no campaign is looked at on a later day."""
    sunday = replace(NEW.calendrier, limite_avis=date(2026, 5, 17))
    found = align_years(OLD, replace(NEW, calendrier=sunday), date(2026, 5, 15), "limite")
    assert (found.older, found.newer, found.count) == (on("14/05"), date(2026, 5, 15), 0)


def test_the_heading_says_days_and_breaks() -> None:
    """The sentence tells both days, how far they are from the landmark, and the breaks between."""
    said = align_years(OLD, NEW, date(2026, 3, 4)).sentence
    assert blank(said) == (
        "12 jours ouvrés après l’ouverture des inscriptions : le 19 février 2025 et le 4 mars 2026. "
        "Congés entre-temps : Passpro 2025, aucun ; Passpro 2026, du 14/02/2026 au 01/03/2026."
    )
    said = align_years(OLD, NEW, date(2026, 5, 12), "limite").sentence
    assert blank(said).startswith(
        "1 jour ouvré avant la limite de saisie des avis : le 13 mai 2025 et le 12 mai 2026. "
    )
    said = align_years(OLD, NEW, date(2026, 2, 2)).sentence
    assert blank(said).startswith("Le jour de l’ouverture des inscriptions : le 3 février 2025 et ")


def test_a_calendar_that_lacks_the_landmark() -> None:
    """The sentence says whose calendar lacks what, and the other landmark."""
    bare = replace(OLD, calendrier=Calendar())
    with pytest.raises(UsageError) as raised:
        align_years(bare, NEW, date(2026, 3, 4))
    assert blank(str(raised.value)) == (
        "Le calendrier de « Passpro 2025 » ne donne pas ouverture_inscriptions : ajoutez-la à son "
        "campagne.toml, ou choisissez « --repere limite »."
    )
    with pytest.raises(UsageError, match="--repere ouverture"):
        align_years(NEW, bare, date(2026, 3, 4), "limite")
    with pytest.raises(UsageError) as raised:
        align_years(OLD, NEW, date(2026, 3, 4), "noël")
    assert blank(str(raised.value)) == "Le repère « noël » n’existe pas : ouverture et limite."


@given(st.dates(date(2026, 1, 5), date(2026, 6, 30)), st.sampled_from(["ouverture", "limite"]))
def test_with_itself_the_day_is_the_same(day: date, landmark: str) -> None:
    """A campaign is aligned with itself on one and the same day; a working day is its own."""
    found = align_years(NEW, NEW, day, landmark)
    assert found.older == found.newer <= max(day, date(2026, 2, 2))
    if NEW.calendrier.workdays.is_working(day):
        assert found.newer == day


@settings(max_examples=30)
@given(st.integers(0, 5_000), st.sampled_from([*GROUPS]))
def test_with_itself_nothing_differs(seed: int, by: str) -> None:
    """Zero differences, everything there both times, the figures those of `coverage`."""
    figures = CampaignFigures(measurable(Random(seed)), on("28/04"))
    table = compare_years(figures, figures, by)
    assert (table["fate"] == "stayed").all()
    assert table["was"].isna().all()
    changes = table[[name for name in table if name.endswith("_change")]]
    assert (changes.fillna(0) == 0).all(axis=None)
    whole = figures.coverage(by)
    assert table[GROUPS[by][0]].tolist() == whole[GROUPS[by][0]].tolist()
    for name in COVERAGE:
        given = whole[name].astype("Float64").fillna(-1)
        assert (table[name].astype("Float64").fillna(-1) == given).all()
        assert (table[f"{name}_before"].astype("Float64").fillna(-1) == given).all()


def year(
    catalogue: pd.DataFrame, rows: list[dict], rules: Settings, day: date
) -> CampaignFigures:  # fmt: skip
    """Return the figures of an invented year."""
    given = [{"host_uai": str(row["offer"]).split("-")[0], **row} for row in rows]
    nothing = pd.DataFrame({name: pd.Series(dtype="str") for name in ("uai", "name")})
    source = Measurable(rules, catalogue, sessions(), applications(*given), nothing)
    return CampaignFigures(source, day)


def two_years() -> tuple[CampaignFigures, CampaignFigures]:
    """Return 2025 and 2026: a host renamed, one that went, one that came with its programme."""
    renamed = {"host_name": "Lycée Ada Lovelace", "department": "93"}
    before = offers(
        {"offer": "0930125F-MODE"}, {"offer": "0931234X-BOIS", **renamed}, {"offer": "0940111A-VENTE"},
    )  # fmt: skip
    after = offers(
        {"offer": "0930125F-MODE"}, {"offer": "0939999Z-BOIS", **renamed, "host_name": "LYCEE ADA  LOVELACE"},
        {"offer": "0770930X-VENTE"}, {"offer": "0770930X-MODE"},
    )  # fmt: skip
    good, soon = {"opinion": "Favorable"}, {"registered_on": date(2026, 3, 9)}
    old = [
        {"offer": "0930125F-MODE"},
        {"offer": "0931234X-BOIS", **good},
        {"offer": "0940111A-VENTE"},
    ]
    new = [
        {"offer": "0930125F-MODE"}, {"offer": "0930125F-MODE", **good},
        {"offer": "0939999Z-BOIS"}, {"offer": "0770930X-VENTE"}, {"offer": "0930125F-MODE", **soon},
    ]  # fmt: skip
    days = align_years(OLD, NEW, date(2026, 3, 4))
    return year(before, old, OLD, days.older), year(after, new, NEW, days.newer)


def test_hosts_that_came_went_or_were_renamed() -> None:
    """A host is matched by its UAI, else by its name alone in its département; the rest came or went."""
    table = compare_years(*two_years(), "host").set_index("host_uai")
    assert table["fate"].to_dict() == {
        "0930125F": "stayed", "0939999Z": "stayed", "0770930X": "came", "0940111A": "went",
    }  # fmt: skip
    assert table["was"].dropna().to_dict() == {"0939999Z": "0931234X"}
    ends = ["registered_before", "registered", "registered_change"]
    assert table.loc["0930125F", ends].tolist() == [1, 2, 1]
    assert table.loc["0770930X", ends].tolist() == [0, 1, 1]
    assert table.loc["0940111A", ends].tolist() == [1, 0, -1]
    shares = table.loc["0939999Z", ["coverage_before", "coverage", "coverage_change"]]
    assert shares.tolist() == [1, 0, -1]
    assert pd.isna(table.loc["0770930X", "coverage_before"])
    assert table["host_name"].notna().all()


def test_offers_that_moved() -> None:
    """An offer is matched by host, programme and status; one that came says which host gave it."""
    table = compare_years(*two_years(), "offer").set_index("offer")
    assert table["fate"].to_dict() == {
        "0930125F-MODE": "stayed", "0939999Z-BOIS": "stayed", "0770930X-VENTE": "came",
        "0770930X-MODE": "came", "0940111A-VENTE": "went",
    }  # fmt: skip
    assert table["was"].dropna().to_dict() == {
        "0939999Z-BOIS": "0931234X-BOIS", "0770930X-VENTE": "0940111A",
    }  # fmt: skip


@pytest.mark.parametrize("by", ["academie", "host", "offer", "programme", "department"])
def test_the_sums_are_those_of_each_year(by: str) -> None:
    """Whatever came and went, the counts add up to those of either campaign."""
    older, newer = two_years()
    table = compare_years(older, newer, by)
    for figure in ("registered", "entered", "expected", "shortfall"):
        name = "capacity" if figure == "shortfall" else "coverage"
        assert table[f"{figure}_before"].sum() == getattr(older, name)(by)[figure].sum()
        assert table[figure].sum() == getattr(newer, name)(by)[figure].sum()


def test_what_came_and_went_in_words() -> None:
    """One is singular, several plural, and those under another code are told."""
    assert blank(say_fates(compare_years(*two_years(), "host"))) == (
        "1 ligne nouvelle, 1 ligne disparue et 2 lignes présentes les deux fois (dont 1 sous un autre "
        "code)."
    )
    _, newer = two_years()
    assert blank(say_fates(compare_years(newer, newer, "offer"))) == (
        "0 ligne nouvelle, 0 ligne disparue et 4 lignes présentes les deux fois."
    )
