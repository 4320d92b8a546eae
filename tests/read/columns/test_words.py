"""Headers in words never written down: known words in any order are read, half a match never is."""

import tomllib
from itertools import permutations
from pathlib import Path

import pytest

from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, OPINIONS, TABLES
from passpro_nb.read.columns.headers import map_headers
from passpro_nb.read.columns.lexicon import words_of
from passpro_nb.read.columns.words import FOREIGN, header_claims

ALONE = tomllib.loads((Path(__file__).parent / "headers_alone.toml").read_text(encoding="utf-8"))
OF = {"catalogue": CATALOGUE, "candidatures": APPLICATIONS}
READ = [(name, header, code) for name in OF for header, code in ALONE[name].items()]
LEFT = [(name, header) for name in OF for header in ALONE["left"][name]]


@pytest.mark.parametrize(("name", "header", "code"), READ, ids=[header for _, header, _ in READ])
def test_a_header_of_known_words_is_read(name: str, header: str, code: str):
    """What offices write is read, though no list holds the sentence."""
    assert map_headers([header], OF[name]).positions == {code: 0}


@pytest.mark.parametrize(("name", "header"), LEFT, ids=[header for _, header in LEFT])
def test_a_header_of_something_else_is_left(name: str, header: str):
    """One word that means something else, and the column is nobody's."""
    assert map_headers([header], OF[name]).positions == {}


@pytest.mark.parametrize("words", [("avis", "rendu", "le"), ("date", "entretien", "prévu")])
def test_the_order_of_words_does_not_matter(words: tuple[str, ...]):
    """« Prévu, date d'entretien » is « Date d'entretien prévu »; « le » is a date at the end only."""
    said = {"opinion_on", "opinion"} if words[-1] == "le" else {"interview_on"}
    for order in permutations(words):
        assert map_headers([" ".join(order)], APPLICATIONS).positions.keys() <= said
    assert map_headers([" ".join(words)], APPLICATIONS).positions.keys() == {sorted(said)[-1]}


@pytest.mark.parametrize(
    "ending",
    [" *", "**", " :", " (jj/mm/aaaa)", " (obligatoire)*", " (voir notice)", " 2025", " ?"],
)
def test_decorations_are_dropped(ending: str):
    """What says how to fill a column in is no part of its name."""
    for header, code in (("Date de l'avis", "opinion_on"), ("Entretien fixé le", "interview_on")):
        assert map_headers([header + ending], APPLICATIONS).positions == {code: 0}


def test_a_bracket_that_says_more_is_heard():
    """« Avis (collège) » is the origin's, « Avis (psychologue) » nobody knows whose."""
    assert header_claims("Avis (collège)", APPLICATIONS.code) == {FOREIGN: 0.9}
    assert header_claims("Avis (psychologue)", APPLICATIONS.code) == {}
    assert words_of("Avis (TF / F / R / D)") == ["avis"]


def test_a_header_that_is_cut_is_left():
    """« Date de l' » and « Avis la » miss their end: half a name is none."""
    for header in ("Date de l'", "Avis la", "Nom de"):
        assert map_headers([header], APPLICATIONS).positions == {}


@pytest.mark.parametrize("header", ["Date", "Saisi le", "Date de saisie", "Le"])
def test_a_bare_date_is_an_opinions_in_a_file_of_opinions(header: str):
    """There it dates the opinion; among applications its neighbours say what it dates."""
    assert map_headers([header], OPINIONS).positions == {"opinion_on": 0}
    assert map_headers([header], APPLICATIONS).positions == {}


def test_an_endless_header_costs_nothing():
    """A cell of a thousand ambiguous words is no header, and is not turned over and over."""
    for table in TABLES.values():
        assert header_claims("adresse programme candidature " * 400, table.code) == {}
        assert header_claims("adresse programme candidature remis " * 5, table.code) == {}
