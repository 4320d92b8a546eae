"""Each clause of a cell is of interviews, plain, of something else, or doubted."""

from __future__ import annotations

import pytest

from passpro_nb.read.sessions.clauses.natures import Told, read_clauses
from passpro_nb.read.sessions.clauses.segments import QUOTED
from passpro_nb.read.sessions.clauses.unknown import find_unknown
from passpro_nb.read.sessions.grammar.order import walk
from passpro_nb.read.sessions.grammar.speech import Days, Month, Weekly
from passpro_nb.read.sessions.words.tokens import read_tokens


def told(text: str) -> Told:
    """Sort the clauses of a text."""
    return read_clauses(walk(read_tokens(text)), text)


def days(text: str) -> tuple[list[int], list[int]]:
    """Return the days of the month that are of sessions, and those that are doubted."""
    found = told(text)
    doubted = [phrase for _, phrases in found.doubted for phrase in phrases]
    sure, unsure = (
        [each.day for p in phrases if isinstance(p, Days) for each in p.words]
        for phrases in (found.phrases, doubted)
    )
    return sure, unsure


@pytest.mark.parametrize(
    ("text", "sure", "doubted"),
    [
        ("12 mars 14h", [12], []),
        ("Entretiens le 12 mars", [12], []),
        ("Entretiens : 12 mars, truc, 13 mars", [12], [13]),  # of either day
        ("Entretiens : 12 mars Mme Machin, 13 mars M. Chose", [12, 13], []),
        ("JPO le 12 mars", [], []),
        ("12 mars : JPO", [], []),
        ("12 mars 14h, JPO", [], [12]),
        ("12 mars 14h avec visite", [12], []),
        ("pendant la JPO du 12 mars", [], [12]),
        ("JPO du 12 mars avec entretiens", [12], []),
        ("JPO du 12 mars, entretiens le 13 mars", [13], []),
        ("JPO du 12 mars, entretiens de 14h à 16h", [12], []),
        ("JPO le 12 mars, 13 mars 14h", [], [12, 13]),
        ("JPO le 12 mars et le samedi 15 mars", [], []),
        ("12 mars 14h (JPO le 15 mars), 13 mars 14h", [12, 13], []),
        ("12 mars 14h (truc le 15 mars), 13 mars 14h", [12, 13], [15]),
        ("truc le 12 mars", [], [12]),
        ("truc : 12 et 13 mars", [], [12, 13]),
        ("12 mars 14h : truc", [], [12]),
        ("12 mars 14h, truc obligatoire", [12], []),
        ("12 mars 14h, en truc", [12], []),
        ("12 mars 14h. Truc.", [12], []),
        ("12 mars 14h\nTruc 15h-17h", [12], []),
        ("12 mars 14h à Bobigny", [12], []),
        ("12 mars 14h à truc", [], [12]),
        ("12 mars 14h, 3 rue Hugo, Melun", [12], []),
        ("rendez-vous le 12 mars", [12], []),
        ("rendez-vous des trucs le 12 mars", [], [12]),
        ("pas d’entretien le 12 mars, entretien le 13 mars", [13], []),
        ("sur inscription le 12 mars", [12], []),
        ("inscriptions le 12 mars", [], []),
        ("Truc :\n- 12 mars\n- 13 mars", [], [12, 13]),
        ("Truc :\n- 12 mars\nEntretiens : 13 mars", [13], [12]),
    ],
)  # fmt: skip
def test_natures(text: str, sure: list[int], doubted: list[int]) -> None:
    """Words name the days after them, else those before; where it may be either, both are doubted."""
    assert days(text) == (sure, doubted)


