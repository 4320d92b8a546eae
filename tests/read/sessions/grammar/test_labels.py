"""The number of a line, of a day, of a group, is a label: never a day, nor where a period begins."""

from __future__ import annotations

from datetime import date

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))


def days(text: str) -> list[str]:
    """Return the days that are read, sure or not."""
    found = read_sessions(text, CALENDAR, CALENDAR.workdays)
    return [f"{session.day:%d/%m}" for session in found if session.day]


@pytest.mark.parametrize(
    "label",
    [
        *("Jour {} - ", "Journée {} - ", "Séance {} : ", "Session {}, ", "Date {} : ", "J{} - "),
        *("Groupe {} – ", "Créneau {} - ", "Phase {} : ", "Lot {} : ", "n° {} - ", "Vague {} - "),
        *("{}) ", "{} - ", "{}. ", "{}/ ", "- Jour {} : ", "Séance n°{} - ", "Jour {} "),
    ],
)
def test_label_is_no_day(label: str) -> None:
    """« Jour 1 - lundi 10 mars » gives the 10th alone, and the 17th below it its own."""
    lines = [
        label.format(1) + "lundi 10 mars : 9h-12h",
        label.format(2) + "lundi 17 mars : 14h-16h",
    ]
    assert days("\n".join(lines)) == ["10/03", "17/03"]


@pytest.mark.parametrize("label", ["Groupe {} - ", "Jour {} : ", "Lot {} – "])
def test_label_before_a_day_without_weekday(label: str) -> None:
    """« Groupe 1 - 17 mars » gives the 17th alone."""
    lines = [f"{label.format(1)}17 mars 9h-12h", f"{label.format(2)}18 mars 9h-12h"]
    assert days("\n".join(lines)) == ["17/03", "18/03"]


@pytest.mark.parametrize("label", ["Groupes 1 et 2 : ", "Groupe 1 et 2 - ", "Séances 1, 2 et 3 - "])
def test_label_of_several(label: str) -> None:
    """« Groupes 1 et 2 : lundi 17 mars » gives the 17th alone."""
    assert days(f"{label}lundi 17 mars 9h-12h") == ["17/03"]


@pytest.mark.parametrize("text", ["12 - jeudi 20 mars 9h-12h", "24 – lundi 17 mars 9h-12h"])
def test_far_number_begins_no_period(text: str) -> None:
    """« 12 - jeudi 20 mars » gives no period of a week and more: the number is said not to be read."""
    found = read_sessions(text, CALENDAR, CALENDAR.workdays)
    assert [f"{s.day:%d/%m}" for s in found if s.day] == [text.split()[3] + "/03"]
    note = f"« {text[:2]} » : un numéro devant un jour n’est pas lu comme un jour"
    assert note in found[0].notes


def test_near_number_begins_one() -> None:
    """« 17 - jeudi 20 mars », « du 11 au vendredi 21 mars » are periods still."""
    assert days("17 - jeudi 20 mars 9h-12h") == ["17/03", "18/03", "19/03", "20/03"]
    assert len(days("du 11 au vendredi 21 mars 9h-12h")) == 9
