"""What is said of the cell, of a clause, of a day or of an hour goes to the sessions it should."""

from __future__ import annotations

from datetime import date, time

import pytest

from passpro_nb.domain.settings import Calendar
from passpro_nb.read.sessions.reader import read_sessions
from passpro_nb.read.sessions.stated import Stated

CALENDAR = Calendar(debut_entretiens=date(2025, 3, 10), fin_entretiens=date(2025, 5, 7))


def label(session: Stated) -> str:
    """Write a session as « 3 9h-12h x12 »."""

    def hour(moment: time | None) -> str:
        return f"{moment.hour}h" if moment else ""

    hours = f" {hour(session.start)}-{hour(session.end)}" if session.start or session.end else ""
    seats = f" x{session.seats}" if session.seats else ""
    return f"{session.day.day if session.day else '?'}{hours}{seats}"


def moded(session: Stated) -> str:
    """Write a session with its mode: « 3 9h-12h x12 individual »."""
    return f"{label(session)} {session.mode or ''}".strip()


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("12 places par séance, 3 avril 9h-12h et 4 avril 14h", ["3 9h-12h x12", "4 14h- x12"]),
        ("3 avril : 9h, 10h", ["3 9h-", "3 10h-"]),
        ("3 avril 9h 5 places, 10h 6 places", ["3 9h- x5", "3 10h- x6"]),
        ("9h-12h : 3 avril (8 places), 4 avril (6 places)", ["3 9h-12h x8", "4 9h-12h x6"]),
        ("9h-12h : 3 avril, 14h : 4 avril", ["3 9h-12h", "4 14h-"]),
        ("3 avril 9h-12h, mêmes horaires le 4 avril", ["3 9h-12h", "4 9h-12h"]),
        ("3 avril (8 places) ; 4 avril (6 places) ; 14h", ["3 14h- x8", "4 14h- x6"]),
        ("3 avril (8 places), 4 avril (6 places) à 14h", ["3 14h- x8", "4 14h- x6"]),
        ("3 avril (8 places) ; 4 avril (6 places) 14h", ["3 x8", "4 14h- x6"]),
        ("3 avril, horaires à préciser ; 4 avril 14h", ["3", "4 14h-"]),
        ("8 places : 3 avril 9h ; 4 avril 9h (6 places) ; 7 avril 9h",
         ["3 9h- x8", "4 9h- x6", "7 9h- x8"]),
        ("3 avril (8 places) ; 4 avril", ["3 x8", "4"]),
        ("3 avril ; 4 avril ; 8 places", ["3 x8", "4 x8"]),
        ("10 places au total : 3 avril, 4 avril", ["3 x5", "4 x5"]),
        ("3 avril 10 places au total, 4 avril 6 places", ["3 x10", "4 x6"]),
        ("9h-17h pause 12h-14h : 3 avril (8 places), 4 avril (6 places)",
         ["3 9h-12h x8", "3 14h-17h x8", "4 9h-12h x6", "4 14h-17h x6"]),
        ("du 3 au 4 avril 9h : jeudi, vendredi", ["3 9h-", "4 9h-"]),
        ("séances de 8 élèves : 3 avril, 4 avril", ["3 x8", "4 x8"]),
        ("séances de travail élèves : 3 avril, 4 avril", ["3", "4"]),  # no word is a number
    ],
)  # fmt: skip
def test_scopes(text: str, sessions: list[str]) -> None:
    """Each rule of inheritance holds, and what is nearer overrides what is farther."""
    assert [label(s) for s in read_sessions(text, CALENDAR, CALENDAR.workdays)] == sessions


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("12 mars (10 places), 26 mars (6 places) – à 14h – entretiens individuels",
         ["12 14h- x10 individual", "26 14h- x6 individual"]),
        ("Session 1 le 13 mars à 13h, session 2 le 14 mars à 15h (entretien collectif, 12 élèves par groupe)",
         ["13 13h- x12 collective", "14 15h- x12 collective"]),
        ("13 mars 9h-12h (12 places), 14 mars 14h-16h (8 places) : entretiens collectifs",
         ["13 9h-12h x12 collective", "14 14h-16h x8 collective"]),
        ("Groupe A le 13 mars à 9h, groupe B le 14 mars à 9h, entretiens individuels",
         ["13 9h- individual", "14 9h- individual"]),
    ],
)  # fmt: skip
def test_mode_said_once(text: str, sessions: list[str]) -> None:
    """A mode said once, after several days, holds for all, whatever seats or label each bears."""
    assert [moded(s) for s in read_sessions(text, CALENDAR, CALENDAR.workdays)] == sessions


@pytest.mark.parametrize("joint", [" ; ", ", ", " puis ", ". De "])
@pytest.mark.parametrize("after", ["", " ; vendredi 14 mars 9h-11h individuel"])
def test_hours_with_their_mode(joint: str, after: str) -> None:
    """« 14h-15h entretien collectif ; 15h-17h entretiens individuels »: each its mode, the same day."""
    text = f"Jeudi 13 mars, 14h-15h entretien collectif{joint}15h-17h entretiens individuels{after}"
    held = ["13 14h-15h collective", "13 15h-17h individual"] + ["14 9h-11h individual"] * bool(
        after
    )
    assert [moded(s) for s in read_sessions(text, CALENDAR, CALENDAR.workdays)] == held


def test_mode_of_one_day() -> None:
    """A mode said of one day, after its hours, is not said of the day of another sentence."""
    found = read_sessions(
        "13 mars 9h entretiens individuels. 14 mars 9h.", CALENDAR, CALENDAR.workdays
    )
    assert [moded(s) for s in found] == ["13 9h- individual", "14 9h-"]
