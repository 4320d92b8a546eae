"""Blanks and signs that the keyboard left out or put in are put right; a text without slips is left."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.grammar.days import PARTED
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.typed.keyboard import put_right

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mercredi1 2 mars 9h", "Mercredi 12 mars 9h"),
        ("jeudi 2 7/03", "jeudi 27/03"),
        ("9h00 à1 2h00", "9h00 à 12h00"),
        ("de 1 4h à 1 6h", "de 14h à 16h"),
        ("9h3 0", "9h30"),
        ("12 //03", "12/03"),
        ("17/0 3", "17/03"),
        ("8h.30mn – 12h,00", "8h30 – 12h00"),
        ("13h3016h30", "13h30-16h30"),
        ("12,19 26 mars 14h", "12, 19, 26 mars 14h"),
        ("13 30 - 16 30", "13h30 - 16h30"),
        ("1330-1630", "13h30 - 16h30"),
        ("11/03,18/03.25/03", "11/03,18/03, 25/03"),
        ("les 18.20.25 mars", "les 18, 20, 25 mars"),
        ("31mars de16h30", "31 mars de 16h30"),
        ("avril 2025de 9h à 12hsalle 08", "avril 2025 de 9h à 12h salle 08"),
        ("12h10 places", "12h 10 places"),
        ("mardi ler avril", "mardi 1er avril"),
        ("mardi 6 mais 2025", "mardi 6 mai 2025"),
        ("le ledi 17 mars", "le  17 mars"),
        ("le madi 18 mars", "le madi 18 mars"),
    ],
)
def test_slips(typed: str, meant: str) -> None:
    """A number cut in two is one again, two that touch are two, a blank stands beside a word."""
    assert put_right(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "mardi 1 avril 9h-12h",
        "les 12 13 14 mars",
        "14h, 15 places",
        "9h,12 mars",
        "salle B12, 2de pro, 1er étage",
        "12h30 places",
        "tél. 01 60 12 03 25",
        "ce.0931234x@ac-creteil.fr",
        "le 8 mais pas le 9",
        "après-midi 12/03",
        "2 x 12 élèves",
    ],
)
def test_others_are_left(text: str) -> None:
    """What is no slip is left as it is."""
    assert put_right(text) == text


@pytest.mark.parametrize("text", ["le 2 6 mars 14h", "1 7/03 14h", "les 1 2 et 3 avril"])
def test_single_digits_side_by_side(text: str) -> None:
    """Two single digits side by side, with no weekday to confirm them, are doubted."""
    found = [s for s in read_sessions(text, CALENDAR, CALENDAR.workdays) if s.day]
    assert [s.doubt for s in found if s.doubt == PARTED]
    assert not [s for s in found if s.doubt is None and s.day and s.day.day < 3]


def test_weekday_refutes_digits() -> None:
    """A day joined again that its weekday does not confirm is doubted."""
    found = read_sessions("lundi 1 2 mars 9h", CALENDAR, CALENDAR.workdays)
    assert [s.doubt for s in found] == ["le 12 mars 2025 est un mercredi, non un lundi"]


def test_day_before_the_interviews() -> None:
    """A day of one digit before the interviews begin, which no year or weekday confirms, is doubted."""
    doubts = [
        read_sessions(text, CALENDAR, CALENDAR.workdays)[0].doubt
        for text in ("le 3 mars 14h", "lundi 3 mars 14h", "3 mars 2025 14h", "21 février 14h")
    ]
    assert doubts == ["le 3 mars 2025 est avant le début des entretiens", None, None, None]


def test_lost_number_is_said() -> None:
    """A number among days that nothing reads is said, never passed over in silence."""
    found = read_sessions("les 3,1 0 et 17 avril 14h", CALENDAR, CALENDAR.workdays)
    said = "« 0 » : un nombre parmi les jours ou les heures n’est pas lu"
    assert all(said in session.notes for session in found)


def test_doubled_encoding() -> None:
    """A text coded twice is read as it was written."""
    found = read_sessions("mardi 18 mars aprÃ¨s-midi", CALENDAR, CALENDAR.workdays)
    assert [(s.day, s.doubt, s.start and s.start.hour) for s in found] == [
        (date(2025, 3, 18), None, 14)
    ]


def test_real_texts_are_left(shared: Path) -> None:
    """Of 150 public texts, without slips, at most 3 change, and only in their blanks."""
    texts = json.loads((shared / "realdata/texts/open_day_dates.json").read_text("utf-8"))
    changed = [text for text in texts[:150] if put_right(text) != text]
    assert len(changed) <= 3, changed
    assert all(put_right(t).replace(" ", "") == t.replace(" ", "") for t in changed)


def test_initial_of_another_weekday_is_doubted() -> None:
    """« L » before a Tuesday names a Monday: a person has to tell which of them is right."""
    (session,) = read_sessions("L 8/04 à 10h", CALENDAR, CALENDAR.workdays)
    assert session.doubt == "le 8 avril 2025 est un mardi, non un lundi"


def test_number_before_a_mistyped_word_is_said() -> None:
    """A number of a list that nothing reads is said, also before a word of a few letters."""
    found = read_sessions("Les 18,19 xy 20 mars, 10h", CALENDAR, CALENDAR.workdays)
    assert [f"{s.day:%m-%d}" for s in found if s.day] == ["03-18", "03-20"]
    assert "« 19 » : un nombre parmi les jours ou les heures n’est pas lu" in found[0].notes