def test_quotation_is_bounded() -> None:
    """What is quoted of a cell stays short, whatever the cell."""
    (words,) = told("JPO " + "de tous les trucs " * 500 + "le 12 mars").aside
    assert len(words) <= QUOTED
    assert words.startswith("JPO de tous les trucs")
    assert words.endswith("…")


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("salle au lycée", []),
        ("CAP truc", []),
        ("truc CAP", ["truc"]),
        ("avec Mme Truc", []),
        ("avec Mme truc", ["truc"]),
        ("lycée Truc Machin", []),
        ("bulletins", ["bulletins"]),
        ("apporter les bulletins", []),
        ("convocatoin", []),
    ],
)
def test_unknown_words(text: str, unknown: list[str]) -> None:
    """Neutral words, programmes, names after a title and slips are known; a capital is no excuse."""
    tokens = [token for token in read_tokens(text) if token.kind != "end"]
    found = find_unknown(tokens, text, frozenset(), leading=True)
    assert [token.value for token in found] == unknown


@pytest.mark.parametrize("below", [", salle 110", "", " (salle 110)"])
@pytest.mark.parametrize(
    ("heading", "held"),
    [
        ("Organisation des entretiens Bac pro Métiers de la sécurité", [24, 25, 27]),
        ("Planification des entretiens pour les CAP", [24, 25, 27]),
        ("Voici l'organisation pour le CAP", [24, 25, 27]),
        ("JPO", []),
        ("Préparation des entretiens", []),
    ],
)
def test_heading_leads_every_line(heading: str, held: list[int], below: str) -> None:
    """What stands above a list is said of all its lines, whatever rooms they name."""
    lines = [f"- {day} mars : 9h-12h{below}" for day in (24, 25, 27)]
    assert days("\n".join([f"{heading} :", *lines])) == (held, [])


@pytest.mark.parametrize(
    "text",
    [
        "Mardi 18 mars, 9h-12h, 12 places.\nMême organisation le mardi 1er avril, 9h-12h, 12 places.",
        "Mardi 18 mars 9h-12h ; même dispositif le 1er avril",
        "Copie du mail envoyé aux collèges : « Les entretiens sont fixés au mardi 18 mars, de 8h30 à 12h, et au mardi 1er avril, de 8h30 à 12h. »",
        "Extrait de la note adressée aux familles : les entretiens sont le 18 mars et le 1er avril à 9h",
        "Rappel du courrier transmis aux professeurs principaux : entretiens le 18 mars et le 1er avril à 9h",
    ],
)
def test_letter_and_repeated_plan(text: str) -> None:
    """Whom a quoted letter was sent to, and « même organisation », cast no doubt on the days."""
    assert days(text) == ([18, 1], [])


@pytest.mark.parametrize(
    "text",
    [
        "Journée portes ouvertes le 22 mars de 9h à 12h, visite des ateliers et rencontre avec les professeurs",
        "Forum des métiers le 22 mars de 9h à 12h, rencontre avec les professeurs",
        "Le 22 mars, portes ouvertes, rencontre avec les professeurs 9h-12h",
        "Renseignements auprès du secrétariat du lundi au vendredi de 8h à 17h",
        "Accueil téléphonique du lundi au vendredi de 8h à 17h",
        "Permanence du secrétariat le 22 mars de 8h à 17h",
    ],
)
def test_event_and_opening_hours(text: str) -> None:
    """The event that heads a clause wins over whom one meets there; an office's hours are no session."""
    assert days(text)[0] == []
    assert not any(isinstance(phrase, Weekly) for phrase in told(text).phrases)


def test_months_and_weekdays_of_lists() -> None:
    """« de mar » after days that come again is March; a plural weekday is said of its whole list."""
    assert Month(3) in told("tous les mercredi de mar 14h-16h").phrases
    listed = told("mercredis 12, 19 et 27 mars").phrases
    assert [w.weekdays for p in listed if isinstance(p, Days) for w in p.words] == [{2}] * 3


@pytest.mark.parametrize("where", ["au secrétariat", "à la loge"])
def test_interviews_where_an_office_is(where: str) -> None:
    """« entretiens au secrétariat de 14h à 16h » says a place, not when it is open."""
    assert days(f"12 mars, entretiens {where} de 14h à 16h") == ([12], [])
