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
