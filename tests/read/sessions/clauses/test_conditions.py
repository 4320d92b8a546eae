"""Days under a condition, provisional, or of other pupils are doubted; the others of the cell are not."""

from __future__ import annotations

from datetime import date

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))
UNSURE = "« {} » : ce jour n’est pas encore sûr"
OTHERS = "« {} » : rien ne dit qu’il s’agit d’entretiens"


def read(text: str) -> tuple[list[str], dict[str, str]]:
    """Return the days that are sure, and why others are doubted."""
    found = [s for s in read_sessions(text, CALENDAR, CALENDAR.workdays) if s.day]
    sure = [f"{s.day:%m-%d}" for s in found if s.day and not s.doubt]
    return sure, {f"{s.day:%m-%d}": s.doubt for s in found if s.day and s.doubt}


@pytest.mark.parametrize(
    ("text", "sure", "doubted", "why"),
    [
        ("Si plus de 24 candidats, séance le 4 avril. Sinon 26 mars.", "03-26", "04-04",
         "Si plus de 24 candidats"),
        ("26 mars 9h-12h. S'il reste des candidats, autre séance le 2 avril 9h", "03-26", "04-02",
         "S'il reste"),
        ("26 mars 9h-12h et, en cas d'affluence, 27 mars 9h-12h", "03-26", "03-27",
         "en cas d'affluence"),
        ("26 mars 9h-12h (27 mars 9h si plus de 20 inscrits)", "03-26", "03-27",
         "si plus de 20 inscrits"),
        ("18 mars 14h ; le 25 mars 14h seulement si le 18 est complet", "03-18", "03-25",
         "seulement si"),
        ("28 mars, 9h-12h. Si trop de candidats, ajout du 4 avril.", "03-28", "04-04",
         "Si trop de candidats"),
        ("19 ou 20 mars, date non encore arrêtée", "", "03-19 03-20", "non encore arrêtée"),
        ("18 mars 14h, à moins que la salle soit prise", "", "03-18", "à moins que"),
        ("1er avril OU 3 avril, à préciser selon le nombre d'inscrits", "", "04-01 04-03",
         "à préciser selon"),
        ("18 ou 20 mars, jour à fixer", "", "03-18 03-20", "jour à fixer"),
        ("Soit le 18 mars, soit le 20 mars, 14h", "", "03-18 03-20", "Soit"),
        ("18 mars ou 20 mars, selon disponibilité du jury", "", "03-18 03-20",
         "selon disponibilité du jury"),
        ("Une seule des deux dates sera retenue : 18 mars ou 25 mars, 14h", "", "03-18 03-25",
         "Une seule des deux dates sera"),
        ("18 mars 9h-12h (à confirmer : nous attendons la réponse du jury)", "", "03-18",
         "à confirmer"),
        ("18 ou 20 mars selon disponibilité de la salle", "", "03-18 03-20",
         "selon disponibilité de la salle"),
        ("18 et 20 mars (9h-12h), voire le 25 s'il y a trop d'inscrits", "03-18 03-20", "03-25",
         "s'il y a"),
        ("Si l'ouverture est confirmée (réponse le 28 mars), entretiens le 3 avril à 14h", "", "04-03",
         "Si l'ouverture est"),
        ("Dates provisoires : 18/03 14h, 25/03 14h", "", "03-18 03-25", "Dates provisoires"),
        ("Calendrier prévisionnel\n18/03 14h\n25/03 14h", "", "03-18 03-25",
         "Calendrier prévisionnel"),
    ],
)  # fmt: skip
def test_conditions(text: str, sure: str, doubted: str, why: str) -> None:
    """A condition is said of its own days, « provisoires » of the whole cell."""
    assert read(text) == (sure.split(), dict.fromkeys(doubted.split(), UNSURE.format(why)))


@pytest.mark.parametrize(
    ("text", "sure", "doubted", "why"),
    [
        ("Entretiens BTS le 18 mars 14h, entretiens CAP le 20 mars 14h", "03-20", "03-18",
         "Entretiens BTS"),
        ("18 mars 14h (candidats BTS) ; 20 mars 14h (candidats de 3e)", "03-20", "03-18",
         "candidats BTS"),
        ("11 mars 14h : réservé aux apprentis\n18 mars 14h", "03-18", "03-11",
         "réservé aux apprentis"),
        ("Réservé aux adultes :\n11 mars 14h", "", "03-11", "Réservé aux adultes"),
        ("Entretiens des personnels le 18 mars", "", "03-18", "Entretiens des personnels"),
    ],
)  # fmt: skip
def test_other_pupils(text: str, sure: str, doubted: str, why: str) -> None:
    """Interviews of others than the pupils of Passpro are doubted."""
    assert read(text) == (sure.split(), dict.fromkeys(doubted.split(), OTHERS.format(why)))


@pytest.mark.parametrize(
    "text",
    [
        "18 mars ou 20 mars, 14h-16h, au choix des familles",
        "18 et 20 mars, horaires à préciser",
        "18 et 20 mars 14h, 20 min par élève soit 6 élèves",
        "18 et 20 mars 14h, entretien individuel d'une durée de 20 minutes, salle BTS",
        "18 et 20 mars 14h. Autres dates à fixer.",
        "18 et 20 mars 14h. Planning prévisionnel de passage affiché la veille.",
        "18 et 20 mars 14h, en cas de désistement prévenir le secrétariat",
        "18 et 20 mars 14h. S'il y a un empêchement, appeler le lycée",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    """A choice left to families, hours to come, another day to come: the days said are sure."""
    assert read(text) == (["03-18", "03-20"], {})


def test_campaign_of_another_year_heads_its_lines() -> None:
    """« Campagne 2023-2024 : » gives its days their year, on its line and below it."""
    text = "Campagne 2023-2024 : 18/03\nCampagne 2024-2025 :\n17/03 9h\n19/03 9h"
    assert read(text) == (["03-17", "03-19"], {})
    assert read("Campagne 2024 :\n18/03 9h")[0] == []


@pytest.mark.parametrize(
    "text",
    [
        "Le lycée reçoit de 8h à 18h du lundi au vendredi.",
        "Le lycée reçoit du lundi au vendredi. Pour les entretiens, voir avec Mme Morin.",
    ],
)
def test_opening_hours(text: str) -> None:
    """Every day of every week, without an end nor a word of interviews, is when a place is open."""
    assert read(text)[0] == []


def test_days_of_every_week() -> None:
    """Bounds, or a word of interviews, make them days of interviews again."""
    assert read("Nous recevons du lundi au vendredi de 9h à 12h, du 17 au 18 mars")[0] == [
        "03-17",
        "03-18",
    ]
    assert len(read("Entretiens du lundi au vendredi de 9h à 12h")[0]) > 30
