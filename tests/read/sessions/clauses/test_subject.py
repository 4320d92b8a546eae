"""A clause that says « entretien » or « nous recevons les élèves » holds interviews at its hours."""

import pytest

from passpro_nb.read.sessions.reader import read_sessions
from tests.read.sessions.test_unseen import CAMPAIGN


def sure(text: str) -> list[str]:
    """Return the days and hours that count."""
    found = read_sessions(text, CAMPAIGN, CAMPAIGN.workdays)
    return [f"{s.day:%d/%m} {s.start or ''}".strip() for s in found if s.day and not s.doubt]


@pytest.mark.parametrize(
    "text",
    [
        "L'entretien pour la formation Métiers de l'entretien des verrières se fera le 25/03 à 14h",
        "Nous espérons recevoir 6 élèves par heure, mardi 25 mars, 14h à 16h, au hangar gris",
        "Entretien avec la démarcheuse du verger - mar 25/3 : 14 h",
        "Bjr, pour la boulange on recoit tout le monde mardi 25 mars à 14h",
        "Passage devant le jury par ordre de tirage : mardi 25 mars 14h",
        "Les candidats reçus par un luthier tuteur, mardi 25 mars 14h",
        "Atelier peinture le 25/03 à 14h : mise en route et entretien individuel",
    ],
)
def test_unknown_words_beside_interviews(text: str) -> None:
    """No unknown word doubts a day with hours, in a clause that says whom it receives or what for."""
    assert sure(text) == ["25/03 14:00:00"]


@pytest.mark.parametrize(
    "text",
    [
        "L'entretien de la chaudière se fera le 25/03 à 14h",
        "Nous recevons une délégation slovène, mardi 25 mars, 14h à 16h",
        "Passage du car de dépistage : mardi 25 mars 14h",
        "On ouvre la ferme au public le 25 mars à 14h : cela ne remplace pas l'entretien",
        "Robotique en gare mardi 25 mars à 14h",
    ],
)
def test_unknown_words_alone(text: str) -> None:
    """A day with hours stays in doubt where its clause says nothing of candidates."""
    assert sure(text) == []


def test_each_day_of_a_clause() -> None:
    """The word tells of its own day, not of another whose words nobody knows."""
    assert sure("Entretiens le 18 mars à 9h, don du sang le 8 avril à 10h") == ["18/03 09:00:00"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("12 mars, 14 mars", "12/03 14/03"),
        ("Entretiens les 12 et 14 mars", "12/03 14/03"),
        ("CAP cuisine : 12 mars", "12/03"),
        ("Première moisson le 7 avril, deuxième le 5 mai", ""),
        ("Mail de Mme Roche du 5 mars 2025 : entretiens le 21 mars à 9h", "21/03"),
        ("Ceux de la séance du 3 avril (9h-12h, entretiens) pour le 10 avril", "03/04"),
        ("Plus de place le 18 mars. Merci de venir le 25 mars à 14h", "25/03"),
        ("Convocations le 18 mars, entretiens le 25 mars à 14h", "25/03"),
        ("(18/03) Entretiens le 25 mars à 14h", "25/03"),
        ("Fait le 18 mars. Séance : 25 mars 14h", "25/03"),
        ("- 21/03 fin des inscriptions\n- 26/03 et 02/04 entretiens (14h-17h)", "26/03 02/04"),
        ("Les candidats du 93 le 24 mars et ceux du 77 le 25 mars, toujours à 13h", "24/03 25/03"),
        (
            "Convoqués le 12 ou le 19 mars selon leur nom. L'entretien a lieu de 13h30 à 16h30.",
            "12/03 19/03",
        ),
        ("Entretien le 18 mars ? Non : mardi 25 mars 10h-12h", "25/03"),
        ("Les entretiens devaient avoir lieu les 17 et 18 mars", ""),
        ("Nous avons retenu le 31 mars (9h-12h) et, au besoin, le 1er avril (9h-12h)", "31/03"),
    ],
)
def test_bare_day(text: str, days: str) -> None:
    """A day without hours counts where nothing but interviews could explain it."""
    assert " ".join(each[:5] for each in sure(text)) == days


@pytest.mark.parametrize(
    ("text", "starts", "seats"),
    [
        ("3 avril : 10h / 11h / 14h / 15h", "10 11 14 15", None),
        ("19 mars : 24 places (deux groupes de 12 : 9h et 10h30)", "9 10", 12),
        ("Quatre candidats seulement à ce jour : 14 mars à 13h", "13", None),
        ("Nous prévoyons entre 40 et 50 candidats. Entretiens le 14 mars à 13h", "13", None),
        ("48 candidats pour 15 places. Entretiens le 14 mars à 13h", "13", None),
        ("27-032025 : 9h-12h, encore 6 places", "9", 6),
    ],
)
def test_hours_and_seats(text: str, starts: str, seats: int | None) -> None:
    """Starts around lunch, totals said again by groups, and numbers that are no seats."""
    found = [s for s in read_sessions(text, CAMPAIGN, CAMPAIGN.workdays) if s.day]
    assert " ".join(str(s.start.hour) for s in found if s.start) == starts
    assert {s.seats for s in found} == {seats}


def test_mode_last() -> None:
    """A mode said once, after several days, holds for all of them."""
    text = "Mardi 25 mars 9h-12h, jeudi 27 mars 14h-17h, entretiens individuels"
    found = read_sessions(text, CAMPAIGN, CAMPAIGN.workdays)
    assert [s.mode for s in found] == ["individual", "individual"]
