"""A day that is left out stays out, also where the cell names it again to say why."""

from __future__ import annotations

from datetime import date

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))


def read(text: str) -> list[str]:
    """Return the days and the first hours of the sessions, the doubtful ones with « ? »."""
    found = [s for s in read_sessions(text, CALENDAR, CALENDAR.workdays) if s.day]
    return [f"{s.day:%d/%m} {s.start:%Hh}{'?' * bool(s.doubt)}" for s in found if s.day and s.start]


WAYS = [
    "sauf le 18",
    "hormis le 18 mars",
    "à l'exception du 18",
    "(pas le 18)",
    "(le 18 exclu)",
    ", pas de séance le 18",
]
AGAIN = [
    " (le 18, les professeurs sont en formation de bassin toute la journée)",
    ". Le 18, le lycée reçoit une délégation.",
    "\nNB : 18 mars, portes closes",
    " ; le 18 mars : concours général",
    ", car le 18 est réservé aux terminales",
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("again", AGAIN)
@pytest.mark.parametrize(
    "days", ["Tous les mardis de mars à 14h", "Les mardis 11, 18 et 25 mars, 14h-16h"]
)
def test_excluded_day_named_again(days: str, way: str, again: str) -> None:
    """What is said of an excluded day never gives it back, and leaves the others sure."""
    assert read(f"{days} {way}{again}") == ["11/03 14h", "25/03 14h"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Les jeudis 13, 20 et 27 mars à 14h sauf le 20", "13 27"),
        ("Tous les jeudis jusqu'au 10 avril à 14h, sauf le 27", "13 20 03 10"),
        ("les mercredis du 12 mars au 9 avril, 14h (pas le 26)", "12 19 02 09"),
        ("Du 17 au 20 mars à 14h. Pas d'entretien le 19.", "17 18 20"),
        ("Sauf le 18 mars, tous les mardis de mars à 14h", "11 25"),
        ("Entretiens tous les mardis de mars, pas de séance le 18 à 14h", "11 25"),
    ],
)
def test_excluded_day(text: str, days: str) -> None:
    """A list of days, a period without its month, a denial before the hours all leave it out."""
    assert [each[:2] for each in read(text)] == days.split()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Tous les mardis de mars de 14h à 16h sauf le 18 mars (9h-11h)", "11/03 14h, 25/03 14h, 18/03 09h"),
        ("Les mardis 11 et 18 mars à 14h, sauf le 18 à 9h", "11/03 14h, 18/03 09h"),
        ("Tous les mardis de mars à 14h sauf le 18. Mardi 18 mars : 9h-11h", "11/03 14h, 25/03 14h, 18/03 09h"),
        ("Aucun entretien le 26 mars. Rdv à 14h le mercredi 26 mars", "26/03 14h"),
    ],
)  # fmt: skip
def test_hours_of_its_own(text: str, days: str) -> None:
    """An excepted day that has hours of its own is held at these, and the others are not."""
    assert ", ".join(read(text)) == days


def test_part_of_a_day() -> None:
    """« tous les mercredis après-midi de mars » keep their month whatever is said of one of them."""
    assert read("Tous les mercredis après-midi de mars sauf le 19, car le 19 est complet") == [
        "12/03 14h",
        "26/03 14h",
    ]
