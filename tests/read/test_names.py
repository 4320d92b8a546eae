"""Names: nothing wrong is taken in silence, and what is not taken is proposed first."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.read.names import (
    Match,
    SchoolBook,
    match_programme,
    match_school,
    normal_commune,
    normal_programme,
    same_commune,
    school_book,
)

SCHOOLS = pd.DataFrame(
    [
        ("0770001A", "Lycée polyvalent Jean Moulin", "Torcy"),
        ("0930002B", "Lycée professionnel Jean Moulin - Lycée des métiers du bois", "Bondy"),
        ("0930003C", "Collège Jean Moulin", "Bondy"),
        ("0940004D", "Lycée polyvalent privé Sainte Marthe", "Nogent-sur-Marne"),
        ("0940005E", "Section d'Enseignement Professionnel Sainte Marthe", "Nogent-sur-Marne"),
        ("0770006F", "Lycée L. de Vinci", "Melun"),
        ("0930007G", "Lycée général et technologique Louise Michel", "Bondy"),
    ],
    columns=["uai", "name", "commune"],
)
BOOK = school_book(SCHOOLS)
PROGRAMMES = {
    "aero": "2nde pro métiers de l'aéronautique 2nde commune",
    "client": "2NDPRO MET. RELATION CLIENT 2NDE COMMUNE",
    "flou": "1cap2 métiers de la mode - vêtement flou",
    "tailleur": "1CAP2  METIERS DE LA MODE- VÊT. TAILLEUR",
    "mode": "2nde pro métiers de la mode - vêtement",
    "cars": "1CAP2  MAINT.VEHIC.OPTA VOIT.PARTICUL.",
    "trucks": "1CAP2  MAINT.VEHIC.OPTB VEHIC.TRANS.ROUT",
    "cook": "1cap2 cuisine",
    "cook1": "1cap1 cuisine",
}
LABELLED = tomllib.loads(
    Path(__file__).with_name("names_labelled.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("name", "commune", "uai"),
    [
        ("LPO Jean Moulin", "TORCY", "0770001A"),
        ("L.P. J. Moulin", "Bondy (93140)", "0930002B"),
        ("Clg Jean Moulin", "bondy", "0930003C"),
        ("LPO Ste Marthe", "Nogent s/ Marne", "0940004D"),
        ("SEP Sainte-Marthe", "Nogent", "0940005E"),
        ("Lyc. Léonard de Vinci", "Melun", "0770006F"),
        ("Lycée Jean Moulin (Torcy)", "", "0770001A"),
        ("LGT Louise Michele", "Bondy", "0930007G"),
    ],
)
def test_a_school_is_found_by_name_commune_and_type(name: str, commune: str, uai: str) -> None:
    """Abbreviations, initials, saints, small typos: the one school that fits is taken."""
    assert match_school(name, commune, BOOK).key == uai


@pytest.mark.parametrize(
    ("name", "commune", "first"),
    [
        ("Jean Moulin", "Bondy", {"0930002B", "0930003C"}),
        ("Lycée Jean Moulin", "", {"0770001A", "0930002B"}),
        ("LP Jean Moulin", "Torcy", {"0770001A"}),
        ("Lycée Louise", "Bondy", {"0930007G"}),
        ("Lycée Jean Moulin", "Meaux", {"0770001A", "0930002B"}),
    ],
)
def test_a_doubtful_school_is_asked(name: str, commune: str, first: set[str]) -> None:
    """Two schools, no commune, another type or another place: candidates, and nothing taken."""
    match = match_school(name, commune, BOOK)
    assert match.key is None
    assert {uai for uai, _ in match.candidates[: len(first)]} == first


@pytest.mark.parametrize("name", ["Collège Marcel Proust", "Lycée professionnel", "", "12"])
def test_an_unknown_school_is_not_invented(name: str) -> None:
    """A name that no school bears is matched to none, even where schools are few."""
    assert match_school(name, "Torcy", BOOK).key is None


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("2de pro métiers de l’aéronautique", "aero"),
        ("2NDPRO MET. AERONAUTIQUE 2NDE COMM.", "aero"),
        ("Seconde professionnelle MRC", "client"),
        ("CAP métiers de la mode vêtement tailleur", "tailleur"),
        ("2de pro métiers de la mode vêtements", "mode"),
        ("CAP maintenance des véhicules option A voitures particulières", "cars"),
        ("CAP cuisine", "cook"),
        ("CAP cuisine en 1 an", "cook1"),
    ],
)
def test_a_programme_is_found_by_its_label(label: str, key: str) -> None:
    """Natural or abbreviated, the label finds its programme among near ones."""
    assert match_programme(label, PROGRAMMES).key == key


@pytest.mark.parametrize(
    "label",
    [
        "CAP métiers de la mode vêtement",
        "CAP maintenance des véhicules",
        "CAP maintenance des véhicules option C motocycles",
        "1cap3 cuisine",
        "2de pro cuisine",
        "Bac pro mode",
        "cuisine",
        "",
    ],
)
def test_another_level_length_or_option_is_never_taken(label: str) -> None:
    """CAP and 2de pro, 2 and 3 years, options A and C are different programmes."""
    assert match_programme(label, PROGRAMMES).key is None


@pytest.mark.parametrize(
    ("label", "normal"),
    [
        ("2NDE PRO Métiers de la relation client 2nde commune", "2de pro relation client"),
        ("Seconde professionnelle : métiers de la relation client", "2de pro relation client"),
        ("1CAP2  CUISINE", "cap 2 cuisine"),
        ("CAP Cuisine (3 ans)", "cap 3 cuisine"),
        ("CAPA jardinier paysagiste", "cap 2 agricole jardinier paysagiste"),
        ("CAP maint. véhicules opt. B", "cap 2 option b maint vehicules"),
        ("2nde commercialisation", "2de commercialisation"),
    ],
)
def test_a_normalised_label_keeps_what_tells_programmes_apart(label: str, normal: str) -> None:
    """Level, years and option stay; case, accents, articles and « 2nde commune » go."""
    assert normal_programme(label) == normal


def test_communes_are_compared_without_their_spelling() -> None:
    """Saints, prepositions, postal codes and CEDEX do not count."""
    assert normal_commune("St-Maur-des-Fossés CEDEX") == normal_commune("saint maur des fosses")
    assert normal_commune("Rosny s/ Bois 93110") == normal_commune("Rosny-sous-Bois")


@given(st.text(max_size=40), st.text(max_size=20))
def test_no_name_makes_the_matcher_raise(name: str, commune: str) -> None:
    """Whatever a cell holds, the answer is a match with scores from 0 to 1, best first."""
    for match in (match_school(name, commune, BOOK), match_programme(name, PROGRAMMES)):
        scores = [score for _, score in match.candidates]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


# ------------------------------------------------------------------ against the real public lists


@pytest.fixture(scope="module")
def real_schools(shared: Path) -> pd.DataFrame:
    """Return the 719 collèges and lycées of the three départements."""
    path = shared / "realdata/establishments/DERIVED_creteil_colleges_lycees.csv"
    return pd.read_csv(path, sep=";", dtype=str, encoding="utf-8-sig").rename(
        columns={"nom": "name"}
    )


@pytest.fixture(scope="module")
def real_offers(shared: Path) -> pd.DataFrame:
    """Return the 726 real offers, with both spellings of each programme."""
    path = shared / "realdata/offers/DERIVED_catalogue_creteil_2nde_cap.csv"
    return pd.read_csv(path, sep=";", dtype=str, encoding="utf-8-sig")


def _grade(pairs: Iterable[tuple[Match, str]]) -> Counter[str]:
    return Counter(_verdict(match, wanted) for match, wanted in pairs)


def _verdict(match: Match, wanted: str) -> str:
    if match.key and match.key != wanted:
        return "wrong in silence"
    if not wanted:
        return "rightly asked"
    first = match.candidates[0][0] if match.candidates else None
    return "found" if match.key else "proposed first" if first == wanted else "missed"


def _holds(grades: Counter[str]) -> bool:
    answered = grades["found"] + grades["proposed first"]
    return not grades["wrong in silence"] and answered >= 0.9 * (answered + grades["missed"])


def test_labelled_schools(real_schools: pd.DataFrame) -> None:
    """On the names labelled by hand: none wrong in silence, 90 % found or proposed first."""
    book = school_book(real_schools)
    grades = _grade((match_school(n, c, book), uai) for n, c, uai in LABELLED["ecoles"])
    assert grades.total() >= 60
    assert _holds(grades), grades


@pytest.mark.parametrize("spelling", ["libelle", "libelle_edition"])
def test_labelled_programmes(real_offers: pd.DataFrame, spelling: str) -> None:
    """The same on the labels, whether the catalogue is natural or abbreviated."""
    known = dict(zip(real_offers["mef"], real_offers[spelling], strict=True))
    grades = _grade((match_programme(label, known), mef) for label, mef in LABELLED["formations"])
    assert grades.total() >= 60
    assert _holds(grades), grades


def test_each_abbreviated_label_finds_its_natural_one(real_offers: pd.DataFrame) -> None:
    """Both spellings of each real programme meet, and no two programmes share a key."""
    natural = dict(zip(real_offers["mef"], real_offers["libelle_edition"], strict=True))
    short = dict(zip(real_offers["mef"], real_offers["libelle"], strict=True))
    grades = _grade((match_programme(label, natural), mef) for mef, label in short.items())
    assert _holds(grades), grades
    assert len({normal_programme(label) for label in natural.values()}) == len(natural)


def test_a_programme_that_a_host_lacks_is_not_given_to_it(real_offers: pd.DataFrame) -> None:
    """Each real label, asked of each host of 94 that does not offer it, is taken for no other."""
    labels = dict(zip(real_offers["libelle"], real_offers["mef"], strict=True))
    wrong = []
    for _, offers in real_offers[real_offers["departement"] == "94"].groupby("uai"):
        offered = dict(zip(offers["mef"], offers["libelle_edition"], strict=True))
        asked = [label for label, mef in labels.items() if mef not in offered]
        wrong += [label for label in asked if match_programme(label, offered).key]
    assert wrong == []


def test_a_school_that_is_not_known_is_not_taken_for_another(real_schools: pd.DataFrame) -> None:
    """Each real school, asked of a list that lacks it, is matched to none.

    One is left out: its own name holds no type, so that a person would take the other too.
    """
    full = school_book(real_schools)
    untyped = {"0932653D"}
    for uai, name, commune in real_schools[["uai", "name", "commune"]].itertuples(index=False):
        lacking = SchoolBook(
            {
                place: tuple(school for school in group if school.uai != uai)
                for place, group in full.by_commune.items()
            },
            full.everyone,
            full.names,
        )
        assert match_school(name, commune, full).key == uai
        assert match_school(name, commune, lacking).key is None or uai in untyped


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("St-Denis", "SAINT DENIS", True),
        ("Paris 12e", "PARIS", True),
        ("Paris 12e arrondissement", "Paris", True),
        ("Melun Cedex", "77000 Melun", True),
        ("Rosny", "Rosny-sous-Bois", True),
        ("Tremblay-en-Frnce", "Tremblay en France", True),
        ("93100", "Montreuil", True),
        ("Saint-Denis", "Saint-Maur", False),
        ("Torcy", "Bondy", False),
        ("Rosny-sous-Bois", "Aulnay-sous-Bois", False),
    ],
)
def test_one_commune_is_written_in_many_ways(one: str, other: str, same: bool) -> None:
    """Saints, numbers, cedex, the first word or a slip: one commune; two names are two."""
    assert same_commune(one, other) is same
    assert same_commune(other, one) is same
